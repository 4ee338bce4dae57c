"""Tests of the kept counts: the same as counting, and counted again where the log differs."""

import random

import pytest

from server.protocol.commands import IssueTicket, MarkClaimed, MarkNoShow, MarkUnclaimed
from server.protocol.errors import UnknownLanguageError
from server.protocol.events import TicketIssued
from server.protocol.identity import SERVER_ACTOR
from server.protocol.tickets import TIERS, TicketClass
from server.storage.ledger import Ledger
from tests.server.working_hall import KIOSK, OFFICIAL, WorkingHall, new_id


class Counting:
    """Counts how often a hall asks its store who waits."""

    def __init__(self, hall: WorkingHall) -> None:
        self.hall = hall
        self.times = 0

    def issue(self, service: str = "papers") -> TicketIssued:
        self.hall.store.connection.set_trace_callback(self._see)  # type: ignore[attr-defined]  # of SQLite's connections
        try:
            return self.hall.issue(service)
        finally:
            self.hall.store.connection.set_trace_callback(None)  # type: ignore[attr-defined]  # as above

    def _see(self, statement: str) -> None:
        self.times += "count(*)" in statement


def waiting(hall: WorkingHall) -> dict[tuple[str, TicketClass], int]:
    return hall.within(lambda ledger: ledger.tickets.waiting_by_lane())


def test_a_row_of_tickets_is_counted_once() -> None:
    counting = Counting(WorkingHall())

    ahead = [counting.issue().people_ahead for _ in range(5)]

    assert ahead == [0, 1, 2, 3, 4]
    assert counting.times == 1


def test_calls_and_what_follows_them_are_followed() -> None:
    counting = Counting(WorkingHall())
    for _ in range(4):
        counting.issue()

    counting.hall.call("desk-1")
    after_a_call = counting.issue()

    assert after_a_call.people_ahead == 3
    assert counting.times == 1


def test_a_refused_wish_leaves_the_counts_as_they_were() -> None:
    counting = Counting(WorkingHall())
    counting.issue()
    wrong = IssueTicket(request_id=new_id(), service="papers", language="xx")

    with pytest.raises(UnknownLanguageError):
        counting.hall.do(wrong, KIOSK)

    assert counting.issue().people_ahead == 1
    assert counting.times == 1


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
