"""Tests of undo: rows, shares and picture are as they were before the act, and verify agrees."""

from collections.abc import Callable

import pytest

from server.protocol.commands import CloseDay, MarkNoShow, OpenDay
from server.protocol.desk_commands import Undo
from server.protocol.desk_errors import ChangedSinceError, NothingToUndoError, UndoOverError
from server.protocol.desk_events import UndoneLeg, UndoneShare
from server.protocol.events import TicketCalled
from server.protocol.tickets import LegState
from server.protocol.visit_commands import NextLeg, Transfer
from tests.server.acts.desk_control import FREE_START, BusyHall
from tests.server.acts.offline_numbers import merge, number
from tests.server.working_hall import ADMIN, OFFICIAL, TOMORROW, new_id

Seen = tuple[object, ...]


def seen_of(hall: BusyHall) -> Seen:
    """Return all that boards, kiosks and desks see of the hall."""
    picture = hall.picture()
    return (
        [leg.number for leg in picture.waiting()],
        picture.waiting_by_service(),
        [picture.occupancy.desk(desk.id) for desk in hall.config.desks],
        [picture.occupancy.counts(desk.id) for desk in hall.config.desks],
        [picture.control.on_break(desk.id) for desk in hall.config.desks],
        [picture.control.overrides(desk.id) for desk in hall.config.desks],
        picture.occupancy.open_calls("ground"),
        picture.occupancy.history("ground", 50),
        [picture.choice_for(desk.id) for desk in hall.config.desks],
        picture.standing.absent,
    )


def serving(hall: BusyHall) -> str:
    """Let the first visitor be received at the first desk, two others wait, one by law."""
    first = hall.issue()
    hall.next()
    hall.start(first.ticket)
    hall.issue()
    hall.issue(claim="veterans")
    return first.ticket


def called(hall: BusyHall) -> str:
    """Let the first visitor be called to the first desk, another one wait."""
    first = hall.issue()
    hall.next()
    hall.issue()
    return first.ticket


def act_next(hall: BusyHall) -> None:
    hall.issue()
    hall.next()


def act_next_that_finishes(hall: BusyHall) -> None:
    hall.next(serving(hall))


ACTS: dict[str, tuple[Callable[[BusyHall], str], Callable[[BusyHall, str], object]]] = {
    "next": (lambda hall: hall.issue().ticket, lambda hall, _: hall.next()),
    "next-that-finishes": (serving, lambda hall, ticket: hall.next(ticket)),
    "start": (called, lambda hall, ticket: hall.start(ticket)),
    "recall": (called, lambda hall, ticket: hall.recall(ticket)),
    "finish": (serving, lambda hall, ticket: hall.finish(ticket)),
    "no-show": (called, lambda hall, ticket: hall.press(MarkNoShow, ticket=ticket)),
    "break": (serving, lambda hall, _: hall.rest("desk-2")),
    "chosen": (
        serving,
        lambda hall, ticket: hall.choose(hall.picture().waiting()[-1].ticket, ticket),
    ),
}


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_that_is_taken_back_leaves_nothing_behind(name: str) -> None:
    prepare, act = ACTS[name]
    hall = BusyHall()
    ticket = prepare(hall)
    rows, seen = hall.rows(), seen_of(hall)

    act(hall, ticket)
    after = hall.rows()
    hall.undo("desk-2" if name == "break" else "desk-1")

    assert after != rows
    assert hall.rows() == rows
    assert seen_of(hall) == seen
    assert hall.verified() >= 0


def test_taking_back_a_next_says_how_both_visitors_stand() -> None:
    hall = BusyHall()
    first = serving(hall)
    finished, call = hall.next(first)

    undone = hall.undo()

    assert undone.act == "CallNext"
    assert [(leg.number, leg.state) for leg in undone.legs] == [
        ("A001", LegState.SERVING),
        ("A003", LegState.WAITING),
    ]
    assert undone.shares == (UndoneShare(2, "papers", 0),)
    assert finished != call


def test_a_finish_without_a_start_goes_back_to_the_call() -> None:
    hall = BusyHall(FREE_START)
    ticket = called(hall)
    rows = hall.rows()

    hall.finish(ticket)
    undone = hall.undo()

    assert [leg.state for leg in undone.legs] == [LegState.CALLED]
    assert hall.rows() == rows
    assert hall.verified() == 1


def test_an_act_can_be_taken_back_for_five_seconds() -> None:
    hall = BusyHall()
    hall.issue()
    hall.next()
    act = hall.log()[-1].seq
    hall.clock.advance(seconds=6)

    with pytest.raises(UndoOverError, match="seconds=5"):
        hall.do(Undo(request_id=new_id(), desk="desk-1", act=act), OFFICIAL)


def test_only_the_last_act_of_the_desk_itself_can_be_taken_back() -> None:
    hall = BusyHall()
    ticket = called(hall)
    call = hall.log()[-2].seq
    hall.start(ticket)

    for desk in ("desk-1", "desk-2"):
        with pytest.raises((NothingToUndoError, ChangedSinceError)):
            hall.do(Undo(request_id=new_id(), desk=desk, act=call), OFFICIAL)


def test_what_was_taken_back_is_not_taken_back_again() -> None:
    hall = BusyHall()
    hall.issue()
    hall.next()
    act = hall.log()[-1].seq
    hall.undo()

    with pytest.raises((NothingToUndoError, ChangedSinceError)):
        hall.do(Undo(request_id=new_id(), desk="desk-1", act=act), OFFICIAL)


def test_a_visitor_who_was_called_elsewhere_meanwhile_stays_there() -> None:
    hall = BusyHall()
    hall.issue()
    hall.next()
    hall.undo()
    hall.next(desk="desk-2")

    with pytest.raises(NothingToUndoError):
        hall.undo("desk-1")

    assert hall.verified() == 2


def test_a_new_ticket_is_nothing_that_a_desk_takes_back() -> None:
    hall = BusyHall()
    hall.issue()
    issue = hall.log()[-1].seq

    with pytest.raises(NothingToUndoError):
        hall.do(Undo(request_id=new_id(), desk="desk-1", act=issue), OFFICIAL)


def test_the_leg_named_is_the_one_that_was_called() -> None:
    hall = BusyHall()
    issued = hall.issue()
    hall.next()

    assert hall.undo().legs == (UndoneLeg(issued.ticket, issued.leg, "A001", LegState.WAITING),)


def missed(hall: BusyHall) -> None:
    hall.press(MarkNoShow, ticket=called(hall))


def finished(hall: BusyHall) -> None:
    hall.finish(serving(hall))


def back_from_rest(hall: BusyHall) -> None:
    hall.rest()
    hall.return_from_rest()


@pytest.mark.parametrize("act", [missed, finished, back_from_rest])
def test_no_act_is_taken_back_once_another_day_has_begun(act: Callable[[BusyHall], None]) -> None:
    hall = BusyHall()
    act(hall)
    done = hall.picture().control.last_act("desk-1")
    assert done is not None
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), ADMIN)

    with pytest.raises(NothingToUndoError):
        hall.press(Undo, act=done.seq)

    hall.issue()
    hall.next()
    hall.verified()


def test_an_act_stays_whose_visitor_goes_by_another_number_since() -> None:
    hall = BusyHall()
    issued = hall.issue()
    hall.next()
    hall.start(issued.ticket)
    started = hall.log()[-1].seq
    merge(hall, number(hall, 1, request=issued.issue_request))

    assert hall.picture().control.last_act("desk-1") is None
    with pytest.raises(ChangedSinceError):
        hall.press(Undo, act=started)

    hall.finish(issued.ticket)
    assert hall.verified() == 1


def test_to_be_ready_no_more_is_not_offered_and_not_taken_back() -> None:
    hall = BusyHall()
    hall.ready()
    hall.not_ready()
    act = hall.log()[-1].seq

    assert hall.picture().control.last_act("desk-1") is None
    with pytest.raises(NothingToUndoError):
        hall.press(Undo, act=act)


def test_a_ready_that_ended_a_break_is_not_offered() -> None:
    hall = BusyHall()
    hall.rest()
    hall.ready()

    assert hall.picture().control.last_act("desk-1") is None


def test_a_transfer_is_not_offered_once_a_ready_desk_has_called_who_was_sent() -> None:
    hall = BusyHall()
    hall.ready("desk-2")
    issued = hall.issue("advice")
    hall.next()
    hall.press(Transfer, ticket=issued.ticket, to=NextLeg(service="head"), reason="other-service")

    assert isinstance(hall.log()[-1].event, TicketCalled)
    assert hall.picture().control.last_act("desk-1") is None
