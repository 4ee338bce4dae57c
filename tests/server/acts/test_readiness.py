"""Tests of ready desks: whoever comes is called in the transaction in which he comes."""

import pytest

from server.protocol.commands import IssueTicket, MarkClaimed, MarkUnclaimed
from server.protocol.desk_commands import PauseHall, Ready, ResumeHall
from server.protocol.desk_errors import DeskOccupiedError
from server.protocol.desk_events import DeskReady, DeskUnready
from server.protocol.events import TicketCalled, TicketIssued
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind
from tests.server.acts.desk_control import SUPERVISOR, BusyHall
from tests.server.sitting import leave
from tests.server.working_hall import KIOSK, new_id


def test_whoever_comes_next_is_called_to_the_ready_desk() -> None:
    hall = BusyHall()
    (ready,) = hall.ready()

    issued = hall.issue()

    *_, ticket, unready, called = hall.log()
    assert ready == DeskReady(desk="desk-1", official="o-1")
    assert ticket.event == issued
    assert isinstance(unready.event, DeskUnready)
    assert isinstance(called.event, TicketCalled)
    assert (called.event.ticket, called.event.desk) == (issued.ticket, "desk-1")
    assert (called.actor, called.at) == (str(SERVER_ACTOR), ticket.at)
    assert hall.picture().control.ready("desk-1") is None
    assert hall.verified() == 1


def test_a_ticket_asked_for_twice_is_answered_the_same_although_it_was_called() -> None:
    hall = BusyHall()
    hall.ready()
    command = IssueTicket(request_id=new_id(), service="papers", language="kk")

    answer = hall.do(command, KIOSK)

    assert [type(event) for event in answer] == [TicketIssued]
    assert hall.do(command, KIOSK) == answer


def test_the_longest_ready_desk_is_first_and_a_desk_calls_one() -> None:
    hall = BusyHall()
    hall.ready("desk-2")
    hall.ready("desk-1")

    first, second = hall.issue(), hall.issue()

    occupancy = hall.picture().occupancy
    seen = [occupancy.desk(desk) for desk in ("desk-2", "desk-1")]
    assert [one.ticket for one in seen if one] == [first.ticket, second.ticket]
    assert hall.verified() == 2


def test_a_desk_waits_on_for_a_visitor_whom_it_may_call() -> None:
    hall = BusyHall()
    hall.ready("desk-2")

    hall.issue("advice")

    assert hall.picture().control.ready("desk-2") is not None
    assert hall.verified() == 0


def test_ready_calls_at_once_if_somebody_waits() -> None:
    hall = BusyHall()
    hall.issue()

    (called,) = hall.ready()

    assert isinstance(called, TicketCalled)
    with pytest.raises(DeskOccupiedError):
        hall.ready()


def test_ready_twice_is_ready_and_not_ready_ends_it() -> None:
    hall = BusyHall()
    hall.ready()

    assert hall.ready() == ()
    assert len(hall.not_ready()) == 1
    assert hall.not_ready() == ()
    hall.issue()
    assert hall.verified() == 0


def test_nobody_is_called_to_a_desk_whose_official_has_left() -> None:
    hall = BusyHall()
    hall.ready()
    hall.within(lambda ledger: leave(ledger, "desk-1", hall.clock.wall_ms()))

    hall.issue()

    picture = hall.picture()
    assert picture.occupancy.desk("desk-1") is None
    assert picture.control.ready("desk-1") is None
    assert isinstance(hall.log()[-1].event, DeskUnready)
    assert hall.verified() == 0


def test_who_takes_the_desk_is_not_ready_because_the_other_one_was() -> None:
    hall = BusyHall()
    hall.ready()
    hall.sit("desk-1", "o-2")

    hall.issue()

    assert hall.picture().occupancy.desk("desk-1") is None


def test_who_says_ready_after_another_one_is_the_one_who_is() -> None:
    hall = BusyHall()
    hall.ready()
    hall.sit("desk-1", "o-2")
    hall.clock.advance(seconds=1)
    command = Ready(request_id=new_id(), desk="desk-1")

    unready, ready = hall.do(command, Actor(ActorKind.OFFICIAL, "o-2"))
    hall.issue()

    assert isinstance(unready, DeskUnready)
    assert ready == DeskReady(desk="desk-1", official="o-2")
    assert hall.picture().occupancy.desk("desk-1") is not None
    assert hall.verified() == 1


def test_a_call_by_itself_can_be_taken_back_and_is_not_made_again() -> None:
    hall = BusyHall()
    hall.ready()
    issued = hall.issue()

    hall.undo()

    assert [leg.ticket for leg in hall.picture().waiting()] == [issued.ticket]
    assert hall.verified() == 1


def test_a_ticket_that_was_set_aside_is_called_when_its_kiosk_is_back() -> None:
    hall = BusyHall()
    requests = (hall.issue().issue_request,)
    hall.do(MarkUnclaimed(request_id=new_id(), issue_requests=requests), SERVER_ACTOR)
    hall.ready()

    hall.do(MarkClaimed(request_id=new_id(), issue_requests=requests), SERVER_ACTOR)

    assert isinstance(hall.log()[-1].event, TicketCalled)


def test_a_ready_desk_waits_for_the_end_of_a_pause() -> None:
    hall = BusyHall()
    hall.ready()
    hall.do(PauseHall(request_id=new_id(), reason="meal"), SUPERVISOR)
    hall.issue()
    paused = hall.picture().occupancy.desk("desk-1")

    hall.do(ResumeHall(request_id=new_id()), SUPERVISOR)

    assert paused is None
    assert isinstance(hall.log()[-1].event, TicketCalled)
    assert hall.verified() == 1
