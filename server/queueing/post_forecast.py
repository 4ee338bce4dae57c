"""When the holder of an office comes to each visitor of the day: a line of one, played forward."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.protocol.tickets import Instant

MINUTE_MS = 60_000
ABOUT_MS = 5 * MINUTE_MS
"""What is told as "about" is told in such steps, never too early."""


@dataclass(frozen=True, slots=True)
class NextVisitor:
    """Somebody who has yet to be received, ``slot_at`` if he has booked."""

    minutes: int
    slot_at: Instant | None = None
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """When each visitor's turn begins, and when the last one ends."""

    starts: tuple[Instant, ...]
    ends_at: Instant


def forecast(visitors: Sequence[NextVisitor], free_at: Instant) -> Forecast:
    """Return the turns of ``visitors``, in their order, from ``free_at`` on.

    Who is here comes in as soon as it is his turn, who is not comes at his slot.
    """
    starts: list[Instant] = []
    at = free_at
    for visitor in visitors:
        if visitor.slot_at is not None and not visitor.is_here:
            at = max(at, visitor.slot_at)
        starts.append(at)
        at += visitor.minutes * MINUTE_MS
    return Forecast(tuple(starts), at)


def about(at: Instant) -> Instant:
    """Return ``at`` as it is told to people."""
    return -(-at // ABOUT_MS) * ABOUT_MS
