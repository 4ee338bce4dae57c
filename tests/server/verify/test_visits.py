"""Tests of what verify says of visits that go on, or come back, as they cannot."""

from typing import Any

import pytest
from msgspec.structs import replace

from server.protocol.events import (
    DayClosed,
    DayOpened,
    Entry,
    Event,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
)
from server.protocol.tickets import LegState
from server.protocol.visit_commands import NextLeg
from server.protocol.visit_events import ClaimConfirmed, ClaimRefused, LegParked, LegTransferred
from server.verify.faults import Fault
from server.verify.replay import BadEntryError, Replay
from tests.server.acts.visiting import VisitingHall
from tests.server.verify.doctored import rightful
from tests.server.working_hall import SMALL_HALL, TODAY, TOMORROW


def fault_after(log: tuple[Entry, ...], *more: Event) -> Fault | None:
    """Play ``log``, which is right, then ``more`` as the next entries; return the first fault."""
    replay, newest = Replay(SMALL_HALL, ""), log[-1]
    for entry in log:
        replay.take(entry)
    try:
        for event in more:
            newest = replace(newest, seq=newest.seq + 1, event=event)
            replay.take(rightful(newest))
    except BadEntryError as bad:
        return bad.fault
    return None


def two_called() -> tuple[tuple[Entry, ...], dict[str, Any]]:
    """Return a log of two calls, and who was called to the second desk."""
    hall = VisitingHall()
    hall.issue()
    hall.issue()
    hall.call("desk-1")
    called: TicketCalled = hall.call("desk-2")
    return hall.log(), {"ticket": called.ticket, "leg": called.leg, "number": called.number}


@pytest.mark.parametrize("desk", ["desk-1", "desk-3"])
def test_an_act_at_a_desk_where_the_visitor_is_not_is_found(desk: str) -> None:
    log, who = two_called()
    was: dict[str, Any] = {"was": LegState.CALLED, "reason": "documents", "desk": desk}
    acts: tuple[Event, ...] = (
        LegParked(**who, **was, returns_at=None),
        LegTransferred(**who, **was, comes_back=False),
        ClaimConfirmed(**who, desk=desk, claim="veterans"),
        ClaimRefused(**who, **was, claim="veterans"),
    )

    assert {fault_after(log, act) for act in acts} == {Fault.DESK}


def test_a_finish_that_hides_the_start_is_found() -> None:
    log, who = two_called()
    started = ServiceStarted(**who, desk="desk-2")
    finished = ServiceFinished(**who, desk="desk-2")

    assert fault_after(log, started, finished) is None
    assert fault_after(log, started, replace(finished, is_unstarted=True)) is Fault.LEG


def test_a_log_that_ends_while_somebody_is_sent_on_is_found() -> None:
    hall = VisitingHall()
    ticket = hall.issue().ticket
    hall.call()
    hall.transfer(ticket, NextLeg(service="advice"))
    *before, sent, added = hall.log()
    replay = Replay(SMALL_HALL, "")
    for entry in (*before, sent):
        replay.take(entry)

    with pytest.raises(BadEntryError) as found:
        replay.finish()
    assert (found.value.fault, found.value.seq) == (Fault.LEG, sent.seq)
    replay.take(added)
    replay.finish()


def test_a_return_of_who_was_missed_on_another_day_is_found() -> None:
    hall = VisitingHall()
    first = hall.issue()
    hall.call()
    hall.miss(first.ticket)
    log = hall.log()
    (revived,) = hall.revive(first.ticket)
    days = DayClosed(service_day=TODAY, still_waiting=0), DayOpened(service_day=TOMORROW)

    assert fault_after(log, revived) is None
    assert fault_after(log, *days, revived) is Fault.LEG


def test_a_visitor_sent_to_a_service_that_the_hall_has_not_is_found() -> None:
    hall = VisitingHall()
    ticket = hall.issue().ticket
    hall.call()
    hall.transfer(ticket, NextLeg(service="advice"))
    *log, added = hall.log()

    assert fault_after(tuple(log), added.event) is None
    nowhere = replace(added.event, service="nowhere")
    assert fault_after(tuple(log), nowhere) is Fault.CONFIGURATION
