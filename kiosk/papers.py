"""Papers of tickets: composed, handed to the printer's port, each outcome reported."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from kiosk.happenings import PaperEnded, PaperParted
from printers.port_messages import (
    DriverReady,
    HealthChanged,
    JobFinished,
    PortReport,
    PrintJob,
    TicketHeldOut,
)
from printers.slips import Elsewhere, compose_elsewhere, compose_slip
from printers.ticket import Style, TicketFacts, compose
from printers.wording import Words
from server.protocol.commands import ReportPrint
from server.protocol.errors import ServerUnreachableError
from server.protocol.events import TicketIssued
from server.protocol.identity import TicketId
from server.protocol.languages import FALLBACK_ORDER, LanguageCode, Texts
from server.protocol.printing import PrintProblem
from server.protocol.ticket_layout import TicketLayout, standard_layout

MOST_JOBS_KEPT = 200
"""A late word on a paper that came out after all is expected within so many papers."""

log = logging.getLogger(__name__)

HARMLESS = frozenset({PrintProblem.NONE, PrintProblem.PAPER_NEAR_END})
"""A roll near its end still prints."""


class TicketPort(Protocol):
    """What the kiosk needs of the printer's port; ``PrinterPort`` is the real one."""

    def start(self) -> None:
        """Begin; reports follow."""

    def submit(self, job: PrintJob) -> None:
        """Print ``job`` once; a report of its end follows."""

    def ask_health(self) -> None:
        """Have the printer's health told."""

    def probe_unit(self) -> None:
        """Have the printer asked anew what it answers."""

    def new_roll(self) -> None:
        """Have the metres of a new roll counted from now."""

    def close(self) -> None:
        """End; no report follows."""


@dataclass(frozen=True, slots=True)
class TicketNames:
    """The names on a ticket, in every language the hall has, and where the hall wants them."""

    hall: Texts
    body: Texts
    service: Texts
    claim: Texts = field(default_factory=dict)
    layout: TicketLayout = field(default_factory=standard_layout)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of one ticket; of the kiosk's own number the server knows nothing yet."""

    ticket: TicketId
    copy: int
    is_own_number: bool = False


class Papers:
    """Prints tickets one paper each and tells the server the outcome of every paper."""

    def __init__(
        self,
        port: TicketPort,
        words: Mapping[LanguageCode, Words],
        report: Callable[[ReportPrint], None],
    ) -> None:
        """Print through ``port`` in these ``words``; give outcomes to ``report``."""
        self._port = port
        self._words = words
        self._report = report
        self._papers: OrderedDict[str, Paper] = OrderedDict()
        self._jobs: dict[Paper, str] = {}
        self._ordered: set[tuple[TicketId, int]] = set()
        self._problem = PrintProblem.NONE
        self._presents = False

    @property
    def problem(self) -> PrintProblem:
        """Return what keeps the printer from printing now, as far as is known."""
        return PrintProblem.NONE if self._problem in HARMLESS else self._problem

    def order(self, ticket: TicketId, copy: int) -> None:
        """Report this paper to the server, which ordered it and so knows its ticket."""
        self._ordered.add((ticket, copy))

    def print(
        self,
        ticket: TicketIssued,
        copy: int,
        names: TicketNames,
        issued_at: datetime | None,
        slot_at: datetime | None = None,
    ) -> None:
        """Print paper ``copy`` of ``ticket``; a paper of which nothing was sent keeps its job.

        ``issued_at`` is absent where nobody knows the time, ``slot_at`` without a booking.
        """
        is_own = ticket.offline is not None
        # A copy is ordered at any time: by then others are ahead, and the wait is another one.
        is_past = copy > 0 and (ticket.ticket, copy) in self._ordered
        facts = TicketFacts(
            number=ticket.number,
            hall_names=names.hall,
            body_names=names.body,
            service_names=names.service,
            claim_names=names.claim,
            people_ahead=None if is_own or ticket.is_early or is_past else ticket.people_ahead,
            issued_at=issued_at,
            copy_number=copy,
            is_without_server=is_own,
            persons=ticket.persons,
            slot_at=slot_at,
            expected=None if is_past else ticket.expected,
            is_early=ticket.is_early,
        )
        style = Style(names.layout, self._words)
        document = compose(facts, self._words_in(ticket.language), style)
        job_id = self._job_of(Paper(ticket.ticket, copy, is_own))
        self._port.submit(PrintJob(job_id=job_id, document=document))

    def print_slip(self, names: TicketNames, at: datetime | None, language: LanguageCode) -> None:
        """Print a slip without a number, for the staff to see when its visitor came."""
        document = compose_slip(names.hall, names.service, at, self._words_in(language))
        self._port.submit(PrintJob(job_id=str(uuid4()), document=document))

    def print_route(self, told: Elsewhere, language: LanguageCode) -> None:
        """Print where a visitor is received whom nobody receives here and now."""
        document = compose_elsewhere(told, self._words_in(language))
        self._port.submit(PrintJob(job_id=str(uuid4()), document=document))

    def ask_health(self) -> None:
        """Ask the printer how it is."""
        self._port.ask_health()

    def hear(self, report: PortReport) -> PaperEnded | PaperParted | None:
        """Take the port's report; return what it says of a ticket's paper, if it does."""
        match report:
            case HealthChanged(problem=problem):
                self._problem = problem
                return None
            case DriverReady(presents=presents):
                self._presents = presents
                return None
            case JobFinished(job_id=job_id) if job_id in self._papers:
                return self._ended(self._papers[job_id], report)
            case TicketHeldOut(job_id=job_id, fate=fate) if job_id in self._papers:
                paper = self._papers[job_id]
                return PaperParted(paper.ticket, paper.copy, fate)
            case _:
                return None

    def _ended(self, paper: Paper, report: JobFinished) -> PaperEnded:
        is_ordered = (paper.ticket, paper.copy) in self._ordered
        if is_ordered or not paper.is_own_number:
            self._tell(paper, report)
        return PaperEnded(paper.ticket, paper.copy, report.outcome, report.problem, self._presents)

    def _tell(self, paper: Paper, report: JobFinished) -> None:
        word = ReportPrint(
            request_id=str(uuid4()),
            ticket=paper.ticket,
            copy=paper.copy,
            outcome=report.outcome,
            problem=report.problem,
        )
        try:
            self._report(word)
        except ServerUnreachableError:
            log.warning("no room to keep the report of a paper until the server is back")

    def _job_of(self, paper: Paper) -> str:
        if paper not in self._jobs:
            self._keep(str(uuid4()), paper)
        return self._jobs[paper]

    def _keep(self, job_id: str, paper: Paper) -> None:
        self._papers[job_id] = paper
        self._jobs[paper] = job_id
        if len(self._papers) > MOST_JOBS_KEPT:
            _, forgotten = self._papers.popitem(last=False)
            del self._jobs[forgotten]
            self._ordered.discard((forgotten.ticket, forgotten.copy))

    def _words_in(self, language: LanguageCode) -> Words:
        return next(
            self._words[code] for code in (language, *FALLBACK_ORDER) if code in self._words
        )
