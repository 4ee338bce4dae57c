"""Reception hours: whether somebody receives at a local time, and when they do next."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from msgspec import UNSET

from server.protocol.availability import Holiday
from server.protocol.services import ReceptionHours

DAYS_AHEAD = 60
"""How far the next opening is looked for: holidays in a row may be long."""

MIDNIGHT = "24:00"
NIGHT_END = "04:00"
"""When a forgotten service day ends; nobody is received at this time."""

Window = tuple[str, str]
"""From an opening to a closing, as people say them; midnight at the end is ``24:00``."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The hours of the week, and the days that have hours of their own.

    Hours that are ``narrow``, a service's or a post's, hold on such a day as far as it is open.
    """

    hours: tuple[ReceptionHours, ...]
    holidays: tuple[Holiday, ...] = ()
    narrow: bool = False

    def of(self, own: tuple[ReceptionHours, ...]) -> "Calendar":
        """Return the calendar of who has ``own`` hours, this one if there are none."""
        return replace(self, hours=own, narrow=True) if own else self

    def windows(self, day: date) -> tuple[Window, ...]:
        """Return when on ``day`` somebody receives, in the order of the clock."""
        special = next((one for one in self.holidays if one.date == day.isoformat()), None)
        weekday = day.isoweekday()
        if special is not None and special.weekday is not UNSET:
            weekday = special.weekday
        usual = [(one.opens, one.end) for one in self.hours if one.weekday == weekday]
        if special is None or (special.weekday is not UNSET and not special.hours):
            return tuple(sorted(usual))
        opened = [_window(text) for text in special.hours]
        return tuple(sorted(_common(usual, opened) if self.narrow else opened))

    def is_open(self, local: datetime) -> bool:
        """Return whether somebody receives at ``local``; the closing minute is outside."""
        now = f"{local.hour:02d}:{local.minute:02d}"
        return any(opens <= now < end for opens, end in self.windows(local.date()))

    def next_opening(self, local: datetime, *, after_today: bool = False) -> datetime | None:
        """Return the first opening after ``local``, in the same zone; soon enough or none."""
        for ahead in range(int(after_today), DAYS_AHEAD + 1):
            day = local.date() + timedelta(days=ahead)
            for opens, _ in self.windows(day):
                opening = wall_time(day, opens, local)
                if opening > local:
                    return opening
        return None

    def last_closing(self, day: date, local: datetime) -> datetime | None:
        """Return when ``day`` ends, in the zone of ``local``; none if nobody receives."""
        ends = [end for _, end in self.windows(day)]
        return wall_time(day, max(ends), local) if ends else None

    def is_over(self, service_day: date, opened: datetime, local: datetime) -> bool:
        """Return whether a service day that was opened at ``opened`` ends by itself now.

        It ends at the day's last closing; if it was opened later than that, in the night after it.
        """
        closing = self.last_closing(service_day, local)
        if closing is not None and opened < closing:
            return local >= closing
        return local >= wall_time(service_day + timedelta(days=1), NIGHT_END, local)


def _window(text: str) -> Window:
    opens, _, closes = text.partition("-")
    return opens, MIDNIGHT if closes == "00:00" else closes


def _common(some: list[Window], others: list[Window]) -> list[Window]:
    cut = [(max(one[0], other[0]), min(one[1], other[1])) for one in some for other in others]
    return [window for window in cut if window[0] < window[1]]


def wall_time(day: date, wall: str, local: datetime) -> datetime:
    """Return when people's clocks show ``wall`` on ``day``, in the zone of ``local``."""
    if wall == MIDNIGHT:
        day, wall = day + timedelta(days=1), "00:00"
    return datetime.combine(day, time.fromisoformat(wall), tzinfo=local.tzinfo)
