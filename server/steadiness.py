"""Whether the computer's wall clock is believed; pure, asked once a second by the timekeeper.

It is set by people, by NTP and by empty batteries, and the boot clock, which nobody can set, says
by how much (adr/0011). Whoever is wrong for a moment must not end anybody's day.
"""

from enum import StrEnum, auto

MINUTE_MS = 60_000

TOLERANCE_MS = 1000
"""Two clocks that differ by less agree."""

SMALL_MS = MINUTE_MS
"""A correction that does no harm, right or wrong: it is taken over at once."""

STANDING_MS = 2 * MINUTE_MS
"""How long a clock has to stand where it was set to before that is taken over."""

PLAUSIBLE_MS = 180 * MINUTE_MS + SMALL_MS
"""A correction beyond three hours is taken over by an administrator's word alone."""

STARTING_MS = 10 * MINUTE_MS
"""How long after a start NTP may take to set a clock whose battery was empty."""


class Verdict(StrEnum):
    """What is to be thought of a wall clock."""

    SAME = auto()
    TAKE = auto()
    WAIT = auto()
    DOUBT = auto()


class Steadiness:
    """What is known of how a wall clock was set since a start."""

    def __init__(self, boot: int, *, is_starting: bool) -> None:
        """Begin at boot time ``boot``; ``is_starting`` if the start itself had to guess."""
        self._guessing_until = boot + STARTING_MS if is_starting else boot
        self._agreed_since: int | None = boot
        self._moved = 0
        self._since = boot

    def has_stood(self, boot: int) -> bool:
        """Return whether the clock has agreed with what is believed for a while."""
        return self._agreed_since is not None and boot - self._agreed_since >= STANDING_MS

    def judge(self, boot: int, moved: int) -> Verdict:
        """Judge a clock that says ``moved`` more than what is believed."""
        if abs(moved) <= SMALL_MS:
            self._moved = 0
            if self._agreed_since is None:
                self._agreed_since = boot
            return Verdict.SAME if abs(moved) < TOLERANCE_MS else Verdict.TAKE
        if not self._moved or abs(moved - self._moved) > SMALL_MS:
            self._moved, self._since, self._agreed_since = moved, boot, None
        if boot - self._since < STANDING_MS:
            return Verdict.WAIT
        if abs(moved) > PLAUSIBLE_MS and self._since >= self._guessing_until:
            return Verdict.DOUBT
        self._agreed_since = self._since
        return Verdict.TAKE
