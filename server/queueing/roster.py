"""When a desk is not to be open: the gaps that its roster leaves in a day; pure."""

from dataclasses import dataclass

from server.protocol.tickets import Instant
from server.queueing.availability import Moment
from server.queueing.hours import Calendar, wall_time

MIDNIGHT = "00:00"


@dataclass(frozen=True, slots=True)
class Gap:
    """The desk is not to be open from then on; ``ends_at`` none for the rest of the day."""

    starts_at: Instant
    ends_at: Instant | None

    def holds(self, at: Instant) -> bool:
        """Return whether the instant lies in the gap."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


def gaps(own: Calendar, hall: Calendar, now: Moment) -> tuple[Gap, ...]:
    """Return the gaps of the day of ``now``, in order, at a desk that has its ``own`` hours.

    The end of its last hours is one only if the hall goes on: who waits when the hall closes is
    received all the same.
    """
    day = now.local.date()
    at = now.instant(wall_time(day, MIDNIGHT, now.local))
    found: list[Gap] = []
    windows = own.windows(day)
    for opens, closes in windows:
        opens_at = now.instant(wall_time(day, opens, now.local))
        if at < opens_at:
            found.append(Gap(at, opens_at))
        at = max(at, now.instant(wall_time(day, closes, now.local)))
    closing = hall.last_closing(day, now.local)
    if not windows or closing is None or at < now.instant(closing):
        found.append(Gap(at, None))
    return tuple(found)
