"""A kiosk's attendant between a fake link and a fake port, with a clock to move."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.attendant import Attendant
from kiosk.happenings import BodyChosen, ClaimAnswered, LanguageChosen, ServiceChosen
from kiosk.papers import Papers
from kiosk.printer_care import CaredPrinter, PrinterCare
from kiosk.specimens import Specimens
from printers.port_messages import JobFinished, PortReport, TicketHeldOut
from printers.wording import read_words
from server.client.messages import LinkEvent
from server.protocol.commands import Command, IssueTicket
from server.protocol.errors import ServerUnreachableError
from server.protocol.languages import LanguageCode
from server.protocol.printing import PrintOutcome, PrintProblem, TicketFate
from tests.fakes.link import FakeLink
from tests.fakes.port import FakePort
from tests.kiosk.sample_hall import answer_to, link_up, request_id

WORDS = {language: read_words(language) for language in ("kk", "ru", "en")}


class FullLink(FakeLink):
    """A link with no room for another command."""

    def ask(self, command: Command) -> None:
        """Keep the command and refuse it."""
        super().ask(command)
        raise ServerUnreachableError


@dataclass(slots=True)
class Scene:
    """Everything around one visitor but the screen."""

    has_printer: bool = True
    is_full: bool = False
    now_ms: int = 1_000_000
    listeners: list[Callable[[], None]] = field(default_factory=list)
    link: FakeLink = field(init=False)
    port: FakePort = field(default_factory=FakePort)
    attendant: Attendant = field(init=False)
    care: PrinterCare | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        kind = FullLink if self.is_full else FakeLink
        self.link = kind(self.hear)
        papers = Papers(self.port, WORDS, self.link.ask) if self.has_printer else None
        self.attendant = Attendant(self.link, papers, lambda: self.now_ms, self.tell)
        if self.has_printer:
            printer = CaredPrinter(self.port, Specimens(self.attendant, WORDS), 80.0)
            self.care = PrinterCare(printer, self.link, lambda: self.now_ms, self.tell)

    def hear(self, event: LinkEvent) -> None:
        """Hand the link's word to the attendant."""
        self.attendant.hear_link(event)

    def tell(self) -> None:
        """Tell whoever listens that something may show."""
        for listener in self.listeners:
            listener()

    def take(self, language: LanguageCode = "ru") -> IssueTicket:
        """Play a visitor up to the request and return it."""
        self.link.tell(link_up())
        self.attendant.happen(LanguageChosen(language))
        self.attendant.happen(BodyChosen("justice"))
        self.attendant.happen(ServiceChosen("justice-appeal", request_id(1)))
        self.attendant.happen(ClaimAnswered("veterans", request_id(2)))
        return self.last_request()

    def last_request(self) -> IssueTicket:
        """Return the ticket request that was asked last."""
        command = self.link.asked[-1]
        assert isinstance(command, IssueTicket)
        return command

    def hold(self, language: LanguageCode = "ru", ahead: int = 3) -> None:
        """Play a visitor up to the ticket that is being printed."""
        self.link.tell(answer_to(self.take(language), ahead))

    def end_paper(self, outcome: PrintOutcome, problem: PrintProblem = PrintProblem.NONE) -> None:
        """Let the printer tell the end of the last paper."""
        self.hear_printer(JobFinished(self.port.jobs[-1].job_id, outcome, problem))

    def part_paper(self, fate: TicketFate) -> None:
        """Let the printer tell what became of the paper it held out last."""
        self.hear_printer(TicketHeldOut(self.port.jobs[-1].job_id, fate))

    def hear_printer(self, report: PortReport) -> None:
        """Hand the printer's word to all who hear it."""
        self.attendant.hear_port(report)
        if self.care is not None:
            self.care.hear_port(report)
