"""Log lines that a stranger can cause are counted, and written once in a while."""

import time
from collections.abc import Callable


class LineLimit:
    """Lets one line through and then none for some seconds; the next tells how many were left."""

    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        """Write at most one line in ``seconds``."""
        self._seconds = seconds
        self._now = now
        self._next = float("-inf")
        self._left_out = 0

    def say(self, write: Callable[[str], None], line: str) -> None:
        """Hand ``line`` to ``write``, or only count it."""
        now = self._now()
        if now < self._next:
            self._left_out += 1
            return
        more = f" (and {self._left_out} more such lines since the last)" if self._left_out else ""
        self._next, self._left_out = now + self._seconds, 0
        write(f"{line}{more}")
