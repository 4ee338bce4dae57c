"""What was: one wait and what followed at the desk, kept to learn from and to be judged by."""

from msgspec import Struct

from server.protocol.identity import Key, LegId
from server.protocol.lanes import LaneName
from server.protocol.tickets import Instant
from server.protocol.waits import Forecast, WaitRange


class PastVisit(Struct, frozen=True, array_like=True):
    """A leg that was called and is over.

    ``expected`` and ``forecast``: what its visitor was told, and what that was made of.
    """

    leg: LegId
    service: Key
    lane: LaneName
    tier: int
    desk: Key
    waits_from: Instant
    called_at: Instant
    ended_at: Instant
    is_no_show: bool = False
    forecast: Forecast | None = None
    expected: WaitRange | None = None

    @property
    def waited_ms(self) -> int:
        """Return how long the visitor could have been called and was not."""
        return max(0, self.called_at - self.waits_from)
