"""Reception hours: whether a service receives at a local time, and when it does next."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from server.protocol.services import ReceptionHours

DAYS_AHEAD = 7
MIDNIGHT = "24:00"
NIGHT_END = "04:00"
"""When a forgotten service day ends; nobody is received at this time."""


def is_open(hours: Iterable[ReceptionHours], local: datetime) -> bool:
    """Return whether one of ``hours`` holds ``local``; the closing minute is outside."""
    now = f"{local.hour:02d}:{local.minute:02d}"
    return any(window.holds(local.isoweekday(), now) for window in hours)


def next_opening(hours: Iterable[ReceptionHours], local: datetime) -> datetime | None:
    """Return the first opening after ``local`` within a week, in the same zone."""
    windows = tuple(hours)
    openings = (
        _at(_day(local, ahead), window.opens, local)
        for ahead in range(DAYS_AHEAD + 1)
        for window in windows
        if window.weekday == _day(local, ahead).isoweekday()
    )
    return min((opening for opening in openings if opening > local), default=None)


def is_over(
    hours: Iterable[ReceptionHours], service_day: date, opened: datetime, local: datetime
) -> bool:
    """Return whether a service day that was opened at ``opened`` ends by itself now.

    It ends at the day's last closing; if it was opened later than that, in the night after it.
    """
    ends = [window.end for window in hours if window.weekday == service_day.isoweekday()]
    if ends:
        closing = _at(service_day, max(ends), local)
        if opened < closing:
            return local >= closing
    return local >= _at(service_day + timedelta(days=1), NIGHT_END, local)


def _day(local: datetime, ahead: int) -> date:
    return local.date() + timedelta(days=ahead)


def _at(day: date, wall: str, local: datetime) -> datetime:
    if wall == MIDNIGHT:
        day, wall = day + timedelta(days=1), "00:00"
    return datetime.combine(day, time.fromisoformat(wall), tzinfo=local.tzinfo)
