"""How many wait in each lane, kept between commands for as long as the event log is the same.

Counting is a query over everybody who waits; here it is asked only after something that the
counts cannot follow, such as a rolled back transaction or an event of another process.
"""

from server.hall_file import HallConfig
from server.protocol.events import (
    CallShown,
    CallSpoken,
    Entry,
    NoShowMarked,
    PrintFailed,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketIssued,
    TicketPrinted,
    TicketRecalled,
)
from server.protocol.identity import Key
from server.protocol.tickets import TIERS, TicketClass
from server.storage.ledger import Ledger

Lane = tuple[Key, TicketClass]

_NOBODY_MOVES = (
    TicketRecalled,
    ServiceStarted,
    ServiceFinished,
    NoShowMarked,
    TicketPrinted,
    PrintFailed,
    CallShown,
    CallSpoken,
)


class Crowd:
    """The counts of one hall, true at one head of its log; used by the hall's writer alone."""

    def __init__(self, config: HallConfig) -> None:
        """Know nothing yet of who waits."""
        self._counts: dict[Lane, int] = {}
        self._true_at = ""
        self._shared = {
            service.id: config.sharing_desks_with(service.id) for service in config.services
        }

    def ahead_of(self, ledger: Ledger, service: Key, own: TicketClass) -> int:
        """Return how many wait at the desks that may call such a visitor, for any service."""
        if self._true_at != ledger.head.hash:
            self._counts = ledger.tickets.waiting_by_lane()
            self._true_at = ledger.head.hash
        shared, tier = self._shared[service], TIERS[own]
        return sum(
            count
            for (other, its_class), count in self._counts.items()
            if other in shared and TIERS[its_class] >= tier
        )

    def follow(self, head: str, entries: tuple[Entry, ...]) -> None:
        """Take in what a command did to a log that stood at ``head``."""
        if self._true_at != head or not entries:
            return
        self._true_at = entries[-1].head
        for entry in entries:
            match entry.event:
                case TicketIssued(service=service, ticket_class=its_class):
                    lane = service, its_class
                    self._counts[lane] = self._counts.get(lane, 0) + 1
                case TicketCalled(service=service, ticket_class=its_class):
                    self._counts[service, its_class] -= 1
                case event if isinstance(event, _NOBODY_MOVES):
                    pass
                case _:
                    self._true_at = ""
