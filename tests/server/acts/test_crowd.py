"""Tests of the kept counts: the same as counting, and counted again where the log differs."""

import random
from collections.abc import Mapping

import pytest

from server.protocol.commands import IssueTicket, MarkClaimed, MarkNoShow, MarkUnclaimed
from server.protocol.errors import UnknownLanguageError
from server.protocol.events import TicketIssued
from server.protocol.identity import SERVER_ACTOR
from server.protocol.tickets import TIERS, LegState, TicketClass
from server.storage.ledger import Ledger
from server.storage.rows import SQLITE, Connection, Cursor, Value
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

    aside = MarkUnclaimed(request_id=new_id(), issue_requests=(first.issue_request,))
    hall.do(aside, SERVER_ACTOR)

    assert hall.issue().people_ahead == 0


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
