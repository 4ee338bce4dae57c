"""Papers: composed, submitted once, reported always."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from kiosk.happenings import PaperEnded, PaperParted
from kiosk.papers import MOST_JOBS_KEPT, Papers, TicketNames
from printers.document import TextLine
from printers.port_messages import (
    DriverReady,
    HealthChanged,
    JobFinished,
    JobStarted,
    PrintJob,
    TicketHeldOut,
)
from printers.wording import read_words
from server.protocol.commands import ReportPrint
from server.protocol.errors import ServerUnreachableError
from server.protocol.events import TicketIssued
from server.protocol.printing import PrintOutcome, PrintProblem, TicketFate
from server.protocol.waits import WaitRange
from tests.conftest import ExpectedLog
from tests.fakes.port import FakePort
from tests.kiosk.sample_hall import HALL_NAMES, SERVICES, request_id, ticket

TICKET = ticket(request_id(1))
NAMES = TicketNames(hall=HALL_NAMES, body={}, service=SERVICES[0].names)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def papers_with(port: FakePort, report: Callable[[ReportPrint], None]) -> Papers:
    words = {language: read_words(language) for language in ("kk", "ru", "en")}
    return Papers(port, words, report)


def lines(job: PrintJob) -> list[str]:
    return [part.text for part in job.document.elements if isinstance(part, TextLine)]


def test_a_ticket_is_printed_in_the_visitors_language() -> None:
    port = FakePort()

    papers_with(port, print).print(TICKET, 0, NAMES, NOW)

    assert "Алдыңызда 3 адам бар" in lines(port.jobs[0])
    assert "Единый центр приёма граждан" in lines(port.jobs[0])


def test_a_language_without_words_is_printed_in_kazakh() -> None:
    port = FakePort()
    german = TicketIssued(
        **{f: getattr(TICKET, f) for f in TICKET.__struct_fields__} | {"language": "de"}
    )

    papers_with(port, print).print(german, 0, NAMES, NOW)

    assert "Алдыңызда 3 адам бар" in lines(port.jobs[0])


def test_the_same_paper_keeps_its_job_and_a_copy_gets_its_own() -> None:
    port = FakePort()
    papers = papers_with(port, print)

    for copy in (0, 0, 1):
        papers.print(TICKET, copy, NAMES, NOW)

    first, again, copied = port.jobs
    assert first == again
    assert copied.job_id != first.job_id
    assert "Көшірме 1" in lines(copied)


def test_an_ordered_copy_tells_no_wait_of_another_hour() -> None:
    port = FakePort()
    papers = papers_with(port, print)
    told = replace(TICKET, expected=WaitRange(20, 35))

    for copy in (0, 1):
        papers.order(told.ticket, copy)
        papers.print(told, copy, NAMES, NOW)

    original, copied = (" ".join(lines(job)) for job in port.jobs)
    for words in ("Алдыңызда 3 адам бар", "20–35"):
        assert words in original
        assert words not in copied
    assert "Көшірме 1" in copied


def test_the_end_of_a_paper_is_reported_to_the_server() -> None:
    port, reports = FakePort(), list[ReportPrint]()
    papers = papers_with(port, reports.append)
    papers.print(TICKET, 0, NAMES, NOW)

    ended = papers.hear(
        JobFinished(port.jobs[0].job_id, PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.PAPER_OUT)
    )

    assert ended == PaperEnded(
        TICKET.ticket, 0, PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.PAPER_OUT
    )
    assert [(r.ticket, r.copy, r.outcome, r.problem) for r in reports] == [
        (TICKET.ticket, 0, PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.PAPER_OUT)
    ]


def test_a_late_word_is_reported_once_more_under_another_request() -> None:
    port, reports = FakePort(), list[ReportPrint]()
    papers = papers_with(port, reports.append)
    papers.print(TICKET, 0, NAMES, NOW)
    job = port.jobs[0].job_id

    papers.hear(JobFinished(job, PrintOutcome.UNKNOWN, PrintProblem.PAPER_OUT))
    papers.hear(JobFinished(job, PrintOutcome.CONFIRMED, PrintProblem.NONE, late=True))

    assert [report.outcome for report in reports] == [PrintOutcome.UNKNOWN, PrintOutcome.CONFIRMED]
    assert reports[0].request_id != reports[1].request_id


@pytest.mark.parametrize(
    "report",
    [
        DriverReady("tcp://127.0.0.1:9100", "epson_tm_t20iii"),
        JobStarted("a"),
        JobFinished("of-somebody-else", PrintOutcome.CONFIRMED, PrintProblem.NONE),
    ],
)
def test_other_words_of_the_port_are_no_end_of_a_ticket(
    report: DriverReady | JobStarted | JobFinished,
) -> None:
    assert papers_with(FakePort(), print).hear(report) is None


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (PrintProblem.PAPER_OUT, PrintProblem.PAPER_OUT),
        (PrintProblem.PAPER_NEAR_END, PrintProblem.NONE),
        (PrintProblem.NONE, PrintProblem.NONE),
    ],
)
def test_only_what_keeps_the_printer_from_printing_is_a_problem(
    told: PrintProblem, shown: PrintProblem
) -> None:
    papers = papers_with(FakePort(), print)

    papers.hear(HealthChanged(told))

    assert papers.problem is shown


def test_a_report_that_finds_no_room_is_logged_and_the_visitor_is_told_all_the_same(
    expected_log: ExpectedLog,
) -> None:
    def full(_: ReportPrint) -> None:
        raise ServerUnreachableError

    expected_log.expect("kiosk.papers", "no room")
    port = FakePort()
    papers = papers_with(port, full)
    papers.print(TICKET, 0, NAMES, NOW)

    ended = papers.hear(
        JobFinished(port.jobs[0].job_id, PrintOutcome.CONFIRMED, PrintProblem.NONE)
    )

    assert ended is not None


def test_old_papers_are_forgotten() -> None:
    port = FakePort()
    papers = papers_with(port, print)

    for copy in range(MOST_JOBS_KEPT + 1):
        papers.print(TICKET, copy, NAMES, NOW)

    first = JobFinished(port.jobs[0].job_id, PrintOutcome.CONFIRMED, PrintProblem.NONE)
    assert papers.hear(first) is None


def test_health_is_asked_of_the_port() -> None:
    port = FakePort()

    papers_with(port, print).ask_health()

    assert port.questions == 1


def test_a_printer_that_holds_tickets_out_says_what_became_of_each() -> None:
    port = FakePort()
    papers = papers_with(port, lambda _report: None)
    papers.print(TICKET, 0, NAMES, NOW)
    job = port.jobs[0].job_id
    reports = (
        DriverReady("u", "p", presents=True),
        JobFinished(job, PrintOutcome.CONFIRMED, PrintProblem.NONE),
        TicketHeldOut(job, TicketFate.RETRACTED),
        TicketHeldOut("another", TicketFate.TAKEN),
    )

    assert [papers.hear(report) for report in reports] == [
        None,
        PaperEnded(TICKET.ticket, 0, PrintOutcome.CONFIRMED, PrintProblem.NONE, is_held_out=True),
        PaperParted(TICKET.ticket, 0, TicketFate.RETRACTED),
        None,
    ]
