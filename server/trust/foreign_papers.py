"""Kiosks that speak of papers which other kiosks print: once is odd, again and again is malice."""

import logging

from server.hall_service import HallService
from server.lines import LineLimit
from server.protocol.device_events import Suspicion
from server.protocol.identity import Key, TicketId
from server.storage.ledger import Ledger
from server.trust.link_keys import suspect

SUSPECTED_AFTER = 3
"""An honest kiosk never learns of another's ticket: one mistake of a program is forgiven."""

LINE_SECONDS = 60.0

_log = logging.getLogger(__name__)


class ForeignPapers:
    """Counts, for each kiosk, the tickets of others that it spoke of."""

    def __init__(self, service: HallService) -> None:
        """Look for the tickets in the hall of ``service``."""
        self._service = service
        self._tickets: dict[Key, set[TicketId]] = {}
        self._lines: dict[Key, LineLimit] = {}

    async def note(self, kiosk: Key, ticket: TicketId) -> None:
        """Take in that ``kiosk`` spoke of the paper of ``ticket``, which is not its own."""
        line = f"kiosk {kiosk} speaks of a paper that another device prints"
        self._lines.setdefault(kiosk, LineLimit(LINE_SECONDS)).say(_log.warning, line)
        if not await self._service.read(lambda ledger: _is_in_force(ledger, ticket)):
            return
        tickets = self._tickets.setdefault(kiosk, set())
        tickets.add(ticket)
        if len(tickets) >= SUSPECTED_AFTER:
            del self._tickets[kiosk]
            await suspect(self._service, kiosk, Suspicion.FOREIGN_PAPER)


def _is_in_force(ledger: Ledger, ticket: TicketId) -> bool:
    """Return whether the kiosk that prints the ticket may speak for the hall to this day.

    If not, it may have been paired anew and speak of its own papers under its new name.
    """
    paper = ledger.tickets.paper_of(ticket)
    printer = None if paper is None else ledger.devices.find(paper.issued_by.partition(":")[2])
    return printer is not None and not printer.is_revoked
