"""Papers of visitors' tickets that the hall has ordered of a device: told to it, once."""

import asyncio
import logging

from msgspec.structs import replace

from server.hall_service import HallService
from server.paper_orders import PaperOrders
from server.protocol.desk_events import PaperOrdered
from server.protocol.errors import UnavailableError
from server.protocol.events import Entry, TicketIssued
from server.protocol.frames import PrintTicket
from server.storage.ledger import Ledger

_log = logging.getLogger(__name__)


class OrderedPapers:
    """Hears of orders when they are durable, and passes each to the device if it is linked here.

    An order is told once: a device that was away prints nothing later, for nobody waits for it.
    """

    def __init__(self, service: HallService, papers: PaperOrders) -> None:
        """Hear of the orders of ``service`` from now on; tell devices by ``papers``."""
        self._service = service
        self._papers = papers
        self._ordered: asyncio.Queue[PaperOrdered] = asyncio.Queue()
        self._unsubscribe = service.subscribe(self._hear)

    async def run(self) -> None:
        """Pass orders on until cancelled."""
        try:
            while True:
                await self._pass_on(await self._ordered.get())
        finally:
            self._unsubscribe()

    def _hear(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            if isinstance(entry.event, PaperOrdered):
                self._ordered.put_nowait(entry.event)

    async def _pass_on(self, ordered: PaperOrdered) -> None:
        if ordered.device not in self._papers.printers():
            return
        try:
            order = await self._service.read(lambda ledger: order_of(ledger, ordered))
        except UnavailableError as error:
            _log.warning("paper %s of %s is not printed: %s", ordered.copy, ordered.number, error)
            return
        self._papers.print_paper(ordered.device, order)


def order_of(ledger: Ledger, ordered: PaperOrdered) -> PrintTicket:
    """Return what is printed: the ticket as and when it was issued, with the number it has now.

    One that a kiosk gave by itself is the server's by now: its copy is reported like any other.
    """
    seq = ledger.tickets.issued_seq(ordered.ticket)
    entry = None if seq is None else ledger.events.at(seq)
    if entry is None or not isinstance(entry.event, TicketIssued):
        msg = f"{ledger.hall} has no ticket {ordered.ticket}"
        raise LookupError(msg)
    issued = replace(entry.event, number=ordered.number, offline=None)
    return PrintTicket(issued, ordered.copy, entry.at)
