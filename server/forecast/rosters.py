"""When desks are to be open in every week, as the process that plays forward is told it."""

from collections.abc import Iterable

from msgspec import Struct

A_DAY = 86_400_000
DAYS = 7
THURSDAY = 4
"""The weekday on which 1970 began."""


class DueSpan(Struct, frozen=True, array_like=True):
    """From and until so many milliseconds after midnight on an ISO weekday, 1 is Monday."""

    weekday: int
    opens_ms: int
    ends_ms: int


def due_ms(spans: Iterable[DueSpan], since: int, until: int) -> int:
    """Return for how long of the time between, both by people's clocks, a desk was to be open."""
    found = 0
    own = tuple(spans)
    for day in range(since // A_DAY, until // A_DAY + 1):
        midnight = day * A_DAY
        weekday = (day + THURSDAY - 1) % DAYS + 1
        for span in own:
            if span.weekday == weekday:
                ends = min(until, midnight + span.ends_ms)
                found += max(0, ends - max(since, midnight + span.opens_ms))
    return found
