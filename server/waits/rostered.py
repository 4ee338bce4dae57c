"""Whether a desk is there: what its roster says, as far as nothing else is seen of it.

The rule, in one place:

1. Without a roster only what is seen counts.
2. In a gap of its roster a desk is away until the gap ends; in the last one, for the day. But one
   that calls somebody in a gap is seen to work through it.
3. In its hours it is there from their beginning on, though nobody has done anything at it yet.
   But when it has let people wait ``AWAY_MS`` since then, or has done nothing for ``GONE_MS``,
   what is seen counts: it is away, and believed again after the next gap.
"""

from dataclasses import dataclass

from server.forecast.rosters import DueSpan
from server.forecast.scenes import PlannedAbsence
from server.hall_file import HallConfig
from server.protocol.identity import Key
from server.protocol.services import ReceptionHours
from server.protocol.tickets import Instant
from server.queueing.availability import Moment
from server.queueing.roster import Gap, gaps
from server.receiving import hall_calendar

MINUTE = 60_000
AWAY_MS = 15 * MINUTE
"""A desk that lets people wait so long without doing anything is away."""

GONE_MS = 120 * MINUTE
"""A desk that has done nothing for so long is not there, though nobody waits."""

REST_OF_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Seen:
    """When a desk did something last today, when it called somebody last; none: not yet."""

    last: Instant | None
    called: Instant | None


@dataclass(frozen=True, slots=True)
class Duty:
    """How a desk stands to its roster at ``at``; without one there are no gaps and no ``due``.

    ``since`` is when it did something last, or was to be there if it ``has_not_come`` since.
    """

    at: Instant
    gap: Gap | None = None
    later: tuple[Gap, ...] = ()
    due_from: Instant | None = None
    since: Instant | None = None
    has_not_come: bool = False

    @property
    def is_over(self) -> bool:
        """Return whether the desk has closed for the day."""
        return self.gap is not None and self.gap.ends_at is None

    @property
    def absences(self) -> tuple[PlannedAbsence, ...]:
        """Return when it will be away by its roster."""
        own = self.later if self.gap is None else (self.gap, *self.later)
        return tuple(map(_absence, own))

    @property
    def absences_if_gone(self) -> tuple[PlannedAbsence, ...] | None:
        """Return the same if it is not there before a gap is over, none if that is not today."""
        own = self.later if self.gap is None else (self.gap, *self.later)
        if not own or own[0].ends_at is None:
            return None
        first = Gap(self.at, own[0].ends_at)
        return tuple(map(_absence, (first, *own[1:])))


class Rosters:
    """The rosters of a hall; made anew for each scene."""

    def __init__(self, config: HallConfig, at: Moment) -> None:
        """Look at the day of ``at``."""
        hall = hall_calendar(config)
        self._at = at.at
        self._gaps = {desk: gaps(hall.of(own), hall, at) for desk, own in config.rosters.items()}

    def duty(self, desk: Key, seen: Seen) -> Duty:
        """Return how a desk stands to its roster now, which was seen doing something then."""
        if desk not in self._gaps:
            return Duty(self._at, since=seen.last)
        at, own = self._at, self._gaps[desk]
        later = tuple(gap for gap in own if gap.starts_at > at)
        gap = next((one for one in own if one.holds(at)), None)
        if gap is not None and seen.called is not None and seen.called >= gap.starts_at:
            return Duty(at, None, later, gap.starts_at, seen.last)
        if gap is not None:
            return Duty(at, gap, later, at, seen.last)
        due = max((one.ends_at or 0 for one in own if one.starts_at <= at), default=0)
        last = seen.last or 0
        return Duty(at, None, later, due, max(due, last), has_not_come=last < due)


def spans_of(config: HallConfig) -> dict[Key, tuple[DueSpan, ...]]:
    """Return the rosters as the process that plays forward is told them."""
    return {desk: tuple(map(_span, own)) for desk, own in config.rosters.items()}


def _span(hours: ReceptionHours) -> DueSpan:
    return DueSpan(hours.weekday, _ms(hours.opens), _ms(hours.end))


def _ms(wall: str) -> int:
    hour, _, minute = wall.partition(":")
    return (int(hour) * 60 + int(minute)) * MINUTE


def _absence(gap: Gap) -> PlannedAbsence:
    if gap.ends_at is None:
        return PlannedAbsence(gap.starts_at, REST_OF_DAY_MS)
    return PlannedAbsence(gap.starts_at, ends_at=gap.ends_at)
