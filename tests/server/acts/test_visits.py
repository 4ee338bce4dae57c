"""Visitors are sent on, set aside, taken back, and what they claim is judged."""

import pytest

from server.protocol.commands import CloseDay, OpenDay
from server.protocol.desk_errors import UnknownCodeError
from server.protocol.errors import (
    NoOneWaitingError,
    StaleTicketError,
    UnknownDeskError,
    UnknownTicketError,
)
from server.protocol.events import DayClosed, TicketLapsed
from server.protocol.identity import SERVER_ACTOR
from server.protocol.offline_events import TicketRevived
from server.protocol.tickets import LegState, TicketClass
from server.protocol.visit_commands import NextLeg, Park, RefuseClaim, ReturnDue, Transfer
from server.protocol.visit_errors import (
    AlreadyRevivedError,
    BadReturnTimeError,
    ClaimSettledError,
    GraceOverError,
    NoClaimError,
)
from server.protocol.visit_events import (
    ClaimConfirmed,
    ClaimRefused,
    LegAdded,
    LegParked,
    LegReason,
    LegReturned,
    LegTransferred,
    ReturnCause,
)
from tests.server.acts.visiting import VisitingHall
from tests.server.working_hall import TOMORROW, new_id


def test_a_transfer_keeps_number_and_arrival_and_may_lead_back() -> None:
    hall = VisitingHall()
    first = hall.issue("papers")
    hall.receive()
    hall.issue("papers")

    sent, there = hall.transfer(first.ticket, NextLeg(service="head"), comes_back=True)
    hall.receive("desk-2")
    hall.call("desk-2", first.ticket)
    back = hall.replayed().standing.lanes.heads(("@desk-desk-1",))

    assert isinstance(sent, LegTransferred)
    assert (sent.was, sent.comes_back) == (LegState.SERVING, True)
    assert isinstance(there, LegAdded)
    assert (there.number, there.order_key) == (first.number, first.order_key)
    assert there.reason is LegReason.TRANSFERRED
    assert [(head.number, head.service) for head in back] == [(first.number, "papers")]
    assert hall.call("desk-1").number == first.number


def test_who_was_called_and_not_started_may_be_sent_on_or_parked() -> None:
    hall = VisitingHall()
    first, second = hall.issue("papers"), hall.issue("papers")
    hall.call()
    sent, _ = hall.transfer(first.ticket, NextLeg(service="head"))
    hall.call()

    (parked,) = hall.park(second.ticket)

    assert isinstance(sent, LegTransferred)
    assert isinstance(parked, LegParked)
    assert (sent.was, parked.was) == (LegState.CALLED, LegState.CALLED)
    hall.replayed()


def test_a_parked_visitor_is_not_called_until_somebody_asks_for_him() -> None:
    hall = VisitingHall()
    first = hall.issue()
    hall.receive()
    hall.park(first.ticket)
    with pytest.raises(NoOneWaitingError):
        hall.call()
    hall.issue()

    (returned,) = hall.unpark(first.ticket)

    assert isinstance(returned, LegReturned)
    assert (returned.was, returned.cause) == (LegState.PARKED, ReturnCause.ASKED)
    assert hall.call().number == first.number
    hall.replayed()


def test_whose_time_has_come_waits_again_by_itself() -> None:
    hall = VisitingHall()
    first, second = hall.issue(), hall.issue()
    at = hall.clock.wall_ms() + 600_000
    hall.receive()
    hall.park(first.ticket, at)
    hall.receive()
    hall.park(second.ticket, at + 600_000)
    nobody = hall.do(ReturnDue(request_id=new_id()), SERVER_ACTOR)
    due = hall.replayed().standing.next_due()

    hall.clock.advance(seconds=601)
    (returned,) = hall.do(ReturnDue(request_id=new_id()), SERVER_ACTOR)

    assert nobody == ()
    assert due == at
    assert isinstance(returned, LegReturned)
    assert (returned.number, returned.cause) == (first.number, ReturnCause.DUE)
    assert hall.replayed().standing.next_due() == at + 600_000


def test_a_visitor_parked_or_unparked_twice_is_stale() -> None:
    hall = VisitingHall()
    issued = hall.issue()
    hall.receive()
    hall.park(issued.ticket)

    with pytest.raises(StaleTicketError):
        hall.park(issued.ticket)
    hall.unpark(issued.ticket)
    with pytest.raises(StaleTicketError):
        hall.unpark(issued.ticket)


def test_nobody_is_parked_into_the_past() -> None:
    hall = VisitingHall()
    issued = hall.issue()
    hall.receive()

    with pytest.raises(BadReturnTimeError):
        hall.park(issued.ticket, hall.clock.wall_ms())


def test_who_was_missed_comes_back_once_and_soon() -> None:
    hall = VisitingHall()
    first = hall.issue()
    hall.call()
    hall.miss(first.ticket)
    hall.issue()
    hall.clock.advance(seconds=800)

    (revived,) = hall.revive(first.ticket)
    called = hall.call()
    hall.miss(first.ticket)

    assert isinstance(revived, TicketRevived)
    assert (revived.by_grace, revived.order_key) == (True, first.order_key)
    assert called.number == first.number
    with pytest.raises(AlreadyRevivedError):
        hall.revive(first.ticket)
    hall.replayed()


def test_who_comes_back_too_late_or_was_not_missed_is_refused() -> None:
    hall = VisitingHall()
    first = hall.issue()
    with pytest.raises(StaleTicketError):
        hall.revive(first.ticket)
    hall.call()
    hall.miss(first.ticket)
    hall.clock.advance(seconds=901)

    with pytest.raises(GraceOverError):
        hall.revive(first.ticket)
    with pytest.raises(UnknownTicketError):
        hall.revive(new_id())


def test_a_claim_is_confirmed_once() -> None:
    hall = VisitingHall()
    issued = hall.issue(claim="veterans")
    hall.receive()

    (confirmed,) = hall.confirm(issued.ticket)

    assert isinstance(confirmed, ClaimConfirmed)
    assert confirmed.claim == "veterans"
    with pytest.raises(ClaimSettledError):
        hall.confirm(issued.ticket)
    with pytest.raises(ClaimSettledError):
        hall.refuse(issued.ticket)
    assert issued.ticket in hall.replayed().standing.confirmed


def test_whose_claim_is_refused_waits_as_ordinary_where_he_arrived() -> None:
    hall = VisitingHall()
    ordinary = hall.issue()
    claiming, later = hall.issue(claim="veterans"), hall.issue()
    hall.receive()

    (refused,) = hall.refuse(claiming.ticket)
    order = [hall.call(desk).number for desk in ("desk-1", "desk-2")]

    assert isinstance(refused, ClaimRefused)
    assert (refused.was, refused.claim) == (LegState.SERVING, "veterans")
    assert order == [ordinary.number, claiming.number]
    picture = hall.replayed()
    seen = picture.occupancy.desk("desk-2")
    assert seen is not None
    assert (seen.ticket_class, seen.claim) == (TicketClass.ORDINARY, None)
    assert [leg.number for leg in picture.waiting()] == [later.number]


def test_who_claims_nothing_has_nothing_to_confirm() -> None:
    hall = VisitingHall()
    issued = hall.issue()
    hall.receive()

    with pytest.raises(NoClaimError):
        hall.confirm(issued.ticket)


def test_reasons_and_desks_are_those_of_the_hall() -> None:
    hall = VisitingHall()
    issued = hall.issue(claim="veterans")
    hall.receive()
    desk, ticket, reason = "desk-1", issued.ticket, "gone"
    to = NextLeg(service="head")

    for command in (
        Park(request_id=new_id(), desk=desk, ticket=ticket, reason=reason),
        RefuseClaim(request_id=new_id(), desk=desk, ticket=ticket, reason=reason),
        Transfer(request_id=new_id(), desk=desk, ticket=ticket, reason=reason, to=to),
    ):
        with pytest.raises(UnknownCodeError):
            hall.press(command)
    with pytest.raises(UnknownDeskError):
        hall.park(issued.ticket, desk="gone")


def test_parked_visitors_are_counted_at_closing_and_lapse_with_another_day() -> None:
    hall = VisitingHall()
    issued = hall.issue()
    hall.receive()
    hall.park(issued.ticket)

    (closed,) = hall.do(CloseDay(request_id=new_id()), SERVER_ACTOR)
    hall.clock.advance(hours=24)
    lapsed, _ = hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), SERVER_ACTOR)

    assert isinstance(closed, DayClosed)
    assert closed.still_waiting == 1
    assert isinstance(lapsed, TicketLapsed)
    assert hall.replayed().standing.parked == {}
