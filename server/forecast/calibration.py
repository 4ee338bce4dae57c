"""Corrects forecasts by what happened: a factor for each part of the day and size of the queue.

Multiplicative split-conformal: of past visitors like this one, what share of their forecast did
they wait? The 0.9 quantile of that, times a new forecast, holds nine times in ten. Where few were
seen the factor is drawn to that of all visitors, and without any to the one of a cold start.
"""

from collections import deque
from dataclasses import dataclass
from math import ceil

MINUTE = 60_000
BLOCK_MS = 90 * MINUTE
WINDOW_DAYS = 30
ENOUGH = 200
"""So many visitors of a cell need no help of the others."""
COLD_FACTOR = 1.5
LIKELY, HIGH = 0.5, 0.9

Cell = tuple[int, bool]
"""The 90-minute block of the day, and whether many wait."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was forecast for a visitor, and what he waited, in milliseconds."""

    day: int
    cell: Cell
    likely_ms: int
    high_ms: int
    waited_ms: int


@dataclass(frozen=True, slots=True)
class Factors:
    """What forecasts are multiplied by; ``is_cold`` when too little was seen to trust it."""

    likely: float
    high: float
    is_cold: bool = False


COLD = Factors(1.0, COLD_FACTOR, is_cold=True)


class Calibration:
    """Remembers the outcomes of a window of days; factors are made anew once a day."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._outcomes: deque[Outcome] = deque()
        self._fresh: list[Outcome] = []
        self._factors: dict[Cell, Factors] = {}
        self._of_all = COLD

    def note(self, outcome: Outcome) -> None:
        """Take an outcome in; it counts from the next ``renew`` on."""
        self._fresh.append(outcome)

    def factors(self, cell: Cell) -> Factors:
        """Return what to multiply a forecast in ``cell`` by."""
        return self._factors.get(cell, self._of_all)

    def renew(self, day: int) -> None:
        """Make the factors anew of the ``WINDOW_DAYS`` before ``day``."""
        self._outcomes.extend(self._fresh)
        self._fresh.clear()
        while self._outcomes and self._outcomes[0].day < day - WINDOW_DAYS:
            self._outcomes.popleft()
        by_cell: dict[Cell, list[Outcome]] = {}
        for outcome in self._outcomes:
            by_cell.setdefault(outcome.cell, []).append(outcome)
        self._of_all = _factors(list(self._outcomes), COLD)
        self._factors = {cell: _factors(seen, self._of_all) for cell, seen in by_cell.items()}


def block_of(at: int, opens_at: int) -> int:
    """Return the 90-minute block of the day, counted from its opening."""
    return max(0, at - opens_at) // BLOCK_MS


def _factors(seen: list[Outcome], others: Factors) -> Factors:
    """Return the factors of these visitors, drawn to the others' where they are few."""
    if not seen:
        return others
    weight = min(1.0, len(seen) / ENOUGH)
    likely = _quantile([_share(one.waited_ms, one.likely_ms) for one in seen], LIKELY)
    high = _quantile([_share(one.waited_ms, one.high_ms) for one in seen], HIGH)
    return Factors(
        weight * likely + (1 - weight) * others.likely,
        weight * high + (1 - weight) * others.high,
        is_cold=others.is_cold and weight < 1,
    )


def _share(waited_ms: int, forecast_ms: int) -> float:
    # A minute more on both sides: nobody's wait of seconds may weigh like an hour.
    return (waited_ms + MINUTE) / (forecast_ms + MINUTE)


def applied(factor: float, forecast_ms: int) -> int:
    """Return the forecast times the factor, by the measure in which factors are made."""
    return max(0, round((forecast_ms + MINUTE) * factor - MINUTE))


def _quantile(values: list[float], share: float) -> float:
    """Return the conformal quantile: with one more value, ``share`` of all are not above it."""
    values.sort()
    return values[min(len(values), ceil((len(values) + 1) * share)) - 1]
