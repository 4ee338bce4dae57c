"""The clocks of the kiosk's computer, and what they say of hall time; no Qt."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.journal.records import Stamp
from server.protocol.snapshots import HallTime
from server.protocol.tickets import Instant

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Clocks:
    """``steady_ms`` never jumps while the computer runs, ``boot`` names that run of it."""

    steady_ms: Callable[[], int]
    wall_ms: Callable[[], int]
    boot: str


def clocks_of_computer() -> Clocks:
    """Return the real clocks."""
    return Clocks(steady_ms, wall_ms, BOOT_ID.read_text(encoding="ascii").strip())


def steady_ms() -> int:
    """Return the milliseconds of the clock that never jumps, not even while suspended."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000


def wall_ms() -> int:
    """Return the milliseconds of the computer's wall clock."""
    return time.time_ns() // 1_000_000


class HallTimes:
    """Hall time as the server told it, carried on by the computer's own clocks."""

    def __init__(self, clocks: Clocks, remembered: HallTime | None) -> None:
        """Know what is ``remembered`` from before this start, if anything."""
        self._clocks = clocks
        self._offset: int | None = None
        self._told = remembered or HallTime(0, 0, 0)
        self._started_at = clocks.steady_ms()

    def hear(self, told: HallTime) -> None:
        """Take in what the server says now."""
        self._told = told
        self._offset = told.at - self._clocks.steady_ms()

    def stamp(self) -> Stamp:
        """Return this moment by every clock."""
        return Stamp(
            boot=self._clocks.boot,
            steady_ms=self._clocks.steady_ms(),
            wall_ms=self._clocks.wall_ms(),
            hall_offset_ms=self._offset,
            contact=self._told.at,
            wall_offset_ms=self._told.wall_offset_ms,
        )

    def time(self) -> HallTime:
        """Return hall time now, by the wall clock if the server was not heard since the start.

        By a wall clock that cannot be right it is the least that it can be.
        """
        stamp = self.stamp()
        passed = 0 if is_known(stamp) else stamp.steady_ms - self._started_at
        at = arrival(stamp) + passed
        return HallTime(at, self._told.wall_offset_ms, self._told.utc_offset_minutes)

    def is_known(self) -> bool:
        """Tell whether it may be said what time it is."""
        return is_known(self.stamp())


def arrival(stamp: Stamp) -> Instant:
    """Return the hall time of ``stamp`` as well as the kiosk knows it."""
    if stamp.hall_offset_ms is not None:
        return max(0, stamp.steady_ms + stamp.hall_offset_ms)
    return max(0, stamp.contact, stamp.wall_ms - stamp.wall_offset_ms)


def is_known(stamp: Stamp) -> bool:
    """Tell whether the time of ``stamp`` may be right.

    A computer whose clock has no battery comes back years before it last heard the server.
    """
    by_wall = stamp.wall_ms - stamp.wall_offset_ms
    return stamp.hall_offset_ms is not None or by_wall >= stamp.contact


def is_certain(stamp: Stamp) -> bool:
    """Tell whether the server was heard between the computer's start and ``stamp``."""
    return stamp.hall_offset_ms is not None


def age_ms(stamp: Stamp, now: Stamp) -> int | None:
    """Return how long ago ``stamp`` was, none if the clocks cannot tell."""
    if stamp.boot == now.boot:
        return now.steady_ms - stamp.steady_ms
    passed = now.wall_ms - stamp.wall_ms
    return passed if passed >= 0 else None
