"""By which instant certificates are dated, and when a new one is due; pure.

Hall time never goes back (ADR 0011), so a clock that once stood years ahead stays in it: whoever
looks at a certificate looks at a wall clock, and so does who makes it (ADR 0022).
"""

from dataclasses import dataclass

from server.protocol.tickets import Instant

FIRST_DAY = 1_767_225_600_000
"""2026-01-01 UTC: no hall is older, so a clock that stands before it has stopped."""

DAY_MS = 24 * 3600 * 1000
SPENT = (2, 3)
"""A certificate is made anew when two thirds of the life that it had left are over."""


def dating(wall: Instant, hall: Instant) -> Instant:
    """Return the instant by which certificates are dated: the wall clock's, unless it stopped."""
    return wall if wall >= FIRST_DAY else max(hall, FIRST_DAY)


@dataclass(frozen=True, slots=True)
class Life:
    """When a certificate was made, by the wall clock of then, and when it ends."""

    made_at: Instant
    ends_at: Instant

    def is_over(self, now: Instant) -> bool:
        """Return whether a new one is due: it aged, or the clock was set back since."""
        age = now - self.made_at
        spent, whole = SPENT
        # Near its authority's end, or beyond it, a new one lasts no longer: once a day is enough.
        allowed = max((self.ends_at - self.made_at) * spent // whole, DAY_MS)
        return age < -DAY_MS or age > allowed
