"""Tests of the desk: next, recall, start, finish, no-show, and one visitor at a time."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from server.protocol.commands import CallNext, FinishService, MarkNoShow, Recall, StartService
from server.protocol.errors import (
    DeskBusyError,
    NoOneWaitingError,
    NotStartedError,
    RecallLimitError,
    StaleTicketError,
    UnknownDeskError,
)
from server.protocol.events import (
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketRecalled,
)
from server.protocol.tickets import CallReason, TicketClass
from tests.server.working_hall import OFFICIAL, SMALL_HALL, WorkingHall, new_id

DeskPress = Recall | StartService | FinishService | MarkNoShow


def press(command: Callable[..., DeskPress], ticket: str, desk: str = "desk-1") -> DeskPress:
    return command(request_id=new_id(), desk=desk, ticket=ticket)


def test_next_calls_the_visitor_who_came_first() -> None:
    hall = WorkingHall()
    first = hall.issue("advice")
    hall.issue("papers")
    hall.clock.advance(seconds=59)

    called = hall.call("desk-1")

    assert (called.ticket, called.leg, called.number) == (first.ticket, first.leg, "A001")
    assert (called.desk, called.desk_label, called.zone) == ("desk-1", "1", "ground")
    assert (called.language, called.ticket_class) == ("kk", TicketClass.ORDINARY)
    assert called.waited_ms == 61_000
    assert called.reason is CallReason.IN_ORDER
    assert [head.number for head in called.inputs.heads] == ["A002", "A001"]


def test_a_desk_calls_only_for_the_services_it_serves() -> None:
    hall = WorkingHall()
    hall.issue("advice")

    with pytest.raises(NoOneWaitingError):
        hall.call("desk-2")


def test_a_statutory_visitor_passes_as_often_as_the_share_lets_him() -> None:
    hall = WorkingHall()
    hall.issue("papers")
    for _ in range(3):
        hall.issue("papers", claim="veterans")

    reasons = []
    current = None
    for _ in range(4):
        called = hall.call("desk-1", current)
        hall.do(press(StartService, called.ticket), OFFICIAL)
        reasons.append((called.number, called.reason.value, called.share_after))
        current = called.ticket

    assert reasons == [
        ("A002", "by-tier", 1),
        ("A003", "by-tier", 2),
        ("A001", "by-share", 0),
        ("A004", "in-order", 0),
    ]


def test_a_call_says_which_claim_it_honours() -> None:
    hall = WorkingHall()
    hall.issue("papers", claim="veterans")

    assert hall.call().claim == "veterans"


def test_two_desks_never_get_the_same_visitor() -> None:
    hall = WorkingHall()
    hall.issue()

    hall.call("desk-1")

    with pytest.raises(NoOneWaitingError):
        hall.call("desk-2")


def test_next_finishes_the_visitor_in_service_in_the_same_transaction() -> None:
    hall = WorkingHall()
    first, second = hall.issue(), hall.issue()
    hall.call()
    hall.do(press(StartService, first.ticket), OFFICIAL)

    command = CallNext(request_id=new_id(), desk="desk-1", current=first.ticket)
    finished, called = hall.do(command, OFFICIAL)

    assert finished == ServiceFinished(
        ticket=first.ticket, leg=first.leg, number="A001", desk="desk-1"
    )
    assert isinstance(called, TicketCalled)
    assert called.ticket == second.ticket


def test_next_finishes_nobody_when_nobody_else_waits() -> None:
    hall = WorkingHall()
    only = hall.issue()
    hall.call()
    hall.do(press(StartService, only.ticket), OFFICIAL)

    with pytest.raises(NoOneWaitingError):
        hall.call("desk-1", only.ticket)

    (finished,) = hall.do(press(FinishService, only.ticket), OFFICIAL)
    assert isinstance(finished, ServiceFinished)


def test_next_is_refused_while_a_called_visitor_has_not_come() -> None:
    hall = WorkingHall()
    first = hall.issue()
    hall.issue()
    hall.call()

    with pytest.raises(DeskBusyError):
        hall.call("desk-1", first.ticket)


def test_next_is_refused_when_the_desk_sees_something_else() -> None:
    hall = WorkingHall()
    hall.issue()
    hall.issue()
    hall.call()

    with pytest.raises(StaleTicketError):
        hall.call("desk-1", None)


def test_where_start_is_optional_next_finishes_a_called_visitor() -> None:
    hall = WorkingHall(replace(SMALL_HALL, start_is_optional=True))
    first, second = hall.issue(), hall.issue()
    hall.call()

    called = hall.call("desk-1", first.ticket)

    assert called.ticket == second.ticket
    (finished,) = hall.do(press(FinishService, second.ticket), OFFICIAL)
    assert isinstance(finished, ServiceFinished)


def test_finishing_before_starting_is_refused_where_start_is_asked_for() -> None:
    hall = WorkingHall()
    issued = hall.issue()
    hall.call()

    with pytest.raises(NotStartedError):
        hall.do(press(FinishService, issued.ticket), OFFICIAL)


def test_start_and_finish_are_recorded() -> None:
    hall = WorkingHall()
    issued = hall.issue()
    hall.call()
    facts: dict[str, Any] = {
        "ticket": issued.ticket,
        "leg": issued.leg,
        "number": "A001",
        "desk": "desk-1",
    }

    started = hall.do(press(StartService, issued.ticket), OFFICIAL)
    finished = hall.do(press(FinishService, issued.ticket), OFFICIAL)

    assert started == (ServiceStarted(**facts),)
    assert finished == (ServiceFinished(**facts),)


def test_a_visitor_who_did_not_come_leaves_the_desk_free() -> None:
    hall = WorkingHall()
    absent, present = hall.issue(), hall.issue()
    hall.call()

    events = hall.do(press(MarkNoShow, absent.ticket), OFFICIAL)

    assert events == (
        NoShowMarked(ticket=absent.ticket, leg=absent.leg, number="A001", desk="desk-1"),
    )
    assert hall.call("desk-1").ticket == present.ticket


def test_a_visitor_is_recalled_up_to_the_limit_of_the_hall() -> None:
    hall = WorkingHall()
    issued = hall.issue()
    hall.call()

    times = []
    for _ in range(2):
        (recalled,) = hall.do(press(Recall, issued.ticket), OFFICIAL)
        assert isinstance(recalled, TicketRecalled)
        times.append((recalled.number, recalled.desk_label, recalled.zone, recalled.times))

    assert times == [("A001", "1", "ground", 1), ("A001", "1", "ground", 2)]
    with pytest.raises(RecallLimitError):
        hall.do(press(Recall, issued.ticket), OFFICIAL)


@pytest.mark.parametrize("command", [Recall, StartService, FinishService, MarkNoShow])
def test_what_is_not_at_the_desk_is_stale(command: Callable[..., DeskPress]) -> None:
    hall = WorkingHall()
    issued = hall.issue()

    with pytest.raises(StaleTicketError):
        hall.do(press(command, issued.ticket), OFFICIAL)


def test_a_desk_that_the_hall_does_not_have_is_named() -> None:
    hall = WorkingHall()

    with pytest.raises(UnknownDeskError) as refused:
        hall.call("desk-9")

    assert refused.value.data == {"desk": "desk-9"}
