"""A day of a hall's own log, played again."""

import pytest

from server.protocol.commands import FinishService, StartService
from server.queueing.ordering import Limits
from server.simulate.days import MINUTE
from server.simulate.outcomes import told
from server.simulate.recorded import Recorded, recorded_days
from server.simulate.what_if import play
from tests.server.working_hall import OFFICIAL, TODAY, WorkingHall, new_id

DESK = "desk-1"


class Morning:
    """A hall at whose one desk each visit takes five minutes."""

    def __init__(self) -> None:
        self.hall = WorkingHall()

    def come(self, claim: str | None = None) -> None:
        """Let a visitor come, a minute after what was before."""
        self.hall.clock.advance(seconds=59)
        self.hall.issue(claim=claim)

    def receive(self) -> None:
        """Receive whoever is next."""
        called = self.hall.call(DESK)
        start = StartService(request_id=new_id(), desk=DESK, ticket=called.ticket)
        self.hall.do(start, OFFICIAL)
        self.hall.clock.advance(seconds=299)
        finish = FinishService(request_id=new_id(), desk=DESK, ticket=called.ticket)
        self.hall.do(finish, OFFICIAL)

    def recorded(self) -> Recorded:
        """Read the log."""
        (day,) = recorded_days(self.hall.log(), self.hall.config.desks)
        return day


@pytest.fixture
def morning() -> Morning:
    return Morning()


def test_a_recorded_day_played_by_the_same_rule_is_the_day_that_was(morning: Morning) -> None:
    for claim in (None, None, "veterans", None):
        morning.come(claim)
    for _ in range(4):
        morning.receive()
    recorded = morning.recorded()

    played = play([recorded.day], "tiers-with-shares", Limits())

    was = {one.number: one.waited_ms for one in told(recorded.calls)}
    assert recorded.service_day == TODAY
    assert {one.number: one.waited_ms for one in played.visitors} == was


def test_another_rule_calls_in_another_order(morning: Morning) -> None:
    for claim in (None, None, "veterans"):
        morning.come(claim)
    for _ in range(3):
        morning.receive()

    played = play([morning.recorded().day], "fifo", Limits())

    assert [one.number for one in played.visitors] == ["A001", "A002", "A003"]


def test_a_desk_that_lets_people_wait_was_away(morning: Morning) -> None:
    for _ in range(3):
        morning.come()
    morning.receive()
    morning.hall.clock.advance(seconds=1200)
    morning.receive()
    morning.receive()

    (desk,) = morning.recorded().day.desks

    assert [round(one.ms / MINUTE) for one in desk.absences] == [2, 20]


def test_who_was_never_called_waits_in_the_played_day_too(morning: Morning) -> None:
    morning.come()
    morning.come()
    morning.receive()

    recorded = morning.recorded()

    assert len(recorded.calls) == 1
    assert [one.number for one in recorded.day.visitors] == ["A001", "A002"]


def test_a_log_without_a_call_has_no_day(morning: Morning) -> None:
    morning.come()

    assert recorded_days(morning.hall.log(), morning.hall.config.desks) == []
