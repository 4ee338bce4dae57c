"""How long a visitor will probably wait, as it is printed and shown: an honest range, or none."""

from typing import Annotated

from msgspec import Meta, Struct

STEP_MINUTES = 5
SOON_MINUTES = 5
LONG_MINUTES = 120

Minutes = Annotated[int, Meta(ge=0, le=LONG_MINUTES)]


class WaitRange(Struct, frozen=True):
    """About ``low_minutes`` to ``high_minutes``, which is none beyond two hours.

    0 to 5 is said as "soon". ``is_approximate`` while too little was learned of the hall.
    """

    low_minutes: Minutes
    high_minutes: Minutes | None
    is_approximate: bool = False

    @property
    def is_soon(self) -> bool:
        """Return whether it is said without figures."""
        return self.high_minutes is not None and self.high_minutes <= SOON_MINUTES

    @property
    def is_long(self) -> bool:
        """Return whether no end is said."""
        return self.high_minutes is None


class Forecast(Struct, frozen=True):
    """What was played for a visitor when he came, before it was corrected; see docs/adr/0033.

    ``block`` counts the 90 minutes of the day since its opening; ``is_many`` if many waited.
    """

    likely_ms: Annotated[int, Meta(ge=0)]
    high_ms: Annotated[int, Meta(ge=0)]
    block: Annotated[int, Meta(ge=0)]
    is_many: bool


def wait_range(likely_ms: int, high_ms: int, *, is_approximate: bool = False) -> WaitRange:
    """Return the range from ``likely_ms`` to ``high_ms``, both outward to full five minutes."""
    step = STEP_MINUTES * 60_000
    low = min(likely_ms, high_ms) // step * STEP_MINUTES
    high = -(-high_ms // step) * STEP_MINUTES
    if high > LONG_MINUTES:
        return WaitRange(min(low, LONG_MINUTES), None, is_approximate)
    return WaitRange(low, max(high, SOON_MINUTES), is_approximate)
