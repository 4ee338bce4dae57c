"""Who is there before the time that he booked keeps that time, whatever desks do with him."""

from collections.abc import Callable

import pytest

from server.protocol.desk_commands import EnterPaperCall, ReturnCalled, Undo
from server.protocol.events import TicketCalled
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind
from server.protocol.tickets import CallReason, LegState
from server.protocol.visit_commands import NextLeg, ReturnDue
from server.protocol.visit_events import LegReturned
from tests.server.acts.booked_hall import BookedHall
from tests.server.working_hall import OFFICIAL, new_id

pytestmark = pytest.mark.usefixtures("engine")

SUPERVISOR = Actor(ActorKind.SUPERVISOR, "s-1")
LEGS = "select id, state, due_at from legs where state in ('waiting', 'booked') order by nth"


def called_early(hall: BookedHall) -> TicketCalled:
    """Let a visitor check in an hour before his time and be called at once."""
    hall.expect(hall.booking())
    hall.check_in()
    called = hall.call()
    assert called.reason is CallReason.EARLY_BOOKING
    return called


def parked_and_asked_for(hall: BookedHall) -> None:
    ticket = called_early(hall).ticket
    hall.park(ticket)
    hall.unpark(ticket)


def parked_for_five_minutes(hall: BookedHall) -> None:
    ticket = called_early(hall).ticket
    hall.park(ticket, hall.clock.wall_ms() + 300_000)
    hall.clock.advance(minutes=6)
    hall.do(ReturnDue(request_id=new_id()), SERVER_ACTOR)


def missed_and_taken_back(hall: BookedHall) -> None:
    ticket = called_early(hall).ticket
    hall.miss(ticket)
    hall.revive(ticket)


def called_and_left_open(hall: BookedHall) -> None:
    ticket = called_early(hall).ticket
    hall.clock.advance(minutes=hall.config.open_call_minutes)
    hall.do(ReturnCalled(request_id=new_id(), ticket=ticket), SUPERVISOR)


def called_and_undone(hall: BookedHall) -> None:
    called_early(hall)
    command = Undo(request_id=new_id(), desk="desk-1", act=hall.log()[-1].seq)
    hall.do(command, OFFICIAL)


def sent_to_a_service(hall: BookedHall) -> None:
    hall.transfer(called_early(hall).ticket, NextLeg(service="advice"))


def sent_to_a_desk(hall: BookedHall) -> None:
    hall.transfer(called_early(hall).ticket, NextLeg(desk="desk-1"))


WAYS_BACK = (
    parked_and_asked_for,
    parked_for_five_minutes,
    missed_and_taken_back,
    called_and_left_open,
    called_and_undone,
    sent_to_a_service,
    sent_to_a_desk,
)


@pytest.mark.parametrize("come_back", WAYS_BACK)
def test_who_was_called_early_and_waits_again_goes_before_nobody_until_his_time(
    come_back: Callable[[BookedHall], None],
) -> None:
    hall = BookedHall()
    come_back(hall)
    ordinary = hall.issue()

    ((leg, state, due_at),) = [
        row for row in hall.store.connection.execute(LEGS).fetchall() if row[0] != ordinary.leg
    ]
    first = hall.call()

    standing = hall.replayed().standing
    assert (first.leg, first.reason) == (ordinary.leg, CallReason.IN_ORDER)
    assert (LegState(state), due_at) == (LegState.BOOKED, standing.booked[leg].order_key)
    assert standing.next_due() == due_at
    assert leg not in standing.waiting


@pytest.mark.parametrize("come_back", WAYS_BACK)
def test_at_his_time_he_waits_and_goes_first_as_whoever_has_booked(
    come_back: Callable[[BookedHall], None],
) -> None:
    hall = BookedHall()
    come_back(hall)
    ordinary = hall.issue()

    hall.clock.advance(minutes=60)
    (returned,) = hall.do(ReturnDue(request_id=new_id()), SERVER_ACTOR)
    assert isinstance(returned, LegReturned)
    first = hall.call()

    assert returned.was is LegState.BOOKED
    assert ordinary.leg != first.leg
    assert first.reason in {CallReason.IN_ORDER, CallReason.BY_TIER}
    assert hall.replayed().occupancy.desk("desk-1") is not None


@pytest.mark.parametrize("come_back", WAYS_BACK)
def test_nobody_is_told_that_he_waits_before_him(
    come_back: Callable[[BookedHall], None],
) -> None:
    hall = BookedHall()
    hall.issue()  # from now on the hall counts who waits, command by command
    hall.call("desk-2")
    come_back(hall)

    issued = hall.issue()

    assert issued.people_ahead == 0


@pytest.mark.parametrize("come_back", WAYS_BACK)
def test_a_desk_where_nobody_waits_still_calls_him_early(
    come_back: Callable[[BookedHall], None],
) -> None:
    hall = BookedHall()
    come_back(hall)

    called = hall.call()

    assert called.reason is CallReason.EARLY_BOOKING
    assert called.waited_ms == 0
    assert hall.replayed().occupancy.desk("desk-1") is not None


def test_a_transfer_before_his_time_can_be_taken_back() -> None:
    hall = BookedHall()
    called = called_early(hall)
    hall.transfer(called.ticket, NextLeg(service="advice"))
    act = hall.log()[-2].seq

    hall.do(Undo(request_id=new_id(), desk="desk-1", act=act), OFFICIAL)

    standing = hall.replayed().standing
    assert list(standing.at_desks) == [called.leg]
    assert standing.booked == {}
    assert hall.store.connection.execute(LEGS).fetchall() == []


@pytest.mark.parametrize("is_received", [True, False])
def test_who_is_called_on_paper_before_his_time_is_entered_and_not_called_again(
    *, is_received: bool
) -> None:
    hall = BookedHall()
    hall.expect(hall.booking())
    issued = hall.check_in()
    hall.clock.advance(minutes=5)
    on_paper = EnterPaperCall(
        request_id=new_id(),
        desk="desk-1",
        number=issued.number,
        called_at=hall.clock.wall_ms() - 60_000,
        is_received=is_received,
    )

    hall.do(on_paper, OFFICIAL)

    hall.clock.advance(hours=2)
    hall.do(ReturnDue(request_id=new_id()), SERVER_ACTOR)
    assert hall.replayed().waiting() == ()
