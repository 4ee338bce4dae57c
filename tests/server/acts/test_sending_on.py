"""Who is sent on without a call, and to whom a visitor is promised to come back."""

import pytest

from server.protocol.errors import (
    StaleTicketError,
    UnknownTicketError,
)
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind
from server.protocol.tickets import LegState
from server.protocol.visit_commands import NextLeg, ReturnDue
from server.protocol.visit_errors import (
    ComesBackElsewhereError,
    NotMeantForOneError,
    StillReceivedError,
)
from server.protocol.visit_events import (
    LegAdded,
    LegReason,
    LegSentOn,
)
from server.queueing.stranded import stranded
from tests.server.acts.visiting import VisitingHall
from tests.server.sitting import leave, sit
from tests.server.working_hall import new_id


@pytest.mark.parametrize(
    "kind", [ActorKind.OFFICIAL, ActorKind.SUPERVISOR, ActorKind.ADMIN], ids=lambda kind: kind
)
def test_who_waits_where_nobody_works_is_sent_on_without_a_call(kind: ActorKind) -> None:
    hall = VisitingHall()
    first = hall.issue("papers")
    hall.receive()
    hall.transfer(first.ticket, NextLeg(official=hall.official), comes_back=True)
    hall.issue("papers")
    lost = hall.replayed()

    sent, there = hall.send_on(first.ticket, NextLeg(desk="desk-2"), Actor(kind, "somebody"))

    assert [leg.number for leg in stranded(lost.waiting(), {"desk-1": "o-2"})] == [first.number]
    assert isinstance(sent, LegSentOn)
    assert sent.was is LegState.WAITING
    assert isinstance(there, LegAdded)
    assert (there.lane, there.order_key, there.nth) == ("@desk-desk-2", first.order_key, 3)
    assert (there.reason, there.back_lane) == (LegReason.TRANSFERRED, "@desk-desk-1")
    assert stranded(hall.replayed().waiting(), {"desk-2": "o-2"}) == ()
    assert hall.call("desk-2").number == first.number


def test_who_is_parked_is_sent_on_and_who_is_at_a_desk_or_gone_is_not() -> None:
    hall = VisitingHall()
    first, second = hall.issue(), hall.issue()
    hall.receive()
    hall.transfer(first.ticket, NextLeg(desk="desk-1"))
    hall.call()
    hall.park(first.ticket, hall.clock.wall_ms() + 600_000)

    hall.send_on(first.ticket, NextLeg(service="papers"))

    hall.clock.advance(seconds=601)
    assert hall.do(ReturnDue(request_id=new_id()), SERVER_ACTOR) == ()
    assert hall.receive().number == first.number
    for ticket, error in ((first.ticket, StaleTicketError), (new_id(), UnknownTicketError)):
        with pytest.raises(error):
            hall.send_on(ticket, NextLeg(service="papers"))
    assert hall.call("desk-2").number == second.number
    hall.replayed()


def test_who_waits_for_a_service_is_not_moved_to_an_idle_desk_s_own_lane() -> None:
    hall = VisitingHall()
    parked, waits = hall.issue(), hall.issue()
    hall.receive()
    hall.park(parked.ticket)
    before = hall.log()

    for issued in (parked, waits):
        with pytest.raises(NotMeantForOneError):
            hall.send_on(issued.ticket, NextLeg(desk="desk-2"))

    assert hall.log() == before


@pytest.mark.parametrize("is_for_official", [False, True])
def test_who_waits_where_somebody_receives_is_called_there_and_not_sent_on(
    *, is_for_official: bool
) -> None:
    hall = VisitingHall()
    issued = hall.issue()
    hall.receive()
    to = NextLeg(official=hall.official) if is_for_official else NextLeg(desk="desk-2")
    hall.transfer(issued.ticket, to)
    hall.within(lambda ledger: sit(ledger, hall.official, "desk-2", hall.clock.wall_ms()))

    with pytest.raises(StillReceivedError):
        hall.send_on(issued.ticket, NextLeg(service="papers"))
    hall.within(lambda ledger: leave(ledger, "desk-2", hall.clock.wall_ms()))
    sent, _ = hall.send_on(issued.ticket, NextLeg(service="papers"))

    assert isinstance(sent, LegSentOn)
    assert hall.call().number == issued.number
    hall.replayed()


def test_the_first_desk_that_wants_a_visitor_back_is_not_forgotten_for_the_second() -> None:
    hall = VisitingHall()
    first = hall.issue()
    hall.receive()
    hall.transfer(first.ticket, NextLeg(service="head"), comes_back=True)
    hall.receive("desk-2")
    before = hall.log()

    with pytest.raises(ComesBackElsewhereError) as refused:
        hall.transfer(first.ticket, NextLeg(service="advice"), desk="desk-2", comes_back=True)
    assert refused.value.data == {"desk": "desk-1"}
    assert hall.log() == before
    hall.transfer(first.ticket, NextLeg(desk="desk-2"), desk="desk-2")
    hall.receive("desk-2")
    (_, back) = hall.finish(first.ticket, desk="desk-2")

    assert isinstance(back, LegAdded)
    assert (back.reason, back.lane) == (LegReason.BACK, "@desk-desk-1")
    hall.replayed()


def test_a_desk_that_wants_a_visitor_back_twice_gets_him_once_for_what_he_came_for() -> None:
    hall = VisitingHall()
    first = hall.issue()
    hall.receive()
    hall.transfer(first.ticket, NextLeg(service="advice"), comes_back=True)
    hall.receive()
    hall.transfer(first.ticket, NextLeg(service="head"), comes_back=True)
    hall.receive("desk-2")

    (_, back) = hall.finish(first.ticket, desk="desk-2")

    assert isinstance(back, LegAdded)
    assert (back.service, back.lane, back.back_lane) == ("papers", "@desk-desk-1", None)
    hall.replayed()
