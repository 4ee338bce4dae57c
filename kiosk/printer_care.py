"""What is known of the kiosk's printer, told to the server, and what the staff may do with it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

from kiosk.papers import TicketPort
from kiosk.printer_standing import PrinterStanding, after_report
from kiosk.specimens import Specimens
from printers.port_messages import JobFinished, PortReport, PrintJob
from server.client.messages import LinkDown, LinkEvent, LinkUp, PrinterLink
from server.protocol.frames import PrinterStands
from server.protocol.languages import LanguageCode
from server.protocol.printing import PrintOutcome, PrintProblem

MOST_TESTS = 3
TESTS_MS = 60_000
"""So many test tickets in so long: whoever plays with the page does not empty the roll."""


class Trial(StrEnum):
    """How far the last test ticket is."""

    NONE = "none"
    PRINTING = "printing"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class TriedTicket:
    """The last test ticket and, once it has ended, what became of it."""

    trial: Trial = Trial.NONE
    outcome: PrintOutcome = PrintOutcome.UNKNOWN
    problem: PrintProblem = PrintProblem.NONE


@dataclass(frozen=True, slots=True)
class CaredPrinter:
    """The printer cared for: its port, what is tried on it, how long its rolls are if known."""

    port: TicketPort
    specimens: Specimens
    roll_length: float | None = None


class PrinterCare:
    """Follows one printer; calls ``changed`` after whatever may show."""

    def __init__(
        self,
        printer: CaredPrinter,
        link: PrinterLink,
        steady_ms: Callable[[], int],
        changed: Callable[[], None],
    ) -> None:
        """Care for ``printer`` and say over ``link`` how it stands."""
        self._printer = printer
        self._link = link
        self._steady_ms = steady_ms
        self._changed = changed
        self._standing = PrinterStanding()
        self._is_watched = False
        self._said: PrinterStands | None = None
        self._job: str | None = None
        self._test = TriedTicket()
        self._tests_at: deque[int] = deque(maxlen=MOST_TESTS)

    @property
    def standing(self) -> PrinterStanding:
        """Return what is known of the printer."""
        return self._standing

    @property
    def metres_left(self) -> float | None:
        """Return what is left of the roll, if the kiosk can tell."""
        return self._standing.metres_left(self._printer.roll_length)

    @property
    def test(self) -> TriedTicket:
        """Return the last test ticket."""
        return self._test

    @property
    def may_test(self) -> bool:
        """Tell whether a test ticket may be printed now."""
        if self._job is not None:
            return False
        is_spent = len(self._tests_at) == MOST_TESTS
        return not is_spent or self._steady_ms() - self._tests_at[0] >= TESTS_MS

    def hear_link(self, event: LinkEvent) -> None:
        """Tell a server that watches printers how this one stands."""
        match event:
            case LinkUp(welcome=welcome):
                self._is_watched = welcome.kiosk is not None and welcome.kiosk.watches_printers
                self._said = None
                self._say()
            case LinkDown():
                self._is_watched = False
            case _:
                pass

    def hear_port(self, report: PortReport) -> None:
        """Take what the printer tells."""
        self._standing = after_report(self._standing, report)
        if isinstance(report, JobFinished) and report.job_id == self._job:
            self._job = None
            self._test = TriedTicket(Trial.ENDED, report.outcome, report.problem)
        self._say()
        self._changed()

    def new_roll(self) -> None:
        """Count the metres of a new roll from now."""
        self._printer.port.new_roll()

    def probe(self) -> None:
        """Have the printer asked anew what it answers."""
        self._printer.port.probe_unit()

    def print_test(self, language: LanguageCode) -> None:
        """Print a ticket in ``language`` that is nobody's, if one may be printed now."""
        if not self.may_test:
            return
        specimens = self._printer.specimens
        layout = specimens.sight.offer.ticket.layout
        self._job, self._test = str(uuid4()), TriedTicket(Trial.PRINTING)
        self._tests_at.append(self._steady_ms())
        document = specimens.compose(language, layout, is_marked=True)
        self._printer.port.submit(PrintJob(job_id=self._job, document=document))
        self._changed()

    def _say(self) -> None:
        told = self._standing.told(self._printer.roll_length)
        if self._is_watched and told != self._said:
            self._said = told
            self._link.say(told)
