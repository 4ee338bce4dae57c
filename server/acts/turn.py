"""One command's turn: the ledger it may write, the configuration, who acts, and when."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from server.acts.crowd import Crowd
from server.forecast.outlook import Outlook
from server.hall_file import HallConfig
from server.protocol.events import Entry, Event
from server.protocol.identity import Actor
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Turn:
    """What an act works with; ``at`` is the instant of all its events.

    ``outlook`` is what visitors who come now are told that they will wait.
    """

    ledger: Ledger
    config: HallConfig
    actor: Actor
    at: Instant
    crowd: Crowd
    outlook: Outlook = field(default_factory=Outlook)

    def record(self, event: Event) -> Entry:
        """Append ``event`` to the hall's log in the actor's name."""
        return self.ledger.append(event, self.actor, self.at)

    def local(self) -> datetime:
        """Return the wall time of the hall at this turn."""
        return local_time(self.at, self.ledger.head.wall_offset, self.config.time_zone)


def local_time(at: Instant, wall_offset: int, time_zone: str) -> datetime:
    """Return the wall time in ``time_zone`` at an instant of hall time."""
    return datetime.fromtimestamp((at + wall_offset) / 1000, ZoneInfo(time_zone))
