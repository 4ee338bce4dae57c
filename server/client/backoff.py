"""How long to wait before the next try; used by the link."""

import random
from collections.abc import Callable

FIRST_SECONDS = 0.25
LONGEST_SECONDS = 2.0


class Backoff:
    """Waits that double from 0.25 s to 2 s, each shortened by chance to as little as half."""

    def __init__(self, chance: Callable[[], float] | None = None) -> None:
        """Draw the jitter from ``chance``, a number from 0 up to 1; by default a random one."""
        self._chance = chance or random.SystemRandom().random
        self._ceiling = FIRST_SECONDS

    def next_seconds(self) -> float:
        """Return how long to wait now; the next wait may be twice as long."""
        seconds = self._ceiling * (0.5 + self._chance() / 2)
        self._ceiling = min(self._ceiling * 2, LONGEST_SECONDS)
        return seconds

    def reset(self) -> None:
        """Begin again with the shortest wait."""
        self._ceiling = FIRST_SECONDS
