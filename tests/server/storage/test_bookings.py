"""Tests of bookings as rows, and of what is kept of their codes."""

import pytest
from msgspec.structs import replace

from server.protocol.bookings import Booking
from server.storage.bookings import Bookings, BookingState, digest_of_code
from tests.server.working_hall import TODAY, TOMORROW, WorkingHall

pytestmark = pytest.mark.usefixtures("engine")

BOOKING = Booking(id="b-1", code_digest="5e" * 32, service="papers", slot="2026-11-23T15:20")
EARLIER = replace(BOOKING, id="b-2", slot="2026-11-23T10:00", code_digest="6e" * 32, persons=4)


def kept(*bookings: Booking) -> Bookings:
    rows = Bookings(WorkingHall().store.connection, "small")
    for booking in bookings:
        rows.keep(booking)
    return rows


def test_bookings_of_a_day_come_in_the_order_of_their_slots() -> None:
    rows = kept(BOOKING, EARLIER)

    always = ("2026-11-23T00", "2026-11-25")

    assert [row.booking for row in rows.shown_of_day(TODAY, always)] == [EARLIER, BOOKING]
    assert rows.shown_of_day(TOMORROW, always) == ()
    assert rows.expected() == (EARLIER, BOOKING)


def test_of_a_day_an_hour_of_the_services_is_shown_and_every_office() -> None:
    office = replace(BOOKING, id="b-3", post="governor", slot="2026-11-23T09:00")
    rows = kept(BOOKING, EARLIER, office)

    shown = rows.shown_of_day(TODAY, ("2026-11-23T10:00", "2026-11-23T10:99"))

    assert [row.booking for row in shown] == [office, EARLIER]
    assert rows.by_hour(TODAY) == (("10", 1), ("15", 1))
    assert rows.by_hour(TOMORROW) == ()


def test_a_booking_said_anew_goes_before_what_was_said() -> None:
    rows = kept(BOOKING, replace(BOOKING, slot="2026-11-24T09:00", post="governor"))

    found = rows.find("b-1")

    assert found is not None
    assert (found.booking.slot, found.booking.post) == ("2026-11-24T09:00", "governor")
    assert rows.find("b-9") is None


def test_only_who_is_expected_is_counted() -> None:
    rows = kept(BOOKING, EARLIER)

    rows.set_state("b-1", BookingState.CANCELLED)

    assert rows.count_expected(TODAY, "papers") == 1
    assert rows.count_expected(TODAY, "advice") == 0
    assert [row.state for row in rows.by_code(BOOKING.code_digest)] == [BookingState.CANCELLED]


def test_visitors_of_a_service_are_counted_by_day() -> None:
    rows = kept()

    for _ in range(3):
        rows.take_in(TODAY, "papers")

    assert (rows.taken_in(TODAY, "papers"), rows.taken_in(TOMORROW, "papers")) == (3, 0)


def test_the_secret_of_the_codes_is_made_once() -> None:
    rows = kept()
    before = rows.secret()

    made = rows.make_secret()

    assert before == ""
    assert len(made) == 64
    assert (rows.make_secret(), rows.secret()) == (made, made)


def test_a_code_is_kept_under_the_secret_alone() -> None:
    assert digest_of_code("00" * 32, "482913") != digest_of_code("01" * 32, "482913")
    assert len(digest_of_code("00" * 32, "482913")) == 64
