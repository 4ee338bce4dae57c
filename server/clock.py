"""Hall time: it starts at the wall clock, then follows the boot clock and never goes back."""

import time
from typing import Protocol

from server.protocol.tickets import Instant

NANOSECONDS_PER_MS = 1_000_000


class Clock(Protocol):
    """The two clocks of a computer, in milliseconds."""

    def wall_ms(self) -> int:
        """Return the time since 1970-01-01 UTC as far as the computer knows it."""

    def boot_ms(self) -> int:
        """Return the time since the computer started, sleep counted; nobody can set it."""


class SystemClock:
    """The clocks of this computer."""

    def wall_ms(self) -> int:
        """Return the wall clock."""
        return time.time_ns() // NANOSECONDS_PER_MS

    def boot_ms(self) -> int:
        """Return CLOCK_BOOTTIME, which runs on while the computer sleeps (clock_gettime(2))."""
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // NANOSECONDS_PER_MS


class HallClock:
    """The clock of one server process: later corrections of the wall clock do not move it."""

    def __init__(self, clock: Clock, last_at: Instant, wall_offset: int = 0) -> None:
        """Start at the wall clock less an offset, but after ``last_at``, of the newest event."""
        self._clock = clock
        self._start = max(clock.wall_ms() - wall_offset, last_at + 1)
        self._boot_at_start = clock.boot_ms()

    def follow(self, wall_offset: int) -> None:
        """Go on from the wall clock less ``wall_offset``, as the other processes of a hall do."""
        self._start = self._clock.wall_ms() - wall_offset
        self._boot_at_start = self._clock.boot_ms()

    def now(self) -> Instant:
        """Return hall time."""
        return self._start + self._clock.boot_ms() - self._boot_at_start

    def wall_offset(self) -> int:
        """Return what must be added to hall time now to get wall time."""
        return self._clock.wall_ms() - self.now()
