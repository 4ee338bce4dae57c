"""The honest wait of somebody who comes now: played forward, corrected, or nothing when unsure."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from server.forecast.calibration import Calibration, Cell, applied, block_of
from server.forecast.futures import Futures, IsLate, Spot, at_share, never
from server.forecast.played import PLAYED_MS
from server.forecast.scenes import Habits, Scene, Slot
from server.protocol.tickets import Instant
from server.protocol.waits import WaitRange, wait_range

PLAYS = 100
LIKELY, HIGH = 0.5, 0.9
SILENT_MS = 45 * 60_000
"""A hall in which people wait and nobody was received for so long is not foretold."""
MANY_PER_DESK = 2


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was played, and what it became by the factors of its cell."""

    cell: Cell
    played_likely_ms: int
    played_high_ms: int
    likely_ms: int
    high_ms: int
    is_approximate: bool

    def as_range(self) -> WaitRange:
        """Return what is told of it."""
        return wait_range(self.likely_ms, self.high_ms, is_approximate=self.is_approximate)


class Estimator:
    """Estimates for one hall; its calibration is kept by whoever hears of outcomes."""

    def __init__(self, calibration: Calibration, random: Random) -> None:
        """Correct by ``calibration``."""
        self._calibration, self._random = calibration, random

    def estimates(
        self, scene: Scene, habits: Habits, spots: Iterable[Spot], is_late: IsLate = never
    ) -> dict[Spot | Slot, Estimate]:
        """Return what is foretold for each spot; those of which nothing is sure are left out.

        So it is for each slot that is asked about, from the slot on.

        Nothing is, if it is late before the scene was played often enough.
        """
        if is_unsure(scene):
            return {}
        has_end = _has_end(scene)
        found = {}
        futures = Futures(scene, habits, spots)
        for spot, waits in futures.play(PLAYS, self._random, is_late).items():
            likely, high = at_share(waits, LIKELY), at_share(waits, HIGH)
            if high < PLAYED_MS or not has_end:
                found[spot] = self._corrected(_cell_of_spot(scene, spot), likely, high)
        return found

    def _corrected(self, cell: Cell, likely: int, high: int) -> Estimate:
        factors = self._calibration.factors(cell)
        return Estimate(
            cell,
            likely,
            high,
            applied(factors.likely, likely),
            applied(factors.high, high),
            factors.is_cold,
        )


def _cell_of_spot(scene: Scene, spot: Spot | Slot) -> Cell:
    block, is_many = cell_of(scene)
    return (block_of(spot.at, scene.opens_at) if isinstance(spot, Slot) else block), is_many


def cell_of(scene: Scene) -> Cell:
    """Return the cell whose factors count: the part of the day, and whether many wait."""
    is_many = len(scene.standing) >= MANY_PER_DESK * len(scene.desks)
    return block_of(scene.at, scene.opens_at), is_many


def _has_end(scene: Scene) -> bool:
    """Return whether a desk closes for the day while others wait: who is not called goes home."""
    return any(one.ms >= PLAYED_MS for desk in scene.desks for one in desk.absences)


def is_unsure(scene: Scene) -> bool:
    """Return whether nobody receives, or people wait and nobody was received for long."""
    if all(desk.is_away for desk in scene.desks):
        return True
    last: Instant = max(scene.opens_at, scene.received_at or 0, scene.due_from)
    return bool(scene.standing) and scene.at - last > SILENT_MS
