"""Learns of past visits, in the order of their ends: habits of the hall, and what held of what.

How long a desk was away is nowhere written down. It was, when it let somebody wait for more than
a moment between two visits; a shorter while belongs to the visit before.
"""

from collections.abc import Mapping

from server.forecast.calibration import Calibration, Outcome
from server.forecast.coming import BOOKED_TIER
from server.forecast.learning import Learner
from server.forecast.rosters import DueSpan, due_ms
from server.forecast.scenes import Habits
from server.protocol.identity import Key
from server.protocol.past_visits import PastVisit
from server.protocol.tickets import Instant

TURNAROUND_MS = 2 * 60_000
LONGEST_PAUSE_MS = 4 * 3_600_000
A_DAY = 86_400_000


class History:
    """All that was told of past visits."""

    def __init__(
        self,
        visit_minutes: dict[Key, float],
        rosters: Mapping[Key, tuple[DueSpan, ...]] | None = None,
    ) -> None:
        """Expect visits of so many minutes of services of which nothing is known.

        What ``rosters`` tell of a desk's absences need not be learned.
        """
        self._rosters = rosters or {}
        self.calibration = Calibration()
        self._learner = Learner(visit_minutes)
        self._last: dict[Key, PastVisit] = {}
        self._day: int | None = None
        self._habits: Habits | None = None

    def note(self, visit: PastVisit, offset_ms: int) -> None:
        """Take a visit in."""
        day = (visit.called_at + offset_ms) // A_DAY
        if self._day is not None and day > self._day:
            self._end_day(day, offset_ms)
        self._day = max(day, self._day or day)
        self._note_end_before(visit, offset_ms)
        self._last[visit.desk] = visit
        if visit.tier != BOOKED_TIER:
            at = (visit.waits_from + offset_ms) % A_DAY
            self._learner.arrival(visit.lane, visit.service, visit.tier, at)
        if visit.forecast is not None:
            seen = visit.forecast
            cell = seen.block, seen.is_many
            outcome = Outcome(day, cell, seen.likely_ms, seen.high_ms, visit.waited_ms)
            self.calibration.note(outcome)
        self._habits = None

    def habits(self, at: Instant, offset_ms: int) -> Habits:
        """Return what is known of the hall, for the day of ``at``."""
        midnight = at - (at + offset_ms) % A_DAY
        if self._habits is None or self._habits.starts_at != midnight:
            self.calibration.renew((at + offset_ms) // A_DAY)
            self._habits = self._learner.habits(midnight)
        return self._habits

    def _note_end_before(self, visit: PastVisit, offset_ms: int) -> None:
        """Note the visit before at the same desk, now that it is known what followed."""
        before = self._last.pop(visit.desk, None)
        if before is None:
            return
        gap = self._unplanned(
            visit.desk,
            max(before.ended_at, visit.waits_from) + offset_ms,
            visit.called_at + offset_ms,
        )
        is_pause = TURNAROUND_MS < gap < LONGEST_PAUSE_MS
        self._note_visit(before, gap if gap <= TURNAROUND_MS else 0, offset_ms)
        if is_pause:
            self._learner.pause((visit.called_at - gap + offset_ms) % A_DAY, gap)

    def _unplanned(self, desk: Key, since: int, until: int) -> int:
        """Return how long a desk was away, not counting when its roster lets it be."""
        spans = self._rosters.get(desk)
        return max(0, until - since) if spans is None else due_ms(spans, since, until)

    def _note_visit(self, visit: PastVisit, more_ms: int, offset_ms: int) -> None:
        busy_ms = visit.ended_at - visit.called_at + more_ms
        self._learner.visit(visit.service, busy_ms, (visit.ended_at + offset_ms) % A_DAY)

    def _end_day(self, day: int, offset_ms: int) -> None:
        for last in self._last.values():
            self._note_visit(last, 0, offset_ms)
        self._last.clear()
        self._learner.day_is_over()
        self.calibration.renew(day)
