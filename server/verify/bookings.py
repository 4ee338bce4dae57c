"""Bookings followed through a log: who was expected, and whose ticket came of which booking."""

from server.hall_file import HallConfig
from server.protocol.booking_events import BookingCancelled, BookingLapsed, BookingsImported
from server.protocol.bookings import BookedIssue, Booking
from server.protocol.events import Entry, TicketIssued
from server.protocol.hall_events import ClockAdjusted
from server.protocol.identity import Key
from server.protocol.lanes import desk_lane
from server.protocol.tickets import Instant, TicketClass
from server.queueing.slots import Slot, lapses_at, place_of, slot_of
from server.verify.faults import Fault
from server.verify.places import is_arrival


class BookingCheck:
    """Says of each entry whether it could follow from the bookings before it."""

    def __init__(self, config: HallConfig) -> None:
        """Expect nobody yet, on a clock that was never corrected."""
        self._config = config
        self._wall_offset = 0
        self._expected: dict[Key, Booking] = {}
        self._past: set[Key] = set()
        self._lapsed: dict[Key, Booking] = {}

    def fault_of(self, entry: Entry) -> Fault | None:
        """Take ``entry``, the next one, in and return what is wrong with it."""
        match entry.event:
            case ClockAdjusted(wall_offset_ms=offset):
                self._wall_offset = offset
                return None
            case BookingsImported(bookings=bookings):
                news = [self._expect(booking) for booking in bookings]
                is_right = all(news)
            case BookingCancelled(booking=key):
                is_right = self._end(key) is not None
            case BookingLapsed() as lapsed:
                is_right = self._lapse(lapsed, entry.at)
            case TicketIssued() as issued:
                is_right = self._is_issue(issued, entry.at)
            case _:
                return None
        return None if is_right else Fault.BOOKING

    def _expect(self, booking: Booking) -> bool:
        is_news = self._expected.get(booking.id) != booking and booking.id not in self._past
        self._expected[booking.id] = booking
        return is_news and self._config.service(booking.service) is not None

    def _end(self, key: Key) -> Booking | None:
        """Expect a visitor no more; return his booking if he was expected."""
        self._past.add(key)
        return self._expected.pop(key, None)

    def _lapse(self, lapsed: BookingLapsed, at: Instant) -> bool:
        booking = self._end(lapsed.booking)
        if booking is None:
            return False
        self._lapsed[lapsed.booking] = booking
        slot = self._slot(booking)
        is_due = at >= self._lapses_at(slot)
        return is_due and slot == Slot(lapsed.slot_at, lapsed.utc_offset_minutes)

    def _is_issue(self, issued: TicketIssued, at: Instant) -> bool:
        """Return whether a ticket is of its booking, or of none and not booked."""
        is_booked = issued.ticket_class is TicketClass.BOOKED
        if issued.booked is None:
            return not is_booked
        booking = self._end(issued.booked.booking) or self._missed(issued, issued.booked.booking)
        if booking is None or not is_booked or booking.day != issued.service_day:
            return False
        said = issued.service, issued.persons, issued.lane, issued.booked.post
        own = booking.service, booking.persons, self._lane(booking), booking.post
        slot = self._slot(booking)
        if issued.offline is not None:
            return said == own and self._has_late_place(issued, issued.booked, slot, at)
        return said == own and self._has_place(issued, issued.booked, slot, at)

    def _missed(self, issued: TicketIssued, key: Key) -> Booking | None:
        """Return a booking given up, if its visitor was with a kiosk alone before that."""
        booking = self._lapsed.get(key)
        if booking is None or issued.offline is None:
            return None
        came_at = issued.offline.arrived_at
        is_in_time = issued.offline.moved is not None or came_at < self._lapses_at(
            self._slot(booking)
        )
        return self._lapsed.pop(key) if is_in_time else None

    def _has_place(
        self, issued: TicketIssued, booked: BookedIssue, slot: Slot, at: Instant
    ) -> bool:
        place = place_of(slot.at, at, self._config.late_tolerance_minutes)
        said = booked.slot_at, booked.utc_offset_minutes, booked.is_early, booked.is_late
        own = slot.at, slot.utc_offset_minutes, place.due_at is not None, place.is_late
        return said == own and issued.order_key == place.order_key

    def _has_late_place(
        self, issued: TicketIssued, booked: BookedIssue, slot: Slot, at: Instant
    ) -> bool:
        """Return whether a number that a kiosk gave by itself stands by its slot or arrival."""
        said = booked.slot_at, booked.utc_offset_minutes, booked.is_early
        if issued.offline is None or said != (slot.at, slot.utc_offset_minutes, at < slot.at):
            return False
        tolerance = self._config.late_tolerance_minutes
        if booked.is_late:
            is_late = place_of(slot.at, issued.order_key, tolerance).is_late
            return is_late and is_arrival(issued.offline, issued.order_key, at)
        is_sure = issued.offline.moved is None
        is_late = place_of(slot.at, issued.offline.arrived_at, tolerance).is_late
        return issued.order_key == slot.at and not (is_sure and is_late)

    def _slot(self, booking: Booking) -> Slot:
        return slot_of(booking.slot, self._config.time_zone, self._wall_offset)

    def _lapses_at(self, slot: Slot) -> Instant:
        return lapses_at(slot.at, self._config.booking_lapse_minutes)

    def _lane(self, booking: Booking) -> str | None:
        post = None if booking.post is None else self._config.post(booking.post)
        return None if post is None else desk_lane(post.desk)
