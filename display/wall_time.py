"""The hall's time between two messages of the server; never the clock of this machine."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from server.protocol.snapshots import HallTime
from server.protocol.tickets import Instant


@dataclass(frozen=True, slots=True)
class HallClock:
    """A hall time, and the instant of the board's steady clock at which it came."""

    time: HallTime
    received_at: int

    def hall_now(self, now: int) -> Instant:
        """Return the hall clock at the steady instant ``now``."""
        return self.time.at + now - self.received_at

    def wall_now(self, now: int) -> datetime:
        """Return what a clock on the hall's wall shows at the steady instant ``now``."""
        return self.wall_at(self.hall_now(now))

    def wall_at(self, at: Instant) -> datetime:
        """Return what a clock on the hall's wall showed at the hall instant ``at``."""
        zone = timezone(timedelta(minutes=self.time.utc_offset_minutes))
        return datetime.fromtimestamp((at + self.time.wall_offset_ms) / 1000, zone)
