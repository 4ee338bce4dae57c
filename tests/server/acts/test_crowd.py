"""Tests of the kept counts: the same as counting, and counted again where the log differs."""

import random
from collections.abc import Callable, Mapping

import pytest

from server.protocol.commands import IssueTicket, MarkClaimed, MarkNoShow, MarkUnclaimed
from server.protocol.desk_commands import (
    CallChosen,
    EndBreak,
    EnterPaperCall,
    ReturnCalled,
    StartBreak,
    Undo,
)
from server.protocol.errors import UnknownLanguageError
from server.protocol.events import TicketIssued
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind
from server.protocol.tickets import TIERS, LegState, TicketClass
from server.protocol.visit_commands import NextLeg
from server.protocol.visit_events import LegAdded
from server.storage.ledger import Ledger
from server.storage.rows import SQLITE, Connection, Cursor, Value
from tests.server.acts.booked_hall import AT_TEN, BookedHall
from tests.server.acts.offline_numbers import merge, number
from tests.server.acts.visiting import VisitingHall, planned
from tests.server.working_hall import KIOSK, OFFICIAL, WorkingHall, new_id


class Watched:
    """A connection that counts how often it is asked who waits."""

    def __init__(self, inner: Connection) -> None:
        self.driver = getattr(inner, "driver", SQLITE)
        self.times = 0
        self._inner = inner

    @property
    def in_transaction(self) -> bool:
        return self._inner.in_transaction

    def execute(self, statement: str, values: Mapping[str, Value] | None = None) -> Cursor:
        self.times += "count(*)" in statement
        return self._inner.execute(statement, *([] if values is None else [values]))

    def close(self) -> None:
        self._inner.close()


def hide(hall: WorkingHall, issued: TicketIssued) -> None:
    """Take a leg out of the queue without an event: only who counts anew can see it."""
    hall.within(lambda ledger: ledger.tickets.set_state(issued.leg, LegState.PARKED))


def waiting(hall: WorkingHall) -> dict[tuple[str, TicketClass], int]:
    return hall.within(lambda ledger: ledger.tickets.waiting_by_lane())


def test_who_waits_is_not_counted_for_every_ticket() -> None:
    hall = WorkingHall()
    hide(hall, hall.issue())

    ahead = [hall.issue().people_ahead for _ in range(3)]

    assert ahead == [1, 2, 3]


def test_calls_are_followed() -> None:
    hall = WorkingHall()
    issued = [hall.issue() for _ in range(4)]
    hide(hall, issued[-1])

    hall.call("desk-1")

    assert hall.issue().people_ahead == 3


def test_a_refused_wish_leaves_the_counts_as_they_were() -> None:
    hall = WorkingHall()
    hide(hall, hall.issue())
    wrong = IssueTicket(request_id=new_id(), service="papers", language="xx")

    with pytest.raises(UnknownLanguageError):
        hall.do(wrong, KIOSK)

    assert hall.issue().people_ahead == 1


def test_an_event_that_the_counts_do_not_know_has_them_counted_again() -> None:
    hall = WorkingHall()
    first, second = hall.issue(), hall.issue()
    hide(hall, second)

    at = hall.clock.wall_ms()
    on_paper = EnterPaperCall(
        request_id=new_id(), desk="desk-1", number=first.number, called_at=at, is_received=True
    )
    hall.do(on_paper, OFFICIAL)

    assert hall.issue().people_ahead == 0


def parked_and_asked_for(hall: VisitingHall) -> int:
    ticket = hall.receive().ticket
    hall.park(ticket)
    hall.unpark(ticket)
    return 3


def refused_by_law(hall: VisitingHall) -> int:
    hall.issue(claim="veterans")
    hall.refuse(hall.receive().ticket)
    return 4


def unclaimed_and_claimed(hall: VisitingHall) -> int:
    requests = (hall.issue().issue_request,)
    for kind in (MarkUnclaimed, MarkClaimed):
        hall.do(kind(request_id=new_id(), issue_requests=requests), SERVER_ACTOR)
    hall.do(MarkUnclaimed(request_id=new_id(), issue_requests=requests), SERVER_ACTOR)
    return 3


def sent_to_an_empty_desk_and_on(hall: VisitingHall) -> int:
    ticket = hall.receive().ticket
    hall.transfer(ticket, NextLeg(desk="desk-2"))
    hall.send_on(ticket, NextLeg(service="papers"))
    hall.transfer(hall.receive().ticket, NextLeg(desk="desk-2"))
    hall.park(hall.receive(desk="desk-2").ticket, desk="desk-2")
    hall.send_on(ticket, NextLeg(service="advice"))
    return 3


def called_and_undone(hall: VisitingHall) -> int:
    hall.call()
    hall.do(Undo(request_id=new_id(), desk="desk-1", act=hall.log()[-1].seq), OFFICIAL)
    return 3


def called_and_left_open(hall: VisitingHall) -> int:
    ticket = hall.call().ticket
    hall.clock.advance(minutes=hall.config.open_call_minutes)
    hall.do(ReturnCalled(request_id=new_id(), ticket=ticket), Actor(ActorKind.SUPERVISOR, "s-1"))
    return 3


@pytest.mark.parametrize(
    "happens",
    [
        parked_and_asked_for,
        refused_by_law,
        unclaimed_and_claimed,
        sent_to_an_empty_desk_and_on,
        called_and_undone,
        called_and_left_open,
    ],
)
def test_legs_that_an_event_only_names_are_looked_up_and_nobody_is_counted(
    happens: Callable[[VisitingHall], int],
) -> None:
    hall = VisitingHall()
    for _ in range(2):
        hall.issue()
    hide(hall, hall.issue())

    ahead = happens(hall)

    assert hall.issue().people_ahead == ahead


def test_what_moves_nobody_has_nobody_counted_again() -> None:
    hall = WorkingHall()
    first, second = hall.issue(), hall.issue()
    hide(hall, second)

    hall.do(StartBreak(request_id=new_id(), desk="desk-1", reason="meal"), OFFICIAL)
    hall.do(EndBreak(request_id=new_id(), desk="desk-1"), OFFICIAL)
    chosen = CallChosen(request_id=new_id(), desk="desk-1", ticket=first.ticket, reason="unwell")
    hall.do(chosen, OFFICIAL)

    assert hall.issue().people_ahead == 1


def test_who_is_chosen_from_the_middle_of_a_desks_lane_is_taken_out_of_that_lane() -> None:
    hall = VisitingHall()
    for _ in range(2):
        hall.issue()
        hall.transfer(hall.receive().ticket, NextLeg(desk="desk-2"))
    second = hall.log()[-1].event
    assert isinstance(second, LegAdded)
    hall.issue()

    chosen = CallChosen(request_id=new_id(), desk="desk-2", ticket=second.ticket, reason="unwell")
    hall.do(chosen, OFFICIAL)

    assert hall.issue("advice").people_ahead == 1


def test_after_a_transaction_that_never_was_it_is_counted_again() -> None:
    hall = WorkingHall()
    hall.issue()
    lost = IssueTicket(request_id=new_id(), service="papers", language="kk")
    hall.store.begin()
    hall.hall.carry_out(Ledger.locked(hall.store.connection, "small"), lost, KIOSK)

    hall.store.rollback()

    assert hall.issue().people_ahead == 1


def test_whatever_happens_the_numbers_are_those_of_the_store() -> None:
    hall = WorkingHall()
    chance = random.Random(7)
    issued: list[TicketIssued] = []
    for _ in range(200):
        before = waiting(hall)
        match chance.randrange(5):
            case 0 if any(before.values()):
                called = hall.call("desk-1")
                absent = MarkNoShow(request_id=new_id(), desk="desk-1", ticket=called.ticket)
                hall.do(absent, OFFICIAL)
            case 1 if issued:
                requests = (chance.choice(issued).issue_request,)
                hall.do(MarkUnclaimed(request_id=new_id(), issue_requests=requests), SERVER_ACTOR)
            case 2 if issued:
                requests = (chance.choice(issued).issue_request,)
                hall.do(MarkClaimed(request_id=new_id(), issue_requests=requests), SERVER_ACTOR)
            case _:
                one = hall.issue(chance.choice(("papers", "advice")))
                shared = hall.config.sharing_desks_with(one.service)
                assert one.people_ahead == sum(
                    count
                    for (service, its_class), count in before.items()
                    if service in shared and TIERS[its_class] >= TIERS[one.ticket_class]
                )
                issued.append(one)

    assert len(issued) > 50


def test_ahead_of_who_is_booked_at_an_office_are_those_whom_its_desk_would_call() -> None:
    hall = BookedHall()
    hall.expect(
        hall.booking("100000", AT_TEN, "head", "governor"),
        hall.booking("100001", AT_TEN, "head", "governor"),
        hall.booking("100002", AT_TEN, "advice"),
    )

    ahead = [hall.check_in(f"10000{n}").people_ahead for n in (2, 0, 1)]

    assert ahead == [0, 0, 1]
    assert hall.issue("advice", claim="veterans").people_ahead == 0
    assert hall.issue("papers", claim="veterans").people_ahead == 1


def test_a_visitor_who_was_sent_on_and_called_by_one_act_does_not_wait_once_it_is_undone() -> None:
    hall = VisitingHall(planned())
    hall.issue()
    current = hall.receive().ticket
    hall.call(current=current)

    undo = Undo(request_id=new_id(), desk="desk-1", act=hall.log()[-1].seq)
    hall.do(undo, OFFICIAL)

    assert hall.issue("advice").people_ahead == 0


def test_the_numbers_of_one_merge_are_followed_one_by_one() -> None:
    hall = WorkingHall()
    for _ in range(2):
        hall.issue()
    hide(hall, hall.issue())

    merged = merge(hall, number(hall, 1), number(hall, 2))

    ahead = [event.people_ahead for event in merged if isinstance(event, TicketIssued)]
    assert ahead == [3, 4]
    assert hall.issue().people_ahead == 5
