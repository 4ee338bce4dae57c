"""Reception hours as a visitor needs them: open now, opening next, the week. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec import UNSET

from server.protocol.availability import Holiday
from server.protocol.services import ReceptionHours
from server.protocol.tickets import ServiceDay

DAYS = 7
DAYS_AHEAD = 60
"""How far the next opening is looked for, as the server does."""

Window = tuple[str, str]
"""From an opening to a closing; midnight at the end is ``24:00``."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A weekday (1 Monday to 7), a time of day ``HH:MM`` and a date, in the hall's zone."""

    weekday: int
    time: str
    date: ServiceDay = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """When a service receives next; ``days_away`` 0 is today."""

    days_away: int
    weekday: int
    opens: str


@dataclass(frozen=True, slots=True)
class WeekLine:
    """Neighbouring weekdays with the same windows, such as Monday to Friday 09:00-13:00.

    Midnight as an end is ``24:00``.
    """

    first_weekday: int
    last_weekday: int
    windows: tuple[tuple[str, str], ...]

    @property
    def is_round_the_clock(self) -> bool:
        """Return whether these days have no hour without reception."""
        return self.windows == (("00:00", "24:00"),)


def is_open(hours: Iterable[ReceptionHours], moment: Moment) -> bool:
    """Tell whether one of ``hours`` holds ``moment``; no hours at all means always."""
    windows = tuple(hours)
    return not windows or any(window.holds(moment.weekday, moment.time) for window in windows)


def special_windows(
    hall: Iterable[ReceptionHours], holidays: Iterable[Holiday], day: ServiceDay
) -> tuple[Window, ...] | None:
    """Return when the hall receives on a day with hours of its own, None on any other day."""
    special = _special(holidays, day)
    if special is None:
        return None
    if special.weekday is not UNSET and not special.hours:
        return _of_weekday(hall, special.weekday)
    pairs = (hours.split("-") for hours in special.hours)
    return tuple((opens, "24:00" if end == "00:00" else end) for opens, end in pairs)


def receives(
    own: tuple[ReceptionHours, ...],
    hall: tuple[ReceptionHours, ...],
    holidays: Iterable[Holiday],
    moment: Moment,
) -> bool:
    """Tell whether who has ``own`` hours, or those of the hall, receives at ``moment``."""
    windows = windows_today(own, hall, holidays, moment)
    if windows is None:
        return is_open(own or hall, moment)
    return any(opens <= moment.time < end for opens, end in windows)


def windows_today(
    own: tuple[ReceptionHours, ...],
    hall: tuple[ReceptionHours, ...],
    holidays: Iterable[Holiday],
    moment: Moment,
) -> tuple[Window, ...] | None:
    """Return when who has ``own`` hours, or the hall's if none, receives on such a day."""
    special = _special(holidays, moment.date)
    opened = special_windows(hall, holidays, moment.date)
    if special is None or opened is None or not own:
        return opened
    if special.weekday is UNSET:
        return _common(_of_weekday(own, moment.weekday), opened)
    usual = _of_weekday(own, special.weekday)
    return _common(usual, opened) if special.hours else usual


def next_opening(
    own: tuple[ReceptionHours, ...],
    hall: tuple[ReceptionHours, ...],
    holidays: Iterable[Holiday],
    moment: Moment,
) -> Opening | None:
    """Return when who has ``own`` hours, or the hall's, opens next after ``moment``, if ever."""
    special = tuple(holidays)
    for ahead in range(DAYS_AHEAD + 1):
        then = _later(moment, ahead)
        windows = windows_today(own, hall, special, then)
        if windows is None:
            windows = _of_weekday(own or hall, then.weekday)
        for opens, _ in windows:
            if ahead or opens > moment.time:
                return Opening(ahead, then.weekday, opens)
    return None


def week_lines(hours: Iterable[ReceptionHours]) -> tuple[WeekLine, ...]:
    """Return the week, neighbouring days with equal windows joined, days without left out."""
    windows = sorted(hours, key=lambda window: (window.weekday, window.opens))
    lines: list[WeekLine] = []
    for weekday in range(1, DAYS + 1):
        day = tuple((w.opens, w.end) for w in windows if w.weekday == weekday)
        if not day:
            continue
        if lines and lines[-1].windows == day and lines[-1].last_weekday == weekday - 1:
            lines[-1] = WeekLine(lines[-1].first_weekday, weekday, day)
        else:
            lines.append(WeekLine(weekday, weekday, day))
    return tuple(lines)


def _later(moment: Moment, days: int) -> Moment:
    weekday = (moment.weekday - 1 + days) % DAYS + 1
    day = date.fromisoformat(moment.date) + timedelta(days=days) if moment.date else ""
    return Moment(weekday, moment.time, str(day))


def _special(holidays: Iterable[Holiday], day: ServiceDay) -> Holiday | None:
    return next((one for one in holidays if one.date == day), None)


def _of_weekday(hours: Iterable[ReceptionHours], weekday: int) -> tuple[Window, ...]:
    return tuple(sorted((one.opens, one.end) for one in hours if one.weekday == weekday))


def _common(some: tuple[Window, ...], others: tuple[Window, ...]) -> tuple[Window, ...]:
    cut = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return tuple(sorted(window for window in cut if window[0] < window[1]))
