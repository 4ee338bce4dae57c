"""When to try again to reach a database that is away; used by its connections."""

import random
import time
from collections.abc import Callable

FIRST_SECONDS = 0.1
LONGEST_SECONDS = 5.0


class Backoff:
    """Waits that double from try to try, so that many processes do not storm a cluster."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        """Let the first try be due at once; ``seconds`` tells the time."""
        self._seconds = seconds
        self._wait = FIRST_SECONDS
        self._due_at = 0.0

    def is_due(self) -> bool:
        """Return whether it is time to try."""
        return self._seconds() >= self._due_at

    def seconds(self) -> float:
        """Return how long it is until a try is due."""
        return max(0.0, self._due_at - self._seconds())

    def failed(self) -> None:
        """Put the next try off, for longer each time."""
        jitter = random.uniform(0.5, 1.0)  # noqa: S311 - spreads tries, hides nothing
        self._due_at = self._seconds() + self._wait * jitter
        self._wait = min(LONGEST_SECONDS, self._wait * 2)

    def succeeded(self) -> None:
        """Let the next try be due at once."""
        self._wait = FIRST_SECONDS
        self._due_at = 0.0
