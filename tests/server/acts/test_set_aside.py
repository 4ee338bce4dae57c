"""Whoever is called past visitors whom his desk has set aside is seen to be: nobody jumps."""

import pytest
from msgspec.structs import replace

from server.protocol.events import CallInputs, Entry, TicketCalled
from server.protocol.tickets import CallReason, TicketClass
from server.protocol.visit_events import LegParked
from server.verify.faults import Fault
from server.verify.replay import BadEntryError, Replay
from tests.server.acts.visiting import VisitingHall
from tests.server.working_hall import SMALL_HALL

pytestmark = pytest.mark.usefixtures("engine")


def walk_to_the_last(hall: VisitingHall, visitors: int) -> TicketCalled:
    """Call one after the other and set each aside, until the last one is called."""
    for _ in range(visitors):
        hall.issue()
    for _ in range(visitors - 1):
        hall.park(hall.call().ticket)
    return hall.call()


def test_a_call_names_whom_its_desk_has_set_aside_and_it_is_counted() -> None:
    hall = VisitingHall()

    called = walk_to_the_last(hall, 4)

    picture = hall.replayed()
    assert called.reason is CallReason.IN_ORDER
    assert [one.number for one in called.inputs.aside] == ["A001", "A002", "A003"]
    assert picture.record.deviations() == {(CallReason.IN_ORDER, TicketClass.ORDINARY, None): 3}
    assert picture.record.latest_deviations()[0].number == "A004"


def test_whoever_was_set_aside_waits_again_in_his_own_lane_at_his_own_place() -> None:
    hall = VisitingHall()
    walk_to_the_last(hall, 3)
    first = hall.replayed().standing.parked
    ticket = next(one.leg.ticket for one in first.values() if one.leg.number == "A001")

    hall.unpark(ticket)

    called = hall.call("desk-2")
    assert (called.number, called.inputs.aside) == ("A001", ())
    assert called.inputs.heads[0].stands_in == "papers"


def test_another_desk_and_an_earlier_visitor_pass_nobody_who_was_set_aside() -> None:
    hall = VisitingHall()
    first, _second = hall.issue(), hall.issue()
    hall.receive()
    hall.park(first.ticket)

    elsewhere = hall.call("desk-2")

    assert elsewhere.inputs.aside == ()
    hall.replayed()


def test_a_call_that_hides_whom_its_desk_has_set_aside_is_found() -> None:
    hall = VisitingHall()
    walk_to_the_last(hall, 3)
    log = list(hall.log())
    hidden = log[-1].event
    assert isinstance(hidden, TicketCalled)
    quiet = CallInputs(hidden.inputs.heads, hidden.inputs.share, hidden.inputs.limit)
    log[-1] = replace(log[-1], event=replace(hidden, inputs=quiet))

    with pytest.raises(BadEntryError) as bad:
        replay(log)

    assert (bad.value.fault, bad.value.seq) == (Fault.ORDER, log[-1].seq)


def test_a_deleted_parking_is_found_at_the_next_entry() -> None:
    hall = VisitingHall()
    walk_to_the_last(hall, 3)
    log = [entry for entry in hall.log() if not isinstance(entry.event, LegParked)]

    with pytest.raises(BadEntryError):
        replay(log)


def replay(log: list[Entry]) -> None:
    played = Replay(SMALL_HALL, "")
    for entry in log:
        played.take(entry)
