"""A ticket by booking follows from its booking, and bookings from those before them."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from server.protocol.booking_events import BookingCancelled, BookingLapsed, BookingsImported
from server.protocol.bookings import BookedIssue
from server.protocol.events import Entry, Event, TicketIssued
from server.protocol.hall_events import ClockAdjusted
from server.protocol.tickets import TicketClass
from server.verify.bookings import BookingCheck
from server.verify.faults import Fault
from tests.server.acts.booked_hall import AT_TEN, CONFIG, BookedHall
from tests.server.acts.offline_numbers import merge, number

pytestmark = pytest.mark.usefixtures("engine")

MINUTE_MS = 60_000


def log_of_a_booking() -> tuple[Entry, ...]:
    hall = BookedHall()
    head = hall.booking("222222", AT_TEN, "head", "governor")
    hall.expect(hall.booking(), head, hall.booking("333333", AT_TEN))
    hall.check_in()
    hall.clock.advance(minutes=20)
    hall.check_in("222222")
    hall.clock.advance(minutes=60)
    hall.lapse("b-333333")
    return hall.log()


def faults(entries: tuple[Entry, ...]) -> list[Fault]:
    check = BookingCheck(CONFIG)
    return [fault for fault in map(check.fault_of, entries) if fault]


def with_event(entry: Entry, event: Event) -> Entry:
    return replace(entry, event=event)


def test_a_right_log_is_right() -> None:
    log = log_of_a_booking()

    assert sum(isinstance(entry.event, TicketIssued) for entry in log) == 2
    assert faults(log) == []


def _issued(change: Callable[[TicketIssued], TicketIssued]) -> Callable[[Event], Event]:
    return lambda event: change(event) if isinstance(event, TicketIssued) else event


@pytest.mark.parametrize(
    "change",
    [
        _issued(lambda one: replace(one, booked=None)),
        _issued(lambda one: replace(one, ticket_class=TicketClass.ORDINARY)),
        _issued(lambda one: replace(one, order_key=one.order_key - 1)),
        _issued(lambda one: replace(one, persons=2)),
        _issued(lambda one: replace(one, service="advice")),
        _issued(lambda one: replace(one, lane="@desk-desk-1")),
        _issued(lambda one: replace(one, service_day="2026-11-24")),
        _issued(lambda one: replace(one, booked=BookedIssue("b-482913", 1, 300))),
        _issued(lambda one: replace(one, booked=BookedIssue("b-gone", one.order_key, 300))),
    ],
    ids=["no-booking", "class", "place", "persons", "service", "lane", "day", "slot", "unknown"],
)
def test_a_ticket_that_does_not_fit_its_booking_is_found(
    change: Callable[[Event], Event],
) -> None:
    log = tuple(with_event(entry, change(entry.event)) for entry in log_of_a_booking())

    assert faults(log) == [Fault.BOOKING, Fault.BOOKING]


def test_a_number_of_a_kiosk_alone_stands_by_its_slot_or_its_arrival() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN), hall.booking("222222", AT_TEN))
    slot_at = hall.clock.wall_ms()
    hall.clock.advance(minutes=40)
    late = number(hall, 2, code="222222", arrived_at=slot_at + 20 * MINUTE_MS)
    merge(hall, number(hall, 1, code="482913", arrived_at=slot_at - MINUTE_MS), late)
    log = hall.log()

    moved = _issued(lambda one: replace(one, order_key=one.order_key + 1))
    other_slot = _issued(lambda one: replace(one, booked=BookedIssue("b-482913", 1, 300)))

    assert faults(log) == []
    for change in (moved, other_slot):
        wrong = tuple(with_event(entry, change(entry.event)) for entry in log)
        assert Fault.BOOKING in faults(wrong)


def test_bookings_said_twice_used_twice_or_never_known_are_found() -> None:
    log = log_of_a_booking()
    imported = next(entry for entry in log if isinstance(entry.event, BookingsImported))
    used = next(entry for entry in log if isinstance(entry.event, TicketIssued))
    cancelled = with_event(used, BookingCancelled(booking="b-222222"))

    assert faults((imported, imported)) == [Fault.BOOKING]
    assert faults((imported, used, used, imported)) == [Fault.BOOKING, Fault.BOOKING]
    assert faults((cancelled,)) == [Fault.BOOKING]


def test_a_booking_does_not_lapse_before_its_time_or_by_another_clock() -> None:
    log = log_of_a_booking()
    lapsed = log[-1]
    assert isinstance(lapsed.event, BookingLapsed)
    soon = replace(lapsed, at=lapsed.event.slot_at + 59 * MINUTE_MS)
    corrected = with_event(lapsed, ClockAdjusted(wall_offset_ms=MINUTE_MS))

    assert faults((*log[:-1], soon)) == [Fault.BOOKING]
    assert faults((*log[:-1], corrected, lapsed)) == [Fault.BOOKING]


def test_a_booking_given_up_is_of_who_was_with_a_kiosk_alone_before_that_and_once() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN))
    slot_at = hall.clock.wall_ms()
    hall.clock.advance(minutes=90)
    hall.lapse("b-482913")
    merge(hall, number(hall, 1, code="482913", arrived_at=slot_at, contact_at=slot_at - 1))
    log = hall.log()
    issued = next(entry for entry in log if isinstance(entry.event, TicketIssued))
    assert isinstance(issued.event, TicketIssued)
    assert issued.event.offline is not None
    after = replace(issued.event.offline, arrived_at=slot_at + 60 * MINUTE_MS)
    too_late = with_event(issued, replace(issued.event, offline=after))
    at_server = with_event(issued, replace(issued.event, offline=None))

    assert faults(log) == []
    assert faults((*log, issued)) == [Fault.BOOKING]
    for wrong in (too_late, at_server):
        doctored = tuple(wrong if entry is issued else entry for entry in log)
        assert faults(doctored) == [Fault.BOOKING]
