"""Who is expected, counted by day and service, and which offices pause."""

import pytest
from msgspec.structs import replace

from server.protocol.booking_events import BookingCancelled, BookingLapsed, BookingsImported
from server.protocol.bookings import BookedIssue, Booking
from server.protocol.day_events import PostPaused, PostResumed
from server.protocol.events import DayOpened
from server.queueing.day_book import DayBook, WallClock
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.queueing.days import Day

TODAY, TOMORROW = "2026-11-23", "2026-11-24"
CLOCK = WallClock("Asia/Almaty", 0)
TEN_AT = 1_795_410_000_000
HOUR_MS = 3_600_000


def booking(key: str, slot: str, service: str = "s1") -> Booking:
    return Booking(id=key, code_digest="5e" * 32, service=service, slot=slot)


FIRST, SECOND = booking("b-1", f"{TODAY}T10:00"), booking("b-2", f"{TODAY}T09:30")
LATER = booking("b-3", f"{TOMORROW}T10:00")


@pytest.fixture
def day() -> Day:
    made = Day(HallPicture((), Limits()))
    made.record(BookingsImported(bookings=(FIRST, SECOND, LATER)))
    return made


def test_who_is_expected_stands_by_his_slot(day: Day) -> None:
    book = day.picture.book

    assert book.expected(TODAY) == (SECOND, FIRST)
    assert book.expected("2026-11-25") == ()
    assert book.earliest() == SECOND
    assert (book.used(TODAY, "s1"), book.used(TOMORROW, "s1")) == (2, 1)


def test_a_booking_said_anew_is_counted_once_and_where_it_is_now(day: Day) -> None:
    day.record(BookingsImported(bookings=(booking("b-1", f"{TOMORROW}T08:00", "s2"),)))

    book = day.picture.book
    assert (book.used(TODAY, "s1"), book.used(TOMORROW, "s2")) == (1, 1)
    assert [one.id for one in book.expected(TOMORROW)] == ["b-1", "b-3"]


def test_who_came_was_cancelled_or_given_up_is_expected_no_more(day: Day) -> None:
    day.record(BookingCancelled(booking="b-1"))
    day.record(BookingLapsed(booking="b-2", slot_at=0, utc_offset_minutes=300))
    day.record(BookingCancelled(booking="b-gone"))

    book = day.picture.book
    assert book.expected(TODAY) == ()
    assert book.earliest() == LATER
    assert book.used(TODAY, "s1") == 0


def test_who_checked_in_is_counted_as_come(day: Day) -> None:
    issued = day.issue("A001")

    day.record(replace(issued, ticket="t-2", leg="l-2", booked=BookedIssue("b-1", TEN_AT, 300)))

    book = day.picture.book
    assert [one.id for one in book.expected(TODAY)] == ["b-2"]
    assert book.used(TODAY, "s1") == 3
    assert (book.leg_of("b-1"), book.leg_of("b-2")) == ("l-2", None)


def test_a_pause_of_an_office_lasts_until_it_goes_on_or_another_day(day: Day) -> None:
    book = day.picture.book
    pause = PostPaused(post="governor", reason="meeting", until_at=None)
    day.record(pause)
    paused = book.pause_of("governor")
    day.record(PostResumed(post="governor"))
    resumed = book.pause_of("governor")
    day.record(pause)
    day.record(DayOpened(service_day=TOMORROW))

    assert (paused, resumed, book.pause_of("governor")) == (pause, None, None)


def test_what_the_store_has_goes_before_what_was_folded(day: Day) -> None:
    book = day.picture.book

    book.load((LATER,), TODAY, {"s1": 7})

    assert book.expected(TODAY) == ()
    assert (book.used(TODAY, "s1"), book.used(TOMORROW, "s1")) == (7, 1)


def test_a_hall_that_was_never_open_has_taken_nobody_in() -> None:
    book = DayBook()

    book.load((FIRST,), None, {"s1": 7})

    assert (book.used(TODAY, "s1"), book.earliest()) == (1, FIRST)


def test_nobody_is_given_up_before_his_time(day: Day) -> None:
    book = day.picture.book

    lapsed = [book.lapsed(CLOCK, 60, TEN_AT + at) for at in (HOUR_MS // 2 - 1, HOUR_MS // 2)]

    assert lapsed == [(), ("b-2",)]
    assert book.lapsed(CLOCK, 60, TEN_AT + HOUR_MS) == ("b-2", "b-1")
    assert book.lapsed(WallClock("Asia/Almaty", HOUR_MS), 60, TEN_AT) == ("b-2", "b-1")
    assert DayBook().lapsed(CLOCK, 60, TEN_AT) == ()
