"""What the server orders of a kiosk that prints: a picture of a ticket, or a test ticket."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, assert_never

from kiosk.papers import TicketPort
from kiosk.specimens import Specimens
from printers.document import TicketDocument
from printers.port_messages import JobFinished, PortReport, PrintJob
from printers.previewing import Preview, PreviewError
from server.client.messages import LinkEvent, LinkUp, PrinterLink
from server.protocol.frames import (
    MAX_PICTURE_BYTES,
    OrderFailed,
    PaperOrder,
    PaperShown,
    PaperWord,
    PrinterTold,
    PrintRouteSlip,
    PrintSpecimen,
    PrintTicket,
    ShowPaper,
    SpecimenEnded,
)
from server.protocol.identity import RequestId
from server.protocol.printing import PaperTrouble

MOST_UNSAID = 200

log = logging.getLogger(__name__)


class Shower(Protocol):
    """Makes previews; ``Previewer`` is the real one."""

    def show(self, document: TicketDocument) -> Preview:
        """Return the preview; raise PreviewError, TimeoutError or OSError."""

    def stop(self) -> None:
        """End the preview that is being made."""


@dataclass(frozen=True, slots=True)
class OrderedPrinter:
    """The printer that orders are for."""

    profile: str
    port: TicketPort
    shower: Shower


class PaperOrders:
    """Does one order after another; a picture is made beside the GUI thread."""

    def __init__(
        self,
        link: PrinterLink,
        printer: OrderedPrinter,
        specimens: Specimens,
        deliver: Callable[[PaperWord], None],
    ) -> None:
        """Speak over ``link``; ``deliver`` gets what the picture's thread has to say."""
        self._link = link
        self._printer = printer
        self._specimens = specimens
        self._deliver = deliver
        self._thread: threading.Thread | None = None
        self._specimen: RequestId | None = None

    def hear_link(self, event: LinkEvent) -> None:
        """Tell a server that orders papers which printer there is."""
        kiosk = event.welcome.kiosk if isinstance(event, LinkUp) else None
        if kiosk is not None and kiosk.orders_papers:
            self._link.say(PrinterTold(self._printer.profile))

    def hear_order(self, order: PaperOrder) -> None:
        """Begin what is ordered, or say that something else is under way.

        A visitor's paper is printed by whoever prints those of the kiosk itself.
        """
        if isinstance(order, PrintTicket | PrintRouteSlip):
            return
        if self._thread is not None or self._specimen is not None:
            self._link.say(OrderFailed(order.order, PaperTrouble.BUSY))
            return
        match order:
            case ShowPaper():
                self._begin_picture(order)
            case PrintSpecimen():
                self._specimen = order.order
                document = self._specimens.compose(order.language, order.layout, is_marked=True)
                self._printer.port.submit(PrintJob(job_id=order.order, document=document))
            case _:
                assert_never(order)

    def hear_picture(self, word: PaperWord) -> None:
        """Say what became of a picture; to be called on the GUI thread."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._link.say(word)

    def hear_port(self, report: PortReport) -> None:
        """Say what became of a test ticket."""
        match report:
            case JobFinished(job_id=job, outcome=outcome, problem=problem) if (
                job == self._specimen
            ):
                self._specimen = None
                self._link.say(SpecimenEnded(job, outcome, problem))
            case _:
                pass

    def stop(self) -> None:
        """End a picture that is being made."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._printer.shower.stop()
            thread.join()

    def _begin_picture(self, order: ShowPaper) -> None:
        document = self._specimens.compose(order.language, order.layout, is_marked=False)
        self._thread = threading.Thread(
            target=self._show, args=(order.order, document), name="paper-picture", daemon=True
        )
        self._thread.start()

    def _show(self, order: RequestId, document: TicketDocument) -> None:
        try:
            word: PaperWord = _shown(order, self._printer.shower.show(document))
        except TimeoutError:
            word = OrderFailed(order, PaperTrouble.TOO_LATE)
        except (PreviewError, OSError) as error:
            log.warning("the ticket could not be shown: %s", error)
            word = OrderFailed(order, PaperTrouble.FAILED)
        self._deliver(word)


def _shown(order: RequestId, preview: Preview) -> PaperWord:
    if len(preview.picture) > MAX_PICTURE_BYTES:
        return OrderFailed(order, PaperTrouble.TOO_LARGE)
    return PaperShown(
        order,
        preview.picture,
        round(preview.millimetres),
        round(preview.seconds * 1000),
        preview.unsaid[:MOST_UNSAID],
    )
