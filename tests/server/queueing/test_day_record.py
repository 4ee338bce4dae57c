"""What became of every visitor of the day, from events."""

from typing import Any

import pytest

from server.protocol.desk_events import ActUndone, OrderOverridden, UndoneLeg
from server.protocol.desks import Desk
from server.protocol.events import (
    CallInputs,
    DayOpened,
    Entry,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketClaimed,
    TicketLapsed,
    TicketUnclaimed,
)
from server.protocol.offline_events import TicketRenumbered
from server.protocol.tickets import CallReason, LegState, TicketClass
from server.protocol.visit_commands import NextLeg
from server.queueing.day_record import LATEST, DayRecord, ServiceCounts, passed
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.acts.booked_hall import BookedHall
from tests.server.queueing.days import Day

pytestmark = pytest.mark.usefixtures("engine")

DESKS = (Desk("d1", "1", "main", ("s1", "s2")),)
STATUTORY = TicketClass.STATUTORY
FOREVER = 10**15


@pytest.fixture
def day() -> Day:
    return Day(HallPicture(DESKS, Limits()))


def who(number: str) -> dict[str, Any]:
    return {"ticket": f"t-{number}", "leg": f"l-{number}", "number": number}


def state(day: Day, number: str) -> LegState:
    found = day.picture.record.leg(f"l-{number}")
    assert found is not None
    return found.state


def test_a_leg_is_followed_from_ticket_to_desk(day: Day) -> None:
    day.issue("A001")
    seen = [state(day, "A001")]
    day.call("d1")
    seen.append(state(day, "A001"))
    day.record(ServiceStarted(**who("A001"), desk="d1"))
    seen.append(state(day, "A001"))
    day.record(ServiceFinished(**who("A001"), desk="d1"))
    seen.append(state(day, "A001"))

    assert seen == [LegState.WAITING, LegState.CALLED, LegState.SERVING, LegState.FINISHED]
    found = day.picture.record.leg("l-A001")
    assert found is not None
    assert (found.desk_label, found.came_at, found.since) == ("1", 1000, 4000)
    assert (found.waited_ms, found.served_ms) == (1000, 1000)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (TicketUnclaimed(ticket="t-A001", leg="l-A001"), LegState.UNCLAIMED),
        (TicketClaimed(ticket="t-A001", leg="l-A001"), LegState.WAITING),
        (TicketLapsed(**who("A001")), LegState.LAPSED),
    ],
)
def test_what_happens_to_a_waiting_leg_is_its_state(
    day: Day, event: TicketUnclaimed | TicketClaimed | TicketLapsed, expected: LegState
) -> None:
    day.issue("A001")
    if isinstance(event, TicketClaimed):
        day.record(TicketUnclaimed(ticket="t-A001", leg="l-A001"))

    day.record(event)

    assert state(day, "A001") is expected


def test_visitors_are_found_by_when_they_came(day: Day) -> None:
    for number in ("A001", "A002", "A003"):
        day.issue(number)

    found = day.picture.record.came_between(2000, 3000)

    assert [leg.number for leg in found] == ["A002"]


def test_another_number_is_the_one_that_is_found(day: Day) -> None:
    day.issue("A001")
    day.record(
        TicketRenumbered(
            ticket="t-A001",
            leg="l-A001",
            number="K2-07",
            was="A001",
            kiosk=2,
            ordinal=7,
            issue_request="r-A001",
        )
    )

    assert [leg.number for leg in day.picture.record.came_between(0, 9000)] == ["K2-07"]


def test_a_service_counts_whom_it_received_and_how_long_they_waited(day: Day) -> None:
    for number in ("A001", "A002"):
        day.issue(number)
    day.call("d1")
    day.record(ServiceFinished(**who("A001"), desk="d1"))
    day.call("d1")
    day.record(NoShowMarked(**who("A002"), desk="d1"))

    assert day.picture.record.counts("s1") == ServiceCounts(1, 1, (0, 0))
    assert day.picture.record.counts("s2") == ServiceCounts()


@pytest.mark.parametrize(
    ("waits", "median", "longest"), [((), None, None), ((5,), 5, 5), ((1, 2, 3, 9), 3, 9)]
)
def test_waits_are_told_by_their_share_of_the_called(
    waits: tuple[int, ...], median: int | None, longest: int | None
) -> None:
    counts = ServiceCounts(waits=waits)

    assert (counts.wait_ms(50), counts.wait_ms(90)) == (median, longest)


def test_only_calls_that_passed_somebody_are_deviations(day: Day) -> None:
    day.issue("A001")
    day.issue("A002", "s2", STATUTORY)
    first, second = day.call("d1"), day.call("d1")

    record = day.picture.record
    assert [head.number for head in passed(first.leg, first.inputs)] == ["A001"]
    assert passed(second.leg, second.inputs) == ()
    assert passed("l-A009", CallInputs((), 0, 0)) == ()
    assert record.deviations() == {(CallReason.BY_TIER, STATUTORY, None): 1}
    assert [one.number for one in record.latest_deviations()] == ["A002"]


def test_an_officials_own_reason_is_known_until_the_call_is_taken_back(day: Day) -> None:
    day.issue("A001")
    day.record(OrderOverridden(desk="d1", **who("A001"), reason="unwell", times=1))
    called = day.call("d1")
    record = day.picture.record
    known = record.chosen_for("l-A001"), record.deviations(), record.chosen_for("l-A009")

    waiting = UndoneLeg(called.ticket, called.leg, called.number, LegState.WAITING)
    day.record(ActUndone(desk="d1", act="CallChosen", undone=2, until=3, legs=(waiting,)))

    kind = (CallReason.IN_ORDER, TicketClass.ORDINARY, "unwell")
    assert known == ("unwell", {kind: 1}, None)
    assert (record.chosen_for("l-A001"), record.deviations()) == (None, {})


def test_what_is_done_to_a_leg_of_another_day_is_not_followed(day: Day) -> None:
    day.issue("A001")
    called = day.call("d1")
    waiting = UndoneLeg(called.ticket, called.leg, called.number, LegState.WAITING)
    undone = ActUndone(desk="d1", act="MarkNoShow", undone=3, until=3, legs=(waiting,))
    record = DayRecord()

    claimed = TicketClaimed(ticket=called.ticket, leg=called.leg)
    for event in (called, NoShowMarked(**who("A001"), desk="d1"), undone, claimed):
        record.fold(Entry("hall-test", 1, 1, 1000, "server:server", 1, event, "0" * 64))

    assert record.leg("l-A001") is None
    assert record.deviations() == {}


def test_a_call_that_is_taken_back_twice_is_no_call(day: Day) -> None:
    issued = day.issue("A001")
    for state_after in (LegState.CALLED, LegState.WAITING):
        leg = UndoneLeg(issued.ticket, issued.leg, issued.number, state_after)
        undone = ActUndone(desk="d1", act="CallNext", undone=2, until=2, legs=(leg,))
        day.picture.record.fold(
            Entry("hall-test", 1, 2, 2000, "server:server", 1, undone, "0" * 64)
        )

    assert state(day, "A001") is LegState.WAITING


def test_a_start_that_is_taken_back_leaves_the_visitor_called(day: Day) -> None:
    day.issue("A001")
    called = day.call("d1")
    day.record(ServiceStarted(**who("A001"), desk="d1"))
    undone = UndoneLeg(called.ticket, called.leg, called.number, LegState.CALLED)

    day.record(ActUndone(desk="d1", act="StartService", undone=3, until=3, legs=(undone,)))

    assert state(day, "A001") is LegState.CALLED


def test_only_the_latest_deviations_are_kept_one_by_one(day: Day) -> None:
    for number in range(2 * LATEST):
        day.issue(f"A{number}")
        day.issue(f"B{number}", "s2", STATUTORY)
        day.call("d1")
        day.call("d1")

    assert len(day.picture.record.latest_deviations()) == LATEST


def test_a_new_day_begins_with_an_empty_record(day: Day) -> None:
    day.issue("A001")
    day.record(DayOpened(service_day="2026-11-24"))
    day.record(TicketLapsed(**who("A001")))

    assert day.picture.record.came_between(0, 9000) == ()
    assert day.picture.record.leg("l-A001") is None
    assert isinstance(day.picture.record, DayRecord)


def test_who_is_sent_on_before_his_booked_time_came_before_it_and_waits_for_it() -> None:
    hall = BookedHall()
    hall.expect(hall.booking())
    hall.check_in()
    ticket = hall.call().ticket
    hall.park(ticket)
    hall.unpark(ticket)
    parked = hall.replayed().record.came_between(0, FOREVER)
    hall.call()
    hall.transfer(ticket, NextLeg(service="advice"))

    legs = hall.replayed().record.came_between(0, FOREVER)

    assert [leg.state for leg in parked] == [LegState.BOOKED]
    assert {leg.state for leg in legs} == {LegState.TRANSFERRED, LegState.BOOKED}
    assert {leg.came_at for leg in legs} == {parked[0].came_at}
    assert parked[0].came_at < parked[0].order_key
