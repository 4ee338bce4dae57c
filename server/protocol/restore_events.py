"""What devices remember of a log that was put back to an older state."""

from server.protocol.happened import Happened
from server.protocol.identity import Key
from server.protocol.tickets import Ordinal


class HeadMissing(Happened, frozen=True, kw_only=True):
    """A device saw an entry with this hash at this place, and the log does not have it."""

    device: Key
    epoch: int
    seq: int
    head: str


class SeriesRaised(Happened, frozen=True, kw_only=True):
    """A kiosk saw greater numbers of this series than the log knows: it goes on at ``next``."""

    series: Key
    next: Ordinal
    device: Key


RestoreEvent = HeadMissing | SeriesRaised
