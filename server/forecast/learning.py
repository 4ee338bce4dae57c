"""Learns a hall's habits from its past days: lengths of visits and pauses, and who comes when."""

from bisect import insort
from collections import deque
from dataclasses import dataclass, field

from server.forecast.coming import HALF_HOUR
from server.forecast.scenes import Arrivals, Habits, Lane, Pauses, Tier
from server.protocol.identity import Key
from server.protocol.tickets import Instant

KEPT_VISITS = 600
"""So many of the latest visits of each service are gone by."""
KEPT_PAUSES = 60
HALF_HOURS = 48
ENOUGH_VISITS = 20
PRIOR_SHARES = (0.35, 0.5, 0.62, 0.74, 0.85, 0.98, 1.13, 1.33, 1.6, 2.0)
"""How the visits of a service lie around their mean before any was seen: a log-normal of 0.6."""


@dataclass(slots=True)
class _HalfHour:
    """What is known of one half hour of the day."""

    visits_ended: int = 0
    pauses: deque[int] = field(default_factory=lambda: deque(maxlen=KEPT_PAUSES))
    pauses_begun: int = 0


class Learner:
    """Takes in what happened; ``at`` is always the time since the hall's midnight."""

    def __init__(self, prior_minutes: dict[Key, float] | None = None) -> None:
        """Expect visits of ``prior_minutes`` on average until enough were seen."""
        self._prior = {
            service: [round(minutes * share * 60_000) for share in PRIOR_SHARES]
            for service, minutes in (prior_minutes or {}).items()
        }
        self._visits: dict[Key, deque[int]] = {}
        self._half_hours = [_HalfHour() for _ in range(HALF_HOURS)]
        self._came: dict[tuple[Lane, Key, Tier], list[int]] = {}
        self._booked = self._booked_came = self._days = 0

    def visit(self, service: Key, busy_ms: int, ended_at: int) -> None:
        """Note that a visitor kept a desk for so long, whether he came or not."""
        kept = self._visits.setdefault(service, deque(maxlen=KEPT_VISITS))
        kept.append(busy_ms)
        self._half_hours[_place(ended_at)].visits_ended += 1

    def pause(self, began_at: int, ms: int) -> None:
        """Note that a desk was away for so long."""
        half_hour = self._half_hours[_place(began_at)]
        half_hour.pauses.append(ms)
        half_hour.pauses_begun += 1

    def arrival(self, lane: Lane, service: Key, tier: Tier, at: int) -> None:
        """Note that a visitor came without a booking."""
        came = self._came.setdefault((lane, service, tier), [0] * HALF_HOURS)
        came[_place(at)] += 1

    def booking(self, *, has_come: bool) -> None:
        """Note what became of a booking."""
        self._booked += 1
        self._booked_came += has_come

    def day_is_over(self) -> None:
        """Note that a whole day has been told."""
        self._days += 1

    def habits(self, midnight: Instant) -> Habits:
        """Return what is known, for the day that began at ``midnight``."""
        days = max(1, self._days)
        return Habits(
            starts_at=midnight,
            visits_ms={
                service: self._lengths(service) for service in {*self._prior, *self._visits}
            },
            pauses=tuple(_pauses(half_hour) for half_hour in self._half_hours),
            come_share=self._booked_came / self._booked if self._booked else 1.0,
            arrivals=tuple(
                Arrivals(
                    lane=lane,
                    service=service,
                    tier=tier,
                    half_hours=tuple(count / days for count in counts),
                )
                for (lane, service, tier), counts in sorted(self._came.items())
            ),
        )

    def is_known(self, service: Key) -> bool:
        """Return whether enough visits of the service were seen to leave the prior aside."""
        return len(self._visits.get(service, ())) >= ENOUGH_VISITS

    def _lengths(self, service: Key) -> tuple[int, ...]:
        found: list[int] = sorted(self._visits.get(service, ()))
        if len(found) < ENOUGH_VISITS:
            for prior in self._prior.get(service, ()):
                insort(found, prior)
        return tuple(found)


def _pauses(half_hour: _HalfHour) -> Pauses:
    if not half_hour.pauses:
        return Pauses()
    ended = max(half_hour.visits_ended, half_hour.pauses_begun)
    return Pauses(half_hour.pauses_begun / ended, tuple(sorted(half_hour.pauses)))


def _place(at: int) -> int:
    return max(0, at) // HALF_HOUR % HALF_HOURS
