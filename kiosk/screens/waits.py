"""The wait as QML gets it: figures, of which the words are made in the visitor's language."""

from dataclasses import dataclass

from server.protocol.waits import LONG_MINUTES, WaitRange

UNSURE = -1
"""The minutes of a wait of which nothing honest can be said."""


@dataclass(frozen=True, slots=True)
class WaitFigures:
    """About ``low`` to ``high`` minutes; a ``high`` of 0 is beyond two hours."""

    low: int = UNSURE
    high: int = UNSURE
    is_rough: bool = False


def figures_of(expected: WaitRange | None) -> WaitFigures:
    """Return what QML gets of ``expected``."""
    if expected is None:
        return WaitFigures()
    if expected.high_minutes is None:
        return WaitFigures(LONG_MINUTES, 0, expected.is_approximate)
    return WaitFigures(expected.low_minutes, expected.high_minutes, expected.is_approximate)
