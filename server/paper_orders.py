"""What is ordered of printing devices: pictures and test tickets, one at a time; tickets."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import assert_never
from uuid import uuid4

from server.protocol.admin_errors import (
    NoPrintingDeviceError,
    PaperFailedError,
    PaperLateError,
    PapersBusyError,
)
from server.protocol.frames import (
    OrderFailed,
    PaperOrder,
    PaperShown,
    PaperWord,
    PrinterStands,
    PrinterTold,
    PrintSpecimen,
    ShowPaper,
    SpecimenEnded,
    VisitorPaper,
)
from server.protocol.identity import Key, RequestId
from server.protocol.languages import LanguageCode
from server.protocol.ticket_layout import TicketLayout

DEADLINE_SECONDS = 25.0
"""Longer than a device takes at most; a person waits for it before a page."""

Push = Callable[[PaperOrder], None]
Outcome = PaperShown | SpecimenEnded | OrderFailed


@dataclass(frozen=True, slots=True)
class _Printer:
    profile: str
    push: Push


@dataclass(slots=True)
class _Open:
    """The order under way: who was asked, and where the outcome goes."""

    device: Key
    order: RequestId
    outcome: asyncio.Future[Outcome]


class PaperOrders:
    """Knows which linked devices print, and passes orders and outcomes on; one event loop."""

    def __init__(self, deadline: float = DEADLINE_SECONDS) -> None:
        """Know no device yet; wait ``deadline`` seconds for an outcome."""
        self._deadline = deadline
        self._printers: dict[Key, _Printer] = {}
        self._standing: dict[Key, PrinterStands] = {}
        self._open: _Open | None = None

    def printers(self) -> dict[Key, str]:
        """Return the profile of every linked device that prints."""
        return {device: printer.profile for device, printer in self._printers.items()}

    def standing(self, device: Key) -> PrinterStands | None:
        """Return how the printer of a linked device stands, if the device has said so."""
        return self._standing.get(device)

    def hear(self, device: Key, word: PaperWord, push: Push) -> None:
        """Take in what a linked device says; ``push`` is how it is told something."""
        match word:
            case PrinterTold(profile=profile):
                self._printers[device] = _Printer(profile, push)
            case PrinterStands():
                if device in self._printers:  # else it would be kept past its link's end
                    self._standing[device] = word
            case PaperShown() | SpecimenEnded() | OrderFailed():
                self._settle(device, word)
            case _:
                assert_never(word)

    def leave(self, device: Key, push: Push) -> None:
        """Take in that a link ended; a newer one of the same device stays."""
        known = self._printers.get(device)
        if known is None or known.push != push:
            return
        del self._printers[device]
        self._standing.pop(device, None)
        if self._open is not None and self._open.device == device:
            self._end(NoPrintingDeviceError(device=device))

    def print_paper(self, device: Key, order: VisitorPaper) -> bool:
        """Have a visitor's paper printed, of which the device reports; False if it is not here."""
        printer = self._printers.get(device)
        if printer is not None:
            printer.push(order)
        return printer is not None

    async def show(self, device: Key, layout: TicketLayout, language: LanguageCode) -> PaperShown:
        """Return what a ticket looks like there; raise a KezekError that says why not."""
        outcome = await self._ask(device, ShowPaper(str(uuid4()), layout, language))
        if isinstance(outcome, PaperShown):
            return outcome
        raise PaperFailedError(device=device)

    async def print_specimen(
        self, device: Key, layout: TicketLayout, language: LanguageCode
    ) -> SpecimenEnded:
        """Return what became of a test ticket; raise a KezekError that says why there is none."""
        outcome = await self._ask(device, PrintSpecimen(str(uuid4()), layout, language))
        if isinstance(outcome, SpecimenEnded):
            return outcome
        raise PaperFailedError(device=device)

    async def _ask(self, device: Key, order: ShowPaper | PrintSpecimen) -> Outcome:
        printer = self._printers.get(device)
        if printer is None:
            raise NoPrintingDeviceError(device=device)
        with self._begun(device, order.order) as outcome:
            printer.push(order)
            try:
                async with asyncio.timeout(self._deadline):
                    found = await outcome
            except TimeoutError as error:
                raise PaperLateError(device=device) from error
        if isinstance(found, OrderFailed):
            raise PaperFailedError(device=device, trouble=found.trouble)
        return found

    @contextmanager
    def _begun(self, device: Key, order: RequestId) -> Iterator[asyncio.Future[Outcome]]:
        if self._open is not None:
            raise PapersBusyError
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._open = _Open(device, order, outcome)
        try:
            yield outcome
        finally:
            self._open = None

    def _settle(self, device: Key, outcome: Outcome) -> None:
        """Hand over an outcome that is waited for; one that comes too late is let go."""
        waiting = self._open
        if waiting is None or (waiting.device, waiting.order) != (device, outcome.order):
            return
        if not waiting.outcome.done():
            waiting.outcome.set_result(outcome)

    def _end(self, error: Exception) -> None:
        if self._open is not None and not self._open.outcome.done():
            self._open.outcome.set_exception(error)
