"""What is foretold now: the newest answer, looked up by whoever issues a ticket, and by kiosks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.forecast.scenes import Lane, Tier
from server.forecast.talk import Answer, Foretold
from server.protocol.identity import Key
from server.protocol.tickets import TIERS, Instant, TicketClass
from server.protocol.waits import WaitRange

FRESH_MS = 15_000
"""What was foretold longer ago is not told to anybody."""

ORDINARY = TIERS[TicketClass.ORDINARY]
_NOTHING: Mapping[Key, WaitRange] = {}


@dataclass(frozen=True, slots=True)
class _Newest:
    at: Instant
    found: Mapping[tuple[Lane, Tier], Foretold] = field(default_factory=dict)
    ranges: Mapping[Key, WaitRange] = field(default_factory=dict)
    booked: Mapping[tuple[Lane, Instant], Foretold] = field(default_factory=dict)


class Outlook:
    """The newest answer; set on one thread and read on others, whole each time."""

    def __init__(self) -> None:
        """Foretell nothing."""
        self._newest = _Newest(-FRESH_MS - 1)

    def set(self, answer: Answer) -> None:
        """Go by ``answer`` from now on."""
        found = {(one.lane, one.tier): one for one in answer.found if one.slot_at is None}
        ranges = {one.lane: one.expected for one in answer.found if one.tier == ORDINARY}
        booked = {(one.lane, one.slot_at): one for one in answer.found if one.slot_at is not None}
        self._newest = _Newest(answer.at, found, ranges, booked)

    def clear(self) -> None:
        """Foretell nothing from now on."""
        self._newest = _Newest(-FRESH_MS - 1)

    def of(self, lane: Lane, tier: Tier, at: Instant) -> Foretold | None:
        """Return what is foretold for somebody who comes at ``at``, if anything is, freshly."""
        newest = self._newest
        return newest.found.get((lane, tier)) if at - newest.at <= FRESH_MS else None

    def of_slot(self, lane: Lane, slot_at: Instant, at: Instant) -> Foretold | None:
        """Return what is foretold, from his slot on, for a booked visitor who comes before it."""
        newest = self._newest
        return newest.booked.get((lane, slot_at)) if at - newest.at <= FRESH_MS else None

    def ranges(self, at: Instant) -> Mapping[Key, WaitRange]:
        """Return what ordinary visitors of each service would be told at ``at``."""
        newest = self._newest
        return newest.ranges if at - newest.at <= FRESH_MS else _NOTHING
