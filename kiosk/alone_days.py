"""The service day of a kiosk alone: the one it knows, or the next by the hours it remembers.

The server opens and closes days; a kiosk alone goes by what the server would do (adr/0023).
"""

from datetime import date, datetime, time, timedelta

from kiosk.journal.hall_memory import SeenHall
from kiosk.reception import special_windows
from server.protocol.snapshots import KioskSnapshot
from server.protocol.tickets import ServiceDay

NIGHT_END = time(4)
"""When a service day that nobody closed is over."""


def day_alone(seen: SeenHall, wall: datetime) -> ServiceDay | None:
    """Return the day that visitors of ``wall`` belong to, None while the hall is closed."""
    known, today = seen.snapshot.service_day, wall.date().isoformat()
    # A day that the server itself has opened is its own: open still, or closed by hand.
    if seen.last_day != today and _is_received(seen.snapshot, wall):
        return today
    if known is not None and not _is_over(known, wall):
        return known
    return None


def _is_received(hall: KioskSnapshot, wall: datetime) -> bool:
    """Tell whether the hall opens on the day of ``wall``, has opened, and has not closed."""
    windows = special_windows(hall.hours, hall.holidays, wall.date().isoformat())
    if windows is None and not hall.hours:
        # Such a hall is opened by hand, and the hand has no server.
        return wall.time() >= NIGHT_END
    if windows is None:
        weekday = wall.isoweekday()
        windows = tuple((one.opens, one.end) for one in hall.hours if one.weekday == weekday)
    now = f"{wall:%H:%M}"
    return any(opens <= now for opens, _ in windows) and any(now < end for _, end in windows)


def _is_over(service_day: ServiceDay, wall: datetime) -> bool:
    """Tell whether the night after ``service_day`` has passed."""
    end = datetime.combine(date.fromisoformat(service_day) + timedelta(days=1), NIGHT_END)
    return wall.replace(tzinfo=None) >= end
