"""The bookings of a day as a page shows them: each office's line with its forecast, and the rest.

Pure, from the rows of the day and the picture; for whoever assists a first head.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from server.console.booking_hours import HourTab
from server.console.code_names import code_name
from server.hall_file import HallConfig
from server.protocol.availability import Post
from server.protocol.bookings import Booking
from server.protocol.codes import CodeKind
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, in_language
from server.protocol.tickets import Instant, LegState, ServiceDay, TicketClass
from server.queueing.availability import Moment
from server.queueing.leg_record import LegRecord
from server.queueing.picture import HallPicture
from server.queueing.post_forecast import MINUTE_MS, Forecast, NextVisitor, about, forecast
from server.queueing.slots import slot_of
from server.receiving import closed_one, post_calendar
from server.storage.bookings import BookingRow, BookingState

_YET = frozenset({LegState.WAITING, LegState.BOOKED, LegState.PARKED, LegState.UNCLAIMED})


class BookingLine(Struct, frozen=True):
    """One visitor of the day; ``about`` is when he comes in, as far as that can be said.

    ``is_outside``: he is expected at a time at which nobody receives.
    """

    id: Key
    time: str
    number: str
    persons: int
    service: str
    state: str
    about: str = ""
    late_minutes: int = 0
    is_outside: bool = False


class Pause(Struct, frozen=True):
    """Why an office receives nobody now, and until when if that is known."""

    reason: str
    until: str = ""


class PostView(Struct, frozen=True):
    """The line of one office; ``ends`` is about when the last visitor leaves."""

    id: Key
    name: str
    desk_label: str
    lines: tuple[BookingLine, ...]
    walk_ins: int = 0
    pause: Pause | None = None
    ends: str = ""
    closes: str = ""
    over_minutes: int = 0


class BookingsView(Struct, frozen=True):
    """A day's bookings: those of offices, and those of services, of one ``hour`` if many."""

    day: ServiceDay
    is_today: bool
    posts: tuple[PostView, ...]
    others: tuple[BookingLine, ...]
    hours: tuple[HourTab, ...] = ()
    hour: str = ""


@dataclass(frozen=True, slots=True)
class Now:
    """The moment at which a page is made, and how people's clocks say instants."""

    at: Instant
    wall_offset: int
    local: Callable[[Instant], datetime]

    def clock(self, at: Instant) -> str:
        """Return an instant as the clock on the wall says it."""
        return f"{self.local(at):%H:%M}"

    def told(self, at: Instant) -> str:
        """Return a time that is told as "about"."""
        return self.clock(about(at))


class BookingPages:
    """Makes the views of one hall in one language."""

    def __init__(
        self, config: HallConfig, picture: HallPicture, language: LanguageCode, now: Now
    ) -> None:
        """Look at ``picture`` as it stands ``now``."""
        self._config = config
        self._picture = picture
        self._language = language
        self._now = now

    def view(self, day: ServiceDay, rows: Sequence[BookingRow]) -> BookingsView:
        """Return the page of ``day``, whose bookings are ``rows``."""
        posts = tuple(
            self._post(post, day, tuple(row for row in rows if row.booking.post == post.id))
            for post in self._config.posts
        )
        others = tuple(self._line(row) for row in rows if row.booking.post is None)
        return BookingsView(day, day == self._picture.service_day, posts, others)

    def _post(self, post: Post, day: ServiceDay, rows: tuple[BookingRow, ...]) -> PostView:
        desk = self._config.desk(post.desk)
        name = in_language(post.names, self._language)
        label = desk.label if desk else ""
        view = PostView(post.id, name, label, tuple(self._line(row) for row in rows))
        return self._foretold(post, view, rows) if day == self._picture.service_day else view

    def _foretold(self, post: Post, view: PostView, rows: tuple[BookingRow, ...]) -> PostView:
        """Return the view with what can be said of the rest of the day."""
        pause, until = self._pause(post)
        walk_ins = self._walk_ins(post)
        if pause is not None and until is None:
            return replace(view, walk_ins=walk_ins, pause=pause)
        yet = tuple(row for row in rows if self._is_yet_to_come_in(row))
        line = [self._visitor(row) for row in yet]
        line += [NextVisitor(post.minutes, is_here=True)] * walk_ins
        found = forecast(line, self._free_at(post, until))
        closes = self._closing(post)
        over = max(0, found.ends_at - closes) // MINUTE_MS if line and closes else 0
        return replace(
            view,
            lines=self._with_turns(view.lines, yet, found),
            walk_ins=walk_ins,
            pause=pause,
            ends=self._now.told(found.ends_at) if line else "",
            closes=self._now.clock(closes) if closes else "",
            over_minutes=over,
        )

    def _with_turns(
        self, lines: tuple[BookingLine, ...], yet: tuple[BookingRow, ...], found: Forecast
    ) -> tuple[BookingLine, ...]:
        turns = {
            row.booking.id: (at, max(0, at - self._slot_at(row.booking)))
            for row, at in zip(yet, found.starts, strict=False)
        }
        return tuple(
            replace(
                line,
                about=self._now.told(turns[line.id][0]),
                late_minutes=turns[line.id][1] // MINUTE_MS,
            )
            if line.id in turns
            else line
            for line in lines
        )

    def _line(self, row: BookingRow) -> BookingLine:
        booking, leg = row.booking, self._leg(row)
        service = self._config.service(booking.service)
        return BookingLine(
            booking.id,
            booking.slot[11:],
            leg.number if leg else "",
            booking.persons,
            in_language(service.names, self._language) if service else booking.service,
            leg.state.value if leg else row.state.value,
            is_outside=row.state is BookingState.EXPECTED and not self._is_received(booking),
        )

    def _is_received(self, booking: Booking) -> bool:
        wall = datetime.fromisoformat(booking.slot)
        return closed_one(self._config, booking.service, booking.post, wall) is None

    def _leg(self, row: BookingRow) -> LegRecord | None:
        leg = self._picture.book.leg_of(row.booking.id)
        is_used = row.state is BookingState.USED and leg is not None
        return self._picture.record.leg(leg) if is_used and leg else None

    def _is_yet_to_come_in(self, row: BookingRow) -> bool:
        leg = self._leg(row)
        return row.state is BookingState.EXPECTED if leg is None else leg.state in _YET

    def _visitor(self, row: BookingRow) -> NextVisitor:
        is_here = row.state is BookingState.USED
        return NextVisitor(row.booking.minutes, self._slot_at(row.booking), is_here)

    def _slot_at(self, booking: Booking) -> Instant:
        return slot_of(booking.slot, self._config.time_zone, self._now.wall_offset).at

    def _walk_ins(self, post: Post) -> int:
        """Return how many wait for the office without a booking: they come in between."""
        legs = self._picture.standing.waiting.values()
        return sum(
            leg.service == post.service and leg.ticket_class is not TicketClass.BOOKED
            for leg in legs
        )

    def _pause(self, post: Post) -> tuple[Pause | None, Instant | None]:
        """Return the pause of the office or of its desk, and until when if that is known.

        A time that has passed says nothing of when it goes on.
        """
        own, of_desk = (
            self._picture.book.pause_of(post.id),
            self._picture.control.on_break(post.desk),
        )
        if own is not None:
            until = own.until_at if (own.until_at or 0) > self._now.at else None
            told = "" if until is None else self._now.clock(until)
            return Pause(self._reason(own.reason), told), until
        return (None, None) if of_desk is None else (Pause(self._reason(of_desk.reason)), None)

    def _reason(self, reason: Key) -> str:
        return code_name(self._config, CodeKind.BREAK, reason, self._language)

    def _free_at(self, post: Post, until: Instant | None) -> Instant:
        """Return when the next visitor can come in: after a pause, and who is there now."""
        free_at = max(self._now.at, until or 0, self._opens_at(post) or 0)
        seen = self._picture.occupancy.desk(post.desk)
        leg = None if seen is None else self._picture.record.leg(seen.leg)
        return free_at if leg is None else max(free_at, leg.since + post.minutes * MINUTE_MS)

    def _opens_at(self, post: Post) -> Instant | None:
        """Return when an office that is closed now opens today, if it does."""
        local = self._now.local(self._now.at)
        calendar = post_calendar(self._config, post)
        opening = None if calendar.is_open(local) else calendar.next_opening(local)
        if opening is None or opening.date() != local.date():
            return None
        return Moment(self._now.at, local).instant(opening)

    def _closing(self, post: Post) -> Instant | None:
        local = self._now.local(self._now.at)
        closing = post_calendar(self._config, post).last_closing(local.date(), local)
        if closing is None:
            return None
        return Moment(self._now.at, local).instant(closing)
