"""Tests of undo where a visit goes on: parked, sent on, planned, sent back, called early."""

from collections.abc import Callable

import pytest

from server.protocol.commands import CallNext
from server.protocol.desk_commands import Undo
from server.protocol.desk_errors import ChangedSinceError, NothingToUndoError
from server.protocol.desk_events import ActUndone
from server.protocol.events import TicketCalled
from server.protocol.tickets import CallReason, LegState
from server.protocol.visit_commands import ConfirmClaim, NextLeg, Park, Transfer
from tests.server.acts.booked_hall import BookedHall
from tests.server.acts.desk_control import BusyHall
from tests.server.acts.visiting import planned
from tests.server.working_hall import OFFICIAL, new_id

ADVICE = NextLeg(service="advice")
LEGS = (
    "select id, state, lane, ticket_class, desk, called_at, recalls, due_at, absent_at, nth,"
    " back_service, back_lane from legs where state <> 'withdrawn' order by id"
)


def legs_of(hall: BusyHall) -> list[tuple[object, ...]]:
    return hall.store.connection.execute(LEGS).fetchall()


def serving(hall: BusyHall) -> str:
    """Let a visitor be received at the first desk and another one wait."""
    first = hall.issue()
    hall.next()
    hall.start(first.ticket)
    hall.issue()
    return first.ticket


def called(hall: BusyHall) -> str:
    """Let a visitor be called to the first desk."""
    first = hall.issue()
    hall.next()
    return first.ticket


def sent_back(hall: BusyHall) -> str:
    """Let a visitor be received who goes back to the other desk when he is finished."""
    first = hall.issue()
    hall.next(desk="desk-2")
    hall.start(first.ticket, "desk-2")
    hall.press(
        Transfer, "desk-2", ticket=first.ticket, to=ADVICE, reason="other-service", comes_back=True
    )
    hall.next()
    hall.start(first.ticket)
    return first.ticket


def park(hall: BusyHall, ticket: str) -> object:
    until = hall.clock.wall_ms() + 900_000
    return hall.press(Park, ticket=ticket, reason="documents", returns_at=until)


def transfer(hall: BusyHall, ticket: str) -> object:
    return hall.press(Transfer, ticket=ticket, to=ADVICE, reason="other-service", comes_back=True)


def finish(hall: BusyHall, ticket: str) -> object:
    return hall.finish(ticket)


def finish_by_next(hall: BusyHall, ticket: str) -> object:
    return hall.next(ticket)


@pytest.mark.parametrize(
    ("prepare", "act"),
    [
        (serving, park),
        (called, park),
        (serving, transfer),
        (called, transfer),
        (sent_back, finish),
        (serving, finish),
        (serving, finish_by_next),
    ],
)
def test_a_visit_that_was_sent_on_by_mistake_stands_as_before(
    prepare: Callable[[BusyHall], str], act: Callable[[BusyHall, str], object]
) -> None:
    hall = BusyHall(planned())
    ticket = prepare(hall)
    rows, picture = legs_of(hall), hall.picture()

    act(hall, ticket)
    after = legs_of(hall)
    hall.undo()

    now = hall.picture()
    assert after != rows
    assert legs_of(hall) == rows
    assert now.waiting() == picture.waiting()
    assert now.standing.parked == picture.standing.parked
    assert now.occupancy.desk("desk-1") == picture.occupancy.desk("desk-1")
    assert hall.verified() > 0


def test_what_was_taken_back_can_be_done_anew_and_counts_no_leg_more() -> None:
    hall = BusyHall(planned())
    ticket = serving(hall)
    hall.finish(ticket)
    hall.undo()

    hall.finish(ticket)

    assert [row[9] for row in legs_of(hall)] == [1, 1, 2]
    assert len(hall.picture().waiting()) == 2
    assert hall.verified() == 1


def test_a_visitor_who_was_sent_on_and_called_there_is_not_fetched_back() -> None:
    hall = BusyHall(planned("head"))
    ticket = serving(hall)
    hall.finish(ticket)
    act = hall.log()[-1].seq
    hall.press(CallNext, "desk-2")

    with pytest.raises(ChangedSinceError):
        hall.do(Undo(request_id=new_id(), desk="desk-1", act=act), OFFICIAL)


def test_a_claim_that_was_settled_is_no_act_to_take_back() -> None:
    hall = BusyHall()
    issued = hall.issue(claim="veterans")
    hall.next()
    hall.press(ConfirmClaim, ticket=issued.ticket)
    act = hall.log()[-1].seq

    with pytest.raises(NothingToUndoError):
        hall.do(Undo(request_id=new_id(), desk="desk-1", act=act), OFFICIAL)


def test_who_was_called_before_his_booked_time_waits_for_it_again() -> None:
    hall = BookedHall()
    hall.expect(hall.booking())
    issued = hall.check_in()
    rows = hall.store.connection.execute(LEGS).fetchall()
    call = hall.call()
    act = hall.log()[-1].seq

    (undone,) = hall.do(Undo(request_id=new_id(), desk="desk-1", act=act), OFFICIAL)

    assert isinstance(call, TicketCalled)
    assert call.reason is CallReason.EARLY_BOOKING
    assert isinstance(undone, ActUndone)
    assert [leg.state for leg in undone.legs] == [LegState.BOOKED]
    assert hall.store.connection.execute(LEGS).fetchall() == rows
    assert issued.leg in hall.replayed().standing.booked
