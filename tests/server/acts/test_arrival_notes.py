"""A kiosk alone takes a booking's code down: at the merge it gives the place of the booking."""

import pytest
from msgspec.structs import replace

from server.protocol.bookings import BookedIssue
from server.protocol.codec import encode
from server.protocol.errors import RefusedError
from server.protocol.events import TicketIssued
from server.protocol.tickets import CallReason, TicketClass
from tests.server.acts.booked_hall import AT_ELEVEN, AT_TEN, CODE, BookedHall
from tests.server.acts.offline_numbers import issues, merge, number

MINUTE_MS = 60_000


def merged(hall: BookedHall, ordinal: int = 1, /, **facts: object) -> TicketIssued:
    (issued,) = issues(merge(hall, replace(number(hall, ordinal, code=CODE), **facts)))
    return issued


def test_who_came_early_waits_from_his_slot_on() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_ELEVEN))
    slot_at = hall.clock.wall_ms() + 60 * MINUTE_MS

    issued = merged(hall)

    assert (issued.number, issued.ticket_class) == ("K2-01", TicketClass.BOOKED)
    assert issued.order_key == slot_at
    assert issued.booked == BookedIssue("b-482913", slot_at, 300, is_early=True)
    assert hall.call().reason is CallReason.EARLY_BOOKING
    hall.replayed()


def test_the_slot_of_one_visitor_is_no_arrival_by_which_the_next_one_stands() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_ELEVEN))
    merged(hall)
    hall.clock.advance(minutes=5)
    arrived_at = hall.clock.wall_ms() - 2 * MINUTE_MS

    walked_in = merged(hall, 2, code=None, arrived_at=arrived_at, contact_at=arrived_at - 1)

    assert walked_in.order_key == arrived_at
    assert hall.call().number == "K2-02"
    hall.replayed()


@pytest.mark.parametrize(
    ("came", "is_late"),
    [(30, False), (-10, False), (-20, True)],
    ids=["before-the-slot", "tolerated", "too-late"],
)
def test_the_place_is_that_of_the_true_arrival_however_long_the_kiosk_was_alone(
    came: int, *, is_late: bool
) -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN))
    slot_at = hall.clock.wall_ms()
    hall.clock.advance(minutes=50)
    arrived_at = slot_at - came * MINUTE_MS

    issued = merged(hall, arrived_at=arrived_at)

    assert issued.order_key == (arrived_at if is_late else slot_at)
    assert issued.booked == BookedIssue("b-482913", slot_at, 300, is_late=is_late)
    assert hall.call().number == "K2-01"
    hall.replayed()


@pytest.mark.parametrize(
    "facts",
    [{"code": "999999"}, {"service": "advice"}, {"claim": "veterans"}, {"code": None}],
    ids=["unknown", "other-service", "claim", "none"],
)
def test_any_other_code_leaves_the_visitor_where_he_is(facts: dict[str, str | None]) -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN))

    issued = merged(hall, 1, **facts)

    assert issued.booked is None
    assert issued.ticket_class is not TicketClass.BOOKED
    assert hall.check_in().booked is not None
    hall.replayed()


def test_a_booking_is_used_once_on_paper_too() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN, service="head", post="governor"))
    first = merged(hall, service="head")

    second = merged(hall, 2, service="head")

    assert (first.lane, second.lane) == ("@desk-desk-2", None)
    assert (first.booked is None, second.booked is None) == (False, True)
    with pytest.raises(RefusedError, match="booking-used"):
        hall.check_in()
    hall.replayed()


def test_numbers_of_kiosks_alone_count_for_the_quota_and_no_code_stands_in_the_log() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN))
    merged(hall)
    merge(hall, number(hall, 2, service="advice"), number(hall, 3, service="advice"))

    with pytest.raises(RefusedError, match="capacity-reached"):
        hall.issue("advice")
    said = b"".join(encode(entry.event) for entry in hall.log())
    assert said.count(CODE.encode()) == said.count(b"b-482913")


@pytest.mark.parametrize(
    ("came_after", "is_booked"), [(5, True), (59, True), (61, False)], ids=str
)
def test_who_came_before_the_booking_lapsed_has_its_place_though_nobody_could_know(
    came_after: int, *, is_booked: bool
) -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN))
    slot_at = hall.clock.wall_ms()
    hall.clock.advance(minutes=120)
    hall.lapse("b-482913")
    arrived_at = slot_at + came_after * MINUTE_MS

    issued = merged(hall, arrived_at=arrived_at, contact_at=slot_at - 1)

    assert (issued.booked is not None) == is_booked
    assert issued.order_key == (slot_at if came_after == 5 else arrived_at)
    with pytest.raises(RefusedError, match="booking-used" if is_booked else "booking-lapsed"):
        hall.check_in()
    hall.replayed()
