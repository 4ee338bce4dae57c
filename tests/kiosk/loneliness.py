"""A kiosk whose server comes and goes: a fake link, a real journal, clocks that a test moves."""

from dataclasses import dataclass, field
from pathlib import Path

from kiosk.attendant import Attendant
from kiosk.clocks import Clocks
from kiosk.happenings import BodyChosen, ClaimAnswered, LanguageChosen, ServiceChosen
from kiosk.journal.folders import Belonging
from kiosk.journal.journal import Journal
from kiosk.journal.scribe import JournalReport
from kiosk.journal.shelf import Aside, Shelf
from kiosk.offline import SILENT_MS, Offline
from kiosk.papers import Papers
from printers.port_messages import JobFinished
from server.client.messages import DownReason, LinkDown, LinkEvent, LinkUp
from server.protocol.commands import IssueTicket, MergeOffline
from server.protocol.frames import KioskIdentity, Welcome
from server.protocol.printing import PrintOutcome, PrintProblem
from server.protocol.snapshots import HallTime, KioskSnapshot
from tests.fakes.link import FakeLink
from tests.fakes.pen import FakePen
from tests.fakes.port import FakePort
from tests.kiosk.sample_hall import MONDAY_NINE, TIME, request_id, snapshot
from tests.kiosk.scene import WORDS

LOST = LinkDown(DownReason.LOST, since=0.0)
KIOSK = 2
HALL = "hall-demo"
LOG = "5e" * 32


@dataclass(slots=True)
class Watch:
    """The clocks of a computer, in the hands of a test."""

    steady: int = 1_000_000
    wall: int = MONDAY_NINE
    boot: str = "first"

    @property
    def clocks(self) -> Clocks:
        """Return the clocks as the kiosk reads them."""
        return Clocks(lambda: self.steady, lambda: self.wall, self.boot)

    def pass_ms(self, ms: int) -> None:
        """Let time pass on every clock."""
        self.steady += ms
        self.wall += ms


@dataclass(slots=True)
class LonelyKiosk:
    """One process of a kiosk with journals in ``directory``; ``end`` is its kill.

    ``belonging`` is the hall it is paired with, ``log`` that of the server that welcomes it.
    """

    directory: Path
    watch: Watch = field(default_factory=Watch)
    merged_to: int = 0
    number: int = KIOSK
    belonging: Belonging | None = field(default_factory=lambda: Belonging(HALL))
    log: str = LOG
    aside: list[tuple[Aside, ...]] = field(default_factory=list)
    link: FakeLink = field(init=False)
    port: FakePort = field(default_factory=FakePort)
    shelf: Shelf = field(init=False)
    pen: FakePen = field(init=False)
    offline: Offline = field(init=False)
    attendant: Attendant = field(init=False)
    visitors: int = 0
    has_ended: bool = False

    def __post_init__(self) -> None:
        self.link = FakeLink(self.hear)
        self.shelf = Shelf(self.directory, lambda: self.belonging, self.aside.append)
        self.shelf.open()
        self.pen = FakePen(self.shelf, self.hear_journal)
        state, seen, clocks = self.shelf.state, self.shelf.recall(), self.watch.clocks
        self.offline = Offline(self.pen, state, seen, self.link, clocks)
        papers = Papers(self.port, WORDS, self.link.ask)
        self.attendant = Attendant(self.link, papers, clocks.steady_ms, lambda: None, self.offline)

    @property
    def journal(self) -> Journal:
        """Return the journal that is open."""
        return self.shelf.journal

    def hear(self, event: LinkEvent) -> None:
        """Hand the link's word to the attendant."""
        self.attendant.hear_link(event)

    def hear_journal(self, report: JournalReport) -> None:
        """Hand the journal's word to the attendant."""
        self.attendant.hear_journal(report)

    def end(self) -> None:
        """End the process, if it has not ended; nothing is written any more."""
        if not self.has_ended:
            self.shelf.close()
        self.has_ended = True

    def greet(self, shown: KioskSnapshot | None = None, time: HallTime | None = None) -> None:
        """Let the server welcome the kiosk, its clock that of the kiosk unless ``time`` says."""
        time = time or HallTime(self.watch.wall, 0, TIME.utc_offset_minutes)
        welcome = Welcome(
            1,
            HALL if self.belonging is None else self.belonging.hall,
            1,
            1,
            "head",
            time,
            shown or snapshot(),
            KioskIdentity(self.number, self.merged_to, self.log),
        )
        self.link.tell(LinkUp(welcome))

    def lose(self, silent_ms: int = SILENT_MS) -> None:
        """Let the server be gone for so long."""
        self.link.tell(LOST)
        self.watch.pass_ms(silent_ms)
        self.attendant.tick()

    def take(self, language: str = "ru") -> IssueTicket:
        """Play a visitor up to the request; return what is asked for."""
        self.visitors += 1
        wish = request_id(self.visitors)
        self.attendant.happen(LanguageChosen(language))
        self.attendant.happen(BodyChosen("justice"))
        self.attendant.happen(ServiceChosen("justice-appeal", wish))
        self.attendant.happen(ClaimAnswered(None, wish))
        return IssueTicket(request_id=wish, service="justice-appeal", language=language)

    def finish_paper(self, outcome: PrintOutcome = PrintOutcome.CONFIRMED) -> None:
        """Let the printer tell the end of the last paper."""
        job = self.port.jobs[-1].job_id
        self.attendant.hear_port(JobFinished(job, outcome, PrintProblem.NONE))

    def merges(self) -> list[MergeOffline]:
        """Return the batches that were brought to the server."""
        return [command for command in self.link.asked if isinstance(command, MergeOffline)]

    def papers(self) -> list[str]:
        """Return all words on each paper that was begun."""
        return [str(job.document) for job in self.port.jobs]
