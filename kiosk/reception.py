"""Reception hours as a visitor needs them: open now, opening next, the week. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.protocol.services import ReceptionHours

DAYS = 7


@dataclass(frozen=True, slots=True)
class Moment:
    """A weekday (1 Monday to 7) and a time of day ``HH:MM`` in the hall's zone."""

    weekday: int
    time: str


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


def next_opening(hours: Iterable[ReceptionHours], moment: Moment) -> Opening | None:
    """Return the first window that begins after ``moment`` within a week, if any."""
    openings = [_opening(window, moment) for window in hours]
    return min(openings, key=lambda opening: (opening.days_away, opening.opens), default=None)


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


def _opening(window: ReceptionHours, moment: Moment) -> Opening:
    days_away = (window.weekday - moment.weekday) % DAYS
    if days_away == 0 and window.opens <= moment.time:
        days_away = DAYS
    return Opening(days_away, window.weekday, window.opens)
