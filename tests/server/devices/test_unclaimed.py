"""Which tickets are set aside and when they come back: real rules, a clock moved by hand."""

from uuid import uuid4

import pytest

from server.devices.unclaimed import Acknowledgements, Mark, Patience
from server.protocol.commands import (
    CallNext,
    CloseDay,
    IssueTicket,
    MarkUnclaimed,
    OpenDay,
)
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind
from tests.server.working_hall import OFFICIAL, TOMORROW, WorkingHall

UNCLAIMED = "unclaimed"
CLAIMED = "claimed"

PATIENCE = Patience(unclaimed_ms=180_000, at_start_ms=10_000)


class Book:
    """Bookkeeping beside a working hall, which carries out at once what follows."""

    def __init__(self, hall: WorkingHall) -> None:
        self.hall = hall
        self.kept = Acknowledgements(PATIENCE)

    @property
    def now(self) -> int:
        return self.hall.clock.wall_ms()

    def restart(self) -> list[tuple[str, str]]:
        self.kept = Acknowledgements(PATIENCE)
        return self.settle(self.kept.recall(self.hall.log(), self.now))

    def issue(self, kiosk: str = "kiosk-1") -> tuple[str, list[tuple[str, str]]]:
        self.hall.clock.advance(seconds=1)
        command = IssueTicket(request_id=str(uuid4()), service="papers", language="kk")
        entries = self.hall.entries(command, Actor(ActorKind.KIOSK, kiosk))
        return command.request_id, self.settle(self.kept.publish(entries))

    def settle(self, marks: tuple[Mark, ...]) -> list[tuple[str, str]]:
        """Carry marks out; return what each request became, in order."""
        done = []
        for mark in marks:
            word = UNCLAIMED if isinstance(mark, MarkUnclaimed) else CLAIMED
            done += [(word, request_id) for request_id in mark.issue_requests]
            self.settle(self.kept.publish(self.hall.entries(mark, SERVER_ACTOR)))
        return done

    def hello(self, *received: str, kiosk: str = "kiosk-1") -> list[tuple[str, str]]:
        return self.settle(self.kept.hello(kiosk, received, self.now))

    def received(self, *requests: str, kiosk: str = "kiosk-1") -> list[tuple[str, str]]:
        return self.settle(self.kept.received(kiosk, requests))

    def dropped(self, kiosk: str = "kiosk-1") -> list[tuple[str, str]]:
        return self.settle(self.kept.dropped(kiosk, self.now))

    def due_after(self, seconds: int) -> list[tuple[str, str]]:
        self.hall.clock.advance(seconds=seconds)
        return self.settle(self.kept.due(self.now))


@pytest.fixture
def book() -> Book:
    made = Book(WorkingHall())
    made.hello()
    return made


def test_an_acknowledged_number_is_not_set_aside(book: Book) -> None:
    request, _ = book.issue()
    book.received(request)

    assert book.dropped() == []


def test_a_number_on_its_way_is_set_aside_when_the_link_drops(book: Book) -> None:
    request, at_once = book.issue()

    assert at_once == []
    assert book.dropped() == [(UNCLAIMED, request)]


def test_only_the_kiosk_whose_link_dropped_is_meant(book: Book) -> None:
    book.hello(kiosk="kiosk-2")
    book.issue("kiosk-2")
    request, _ = book.issue("kiosk-1")

    assert book.dropped("kiosk-1") == [(UNCLAIMED, request)]


def test_a_number_that_comes_after_the_link_dropped_is_set_aside_at_once(book: Book) -> None:
    book.dropped()

    request, at_once = book.issue()

    assert at_once == [(UNCLAIMED, request)]


def test_the_kiosks_hello_claims_what_it_received(book: Book) -> None:
    request, _ = book.issue()
    book.dropped()

    assert book.hello(request) == [(CLAIMED, request)]


def test_a_late_acknowledgement_claims_too(book: Book) -> None:
    request, _ = book.issue()
    book.dropped()
    book.hello()

    assert book.received(request) == [(CLAIMED, request)]


def test_three_minutes_claim_too_and_only_once(book: Book) -> None:
    request, _ = book.issue()
    book.dropped()

    assert book.due_after(179) == []
    assert book.due_after(1) == [(CLAIMED, request)]
    assert book.due_after(600) == []


def test_a_kiosk_claims_only_its_own_tickets(book: Book) -> None:
    book.hello(kiosk="kiosk-2")
    request, _ = book.issue("kiosk-1")
    book.dropped("kiosk-1")

    assert book.received(request, kiosk="kiosk-2") == []


def test_a_hello_over_an_old_link_sets_aside_what_it_does_not_know(book: Book) -> None:
    request, _ = book.issue()

    assert book.hello() == [(UNCLAIMED, request)]


def test_many_tickets_are_marked_in_commands_of_two_hundred(book: Book) -> None:
    for _ in range(250):
        book.issue()

    marks = book.kept.dropped("kiosk-1", book.now)

    assert [len(mark.issue_requests) for mark in marks] == [200, 50]


def test_a_called_ticket_is_no_concern_any_more(book: Book) -> None:
    book.issue()
    called = book.hall.entries(CallNext(request_id=str(uuid4()), desk="desk-1"), OFFICIAL)
    book.settle(book.kept.publish(called))

    assert book.dropped() == []


def test_after_a_start_the_newest_tickets_await_their_kiosk(book: Book) -> None:
    old, _ = book.issue()
    book.received(old)
    book.hall.clock.advance(seconds=20)
    new, _ = book.issue()

    assert book.restart() == [(UNCLAIMED, new)]
    assert book.hello(old, new) == [(CLAIMED, new)]


def test_after_a_start_ten_seconds_are_enough_for_a_kiosk_that_stays_away(book: Book) -> None:
    request, _ = book.issue()
    book.restart()

    assert book.due_after(9) == []
    assert book.due_after(1) == [(CLAIMED, request)]


def test_a_kiosk_that_comes_back_without_the_number_has_three_minutes(book: Book) -> None:
    request, _ = book.issue()
    book.restart()
    book.hello()

    assert book.due_after(179) == []
    assert book.due_after(1) == [(CLAIMED, request)]


def test_a_link_that_comes_and_goes_puts_nobody_off_for_longer(book: Book) -> None:
    request, _ = book.issue()
    book.dropped()
    for _ in range(2):
        book.due_after(80)
        book.hello()
        book.dropped()

    assert book.due_after(20) == [(CLAIMED, request)]


def test_what_was_set_aside_before_a_start_keeps_its_time(book: Book) -> None:
    request, _ = book.issue()
    book.dropped()
    book.hall.clock.advance(seconds=100)

    assert book.restart() == []
    assert book.due_after(79) == []
    assert book.due_after(1) == [(CLAIMED, request)]


def test_what_was_claimed_before_a_start_stays_claimed(book: Book) -> None:
    request, _ = book.issue()
    book.dropped()
    book.hello(request)
    book.hall.clock.advance(seconds=20)
    book.issue("kiosk-2")

    again = [request_id for _, request_id in book.restart()]

    assert request not in again


def test_a_new_day_forgets_the_old_one(book: Book) -> None:
    book.issue()
    book.hall.do(CloseDay(request_id=str(uuid4())), SERVER_ACTOR)
    book.hall.clock.advance(hours=24)
    opening = OpenDay(request_id=str(uuid4()), service_day=TOMORROW)

    opened = book.hall.entries(opening, SERVER_ACTOR)

    assert book.settle(book.kept.publish(opened)) == []
    assert book.dropped() == []


@pytest.fixture
def shared() -> Book:
    """Give a book of a process that is not the only one, kiosk-1 linked to another."""
    made = Book(WorkingHall())
    made.kept = Acknowledgements(PATIENCE, is_shared=True)
    return made


def test_a_number_of_a_kiosk_that_is_linked_next_door_is_left_alone(shared: Book) -> None:
    _, at_once = shared.issue()

    assert (at_once, shared.due_after(20)) == ([], [])


def test_what_a_kiosk_got_last_is_set_aside_when_its_process_is_gone(shared: Book) -> None:
    old, _ = shared.issue()
    shared.hall.clock.advance(seconds=30)
    new, _ = shared.issue()
    last_seen = shared.now
    shared.hall.clock.advance(seconds=5)

    gone = shared.settle(shared.kept.gone("kiosk-1", last_seen, shared.now))

    assert gone == [(UNCLAIMED, new)]
    assert shared.due_after(9) == []
    assert shared.due_after(1) == [(CLAIMED, new)]
    assert shared.settle(shared.kept.gone("kiosk-1", last_seen, shared.now)) == []
    assert old != new


def test_a_kiosk_that_comes_over_says_what_it_received(shared: Book) -> None:
    got, _ = shared.issue()
    lost, _ = shared.issue()

    assert shared.hello(got) == [(UNCLAIMED, lost)]
    assert shared.hello(got, lost) == [(CLAIMED, lost)]


def test_what_another_process_sees_to_is_not_judged_here_for_long(shared: Book) -> None:
    shared.issue()
    shared.hall.clock.advance(seconds=61)

    assert shared.hello() == []


def test_a_number_that_the_other_process_sets_aside_after_the_hello_is_claimed(
    shared: Book,
) -> None:
    got, _ = shared.issue()
    shared.hello(got)
    late = MarkUnclaimed(request_id=str(uuid4()), issue_requests=(got,))

    claims = shared.settle(shared.kept.publish(shared.hall.entries(late, SERVER_ACTOR)))

    assert claims == [(CLAIMED, got)]


def test_a_process_that_starts_sets_nothing_aside_that_another_may_hold(shared: Book) -> None:
    request, _ = shared.issue()
    shared.kept = Acknowledgements(PATIENCE, is_shared=True)

    at_start = shared.settle(shared.kept.recall(shared.hall.log(), shared.now))
    gone = shared.settle(shared.kept.gone("kiosk-1", shared.now, shared.now))

    assert (at_start, gone) == ([], [(UNCLAIMED, request)])
