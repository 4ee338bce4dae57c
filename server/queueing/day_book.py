"""Who is expected, how many each service has taken in, and which offices pause: a read model."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from server.protocol.booking_events import BookingCancelled, BookingLapsed, BookingsImported
from server.protocol.bookings import Booking
from server.protocol.day_events import PostPaused, PostResumed
from server.protocol.events import DayOpened, Entry, TicketIssued
from server.protocol.identity import Key, LegId
from server.protocol.tickets import Instant, ServiceDay
from server.queueing.slots import lapses_at, slot_of

_Place = tuple[ServiceDay, Key]


@dataclass(frozen=True, slots=True)
class WallClock:
    """How people's clocks in the hall follow hall time."""

    time_zone: str
    offset: int


class DayBook:
    """The bookings whose visitors have not come yet, and the count of those who came."""

    def __init__(self) -> None:
        """Expect nobody."""
        self._expected: dict[Key, Booking] = {}
        self._days: dict[ServiceDay, dict[Key, Booking]] = {}
        self._places: Counter[_Place] = Counter()
        self._taken_in: Counter[_Place] = Counter()
        self._paused: dict[Key, PostPaused] = {}
        self._came: dict[Key, LegId] = {}
        self.has_bookings = False
        """Whether anybody was expected since the server's start."""

    def load(
        self, expected: Iterable[Booking], day: ServiceDay | None, taken_in: Mapping[Key, int]
    ) -> None:
        """Begin anew with what the store has: days before this one are not folded."""
        for key in tuple(self._expected):
            self._end(key)
        for booking in expected:
            self._expect(booking)
        if day is not None:
            self._taken_in = Counter({(day, service): n for service, n in taken_in.items()})

    def expected(self, day: ServiceDay) -> tuple[Booking, ...]:
        """Return who is still expected on ``day``, in the order of slots."""
        bookings = self._days.get(day, {}).values()
        return tuple(sorted(bookings, key=lambda one: (one.slot, one.id)))

    def earliest(self) -> Booking | None:
        """Return who is expected first of all."""
        if not self._days:
            return None
        first = self._days[min(self._days)].values()
        return min(first, key=lambda one: (one.slot, one.id))

    def lapsed(self, clock: WallClock, minutes: int, now: Instant) -> tuple[Key, ...]:
        """Return who has not come so many ``minutes`` after his slot; not more than one day's."""
        first = self.earliest()
        if first is None or not _is_past(first, clock, minutes, now):
            return ()
        of_day = self.expected(first.day)
        return tuple(one.id for one in of_day if _is_past(one, clock, minutes, now))

    def used(self, day: ServiceDay, service: Key) -> int:
        """Return how many places of a day are taken: by who came and by who is expected."""
        place = day, service
        return self._taken_in[place] + self._places[place]

    def pause_of(self, post: Key) -> PostPaused | None:
        """Return why and until when the holder of an office receives nobody, if that is so."""
        return self._paused.get(post)

    def leg_of(self, booking: Key) -> LegId | None:
        """Return the leg that a booking became, if its visitor came on the day that is folded."""
        return self._came.get(booking)

    def fold(self, entry: Entry) -> None:
        """Take in the next entry."""
        match entry.event:
            case BookingsImported(bookings=bookings):
                for booking in bookings:
                    self._end(booking.id)
                    self._expect(booking)
            case BookingCancelled(booking=key) | BookingLapsed(booking=key):
                self._end(key)
            case TicketIssued() as issued:
                self._taken_in[issued.service_day, issued.service] += 1
                if issued.booked is not None:
                    self._end(issued.booked.booking)
                    self._came[issued.booked.booking] = issued.leg
            case PostPaused() | PostResumed() | DayOpened():
                self._fold_pause(entry.event)
            case _:
                pass

    def _fold_pause(self, event: PostPaused | PostResumed | DayOpened) -> None:
        match event:
            case PostPaused(post=post):
                self._paused[post] = event
            case PostResumed(post=post):
                self._paused.pop(post, None)
            case DayOpened():
                self._paused.clear()
                self._came.clear()
            case _:
                assert_never(event)

    def _expect(self, booking: Booking) -> None:
        self.has_bookings = True
        self._expected[booking.id] = booking
        self._days.setdefault(booking.day, {})[booking.id] = booking
        self._places[booking.day, booking.service] += 1

    def _end(self, key: Key) -> None:
        booking = self._expected.pop(key, None)
        if booking is None:
            return
        of_day = self._days[booking.day]
        del of_day[key]
        if not of_day:
            del self._days[booking.day]
        self._places[booking.day, booking.service] -= 1


def _is_past(booking: Booking, clock: WallClock, minutes: int, now: Instant) -> bool:
    return now >= lapses_at(slot_of(booking.slot, clock.time_zone, clock.offset).at, minutes)
