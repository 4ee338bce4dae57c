"""Tests of calls made on paper and of calls that were left open."""

import pytest

from server.protocol.codes import VisitRecord
from server.protocol.commands import FinishService
from server.protocol.desk_commands import EnterPaperCall, ReturnCalled
from server.protocol.desk_errors import (
    BadCallTimeError,
    CallNotOpenError,
    NotWaitingError,
    UnknownCodeError,
    UnknownNumberError,
)
from server.protocol.desk_events import CalledOnPaper, CallReturned
from server.protocol.errors import UnknownTicketError
from server.protocol.events import Event, ServiceFinished
from server.protocol.tickets import LegState
from server.protocol.visit_commands import NextLeg, Revive, Transfer
from server.protocol.visit_events import LegAdded, LegReason
from tests.server.acts.desk_control import SUPERVISOR, BusyHall
from tests.server.acts.visiting import planned
from tests.server.working_hall import OFFICIAL, new_id

ADVICE = NextLeg(service="advice")
RECORD = VisitRecord(outcome="answered", topic="housing", region="71", is_repeat=False)


def enter(
    hall: BusyHall,
    number: str,
    at: int,
    record: VisitRecord | None = None,
    *,
    is_received: bool = True,
) -> tuple[Event, ...]:
    return hall.press(
        EnterPaperCall, number=number, called_at=at, record=record, is_received=is_received
    )


def test_a_visitor_received_without_a_server_is_entered_afterwards() -> None:
    hall = BusyHall()
    issued = hall.issue()
    hall.clock.advance(minutes=20)

    (entered,) = enter(hall, "A001", issued.order_key + 300_000, record=RECORD)

    assert isinstance(entered, CalledOnPaper)
    assert (entered.ticket, entered.is_received, entered.record) == (issued.ticket, True, RECORD)
    assert hall.picture().waiting() == ()
    assert hall.picture().occupancy.counts("desk-1").received == 1
    assert hall.verified() == 0


def test_a_visitor_who_did_not_come_when_called_on_paper_is_a_no_show() -> None:
    hall = BusyHall()
    issued = hall.issue()

    enter(hall, "A001", issued.order_key, is_received=False)

    states = [row[1] for row in hall.rows()["legs"]]
    assert states == [LegState.NO_SHOW.value]
    assert issued.ticket in hall.picture().standing.absent
    assert hall.verified() == 0


def test_only_who_waits_is_entered_and_only_when_he_can_have_been_called() -> None:
    hall = BusyHall()
    issued = hall.issue()
    with pytest.raises(UnknownNumberError):
        enter(hall, "A007", issued.order_key)
    with pytest.raises(BadCallTimeError):
        enter(hall, "A001", issued.order_key - 60_000)
    with pytest.raises(BadCallTimeError):
        enter(hall, "A001", issued.order_key + 3_600_000)
    hall.next()

    with pytest.raises(NotWaitingError):
        enter(hall, "A001", issued.order_key)


def test_who_was_called_in_the_minute_in_which_he_came_was_called_after_he_came() -> None:
    hall = BusyHall()
    issued = hall.issue()

    (entered,) = enter(hall, "A001", issued.order_key - 59_999)

    assert isinstance(entered, CalledOnPaper)
    assert entered.called_at == issued.order_key
    assert hall.verified() == 0


def test_a_call_left_open_is_returned_to_its_place() -> None:
    hall = BusyHall()
    first = hall.issue()
    hall.next()
    hall.issue()
    command = ReturnCalled(request_id=new_id(), ticket=first.ticket)
    with pytest.raises(CallNotOpenError):
        hall.do(command, SUPERVISOR)
    hall.clock.advance(minutes=10)

    (returned,) = hall.do(ReturnCalled(request_id=new_id(), ticket=first.ticket), SUPERVISOR)

    assert isinstance(returned, CallReturned)
    assert [leg.number for leg in hall.picture().waiting()] == ["A001", "A002"]
    assert hall.picture().occupancy.desk("desk-1") is None
    assert hall.verified() == 1


def test_nobody_is_returned_who_is_received_or_unknown() -> None:
    hall = BusyHall()
    issued = hall.issue()
    hall.next()
    hall.start(issued.ticket)
    hall.clock.advance(minutes=30)

    with pytest.raises(CallNotOpenError):
        hall.do(ReturnCalled(request_id=new_id(), ticket=issued.ticket), SUPERVISOR)
    with pytest.raises(UnknownTicketError):
        hall.do(ReturnCalled(request_id=new_id(), ticket=new_id()), SUPERVISOR)


def test_a_finish_and_a_next_keep_what_is_said_of_the_reception() -> None:
    hall = BusyHall()
    first, second = hall.issue(), hall.issue()
    hall.next()
    hall.start(first.ticket)

    with pytest.raises(UnknownCodeError, match="kind=topic"):
        hall.press(FinishService, ticket=first.ticket, record=VisitRecord(topic="gossip"))
    (finished,) = hall.press(FinishService, ticket=first.ticket, record=RECORD)

    assert isinstance(finished, ServiceFinished)
    assert finished.record == RECORD
    assert second.number == "A002"


def test_who_was_received_on_paper_goes_on_as_planned() -> None:
    hall = BusyHall(planned())
    issued = hall.issue()
    hall.clock.advance(minutes=20)

    _, added = enter(hall, "A001", issued.order_key + 300_000)
    enter(hall, "A001", issued.order_key + 600_000)

    assert isinstance(added, LegAdded)
    assert (added.service, added.reason) == ("advice", LegReason.PLANNED)
    assert hall.picture().waiting() == ()
    assert hall.verified() == 0


def test_who_was_received_on_paper_comes_back_where_he_was_sent_from() -> None:
    hall = BusyHall()
    ticket = hall.issue().ticket
    hall.next()
    hall.press(Transfer, ticket=ticket, to=ADVICE, reason="other-service", comes_back=True)
    hall.clock.advance(minutes=2)

    enter(hall, "A001", hall.clock.wall_ms() - 60_000)

    assert [leg.meant_for for leg in hall.picture().waiting()] == ["@desk-desk-1"]
    assert hall.verified() == 1


def test_who_did_not_come_when_called_on_paper_may_come_back_soon() -> None:
    hall = BusyHall()
    issued = hall.issue()
    enter(hall, "A001", issued.order_key, is_received=False)

    hall.do(Revive(request_id=new_id(), ticket=issued.ticket), OFFICIAL)

    assert [leg.ticket for leg in hall.picture().waiting()] == [issued.ticket]
    assert hall.verified() == 0
