"""A clock that stands still until a test moves it."""

MONDAY_10_ALMATY = 1_795_410_000_000
"""2026-11-23 05:00 UTC, 10:00 in Almaty: a Monday in office hours."""


class FakeClock:
    """Wall clock and boot clock in milliseconds, both moved by hand."""

    def __init__(self, wall: int = MONDAY_10_ALMATY) -> None:
        """Stand at ``wall``, a while after the computer started."""
        self._wall = wall
        self._boot = 1_000_000

    def wall_ms(self) -> int:
        """Return the wall clock."""
        return self._wall

    def boot_ms(self) -> int:
        """Return the boot clock."""
        return self._boot

    def advance(self, *, hours: int = 0, minutes: int = 0, seconds: int = 0, ms: int = 0) -> None:
        """Let time pass."""
        passed = ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
        self._wall += passed
        self._boot += passed

    def set_wall(self, wall: int) -> None:
        """Set the wall clock, as an operator or NTP does; no time passes."""
        self._wall = wall
