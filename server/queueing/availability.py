"""Whether a service takes visitors in now, and what they are told early: pure, from facts."""

from dataclasses import dataclass
from datetime import datetime

from server.protocol.availability import Availability, Reception
from server.protocol.identity import Key
from server.protocol.tickets import Instant
from server.queueing.hours import Calendar

SOON_MS = 60 * 60_000
"""So long before the end visitors are told of it."""

STEP_MS = 10 * 60_000
"""What is told as "about" moves in such steps, so that it does not flicker."""

FEW_LEFT = 10


@dataclass(frozen=True, slots=True)
class Load:
    """What stands before who would come now for a service.

    ``used`` counts the visitors of the day, taken in or expected, of a ``quota`` if there is
    one; ``work_minutes`` is about how long its desks need for who waits.
    """

    used: int = 0
    quota: int | None = None
    work_minutes: float = 0.0

    @property
    def left(self) -> int | None:
        """Return how many may still come; none if nobody counts."""
        return None if self.quota is None else max(0, self.quota - self.used)


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, in hall time and on people's clocks."""

    at: Instant
    local: datetime

    def instant(self, local: datetime) -> Instant:
        """Return another time on people's clocks in hall time, over a change of their zone too."""
        return self.at + round((local.timestamp() - self.local.timestamp()) * 1000)


def is_full(load: Load) -> bool:
    """Return whether the quota is used up."""
    return load.left == 0


def availability(
    calendar: Calendar,
    moment: Moment,
    load: Load,
    *,
    is_day_open: bool = True,
    elsewhere: Key | None = None,
) -> Availability:
    """Return how it stands with a service; ``elsewhere`` is where to go meanwhile."""
    closing = calendar.last_closing(moment.local.date(), moment.local)
    if closing is None or not (is_day_open and calendar.is_open(moment.local)):
        opens = _instant(moment, calendar.next_opening(moment.local))
        return Availability(Reception.CLOSED, opens_at=opens, elsewhere=elsewhere)
    if is_full(load):
        opens = _instant(moment, calendar.next_opening(moment.local, after_today=True))
        return Availability(Reception.FULL, opens_at=opens, left=0, elsewhere=elsewhere)
    left = load.left if load.left is not None and load.left <= FEW_LEFT else None
    until = _until(closing, moment, load.work_minutes)
    if until - moment.at > SOON_MS:
        return Availability(Reception.OPEN, left=left)
    return Availability(Reception.UNTIL, until_at=until, left=left)


def _until(closing: datetime, moment: Moment, work_minutes: float) -> Instant:
    """Return about when who comes later may not be received on this day any more."""
    end = moment.instant(closing) - round(work_minutes * 60_000)
    return end // STEP_MS * STEP_MS


def _instant(moment: Moment, local: datetime | None) -> Instant | None:
    return None if local is None else moment.instant(local)
