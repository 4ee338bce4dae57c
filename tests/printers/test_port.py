"""PrinterPort with a real driver process and a real virtual printer."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from printers.port import KeptForPrinter, PrinterPort
from printers.port_messages import DriverReady, HealthChanged, LogoStored, PrintJob
from printers.ticket import TicketFacts, compose
from printers.units import Units
from printers.wording import read_words
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.conftest import ExpectedLog
from tests.printers.conftest import Reports, VirtualPrinter

Submit = Callable[[str], None]


@pytest.fixture
def open_port(reports: Reports) -> Iterator[Callable[[str], PrinterPort]]:
    """Give a function that starts a port on a URL and waits for its driver."""
    ports: list[PrinterPort] = []

    def start(url: str) -> PrinterPort:
        port = PrinterPort(url, "epson_tm_t20iii", reports.received.put)
        ports.append(port)
        port.start()
        reports.next(DriverReady)
        reports.next(HealthChanged)
        return port

    yield start
    for port in ports:
        port.close()


def ticket(job_id: str, facts: TicketFacts) -> PrintJob:
    """Return the job of a Kazakh ticket."""
    return PrintJob(job_id, compose(facts, read_words("kk")))


def test_a_ticket_comes_out_of_the_printer_once_and_is_confirmed(
    open_port: Callable[[str], PrinterPort],
    virtual_printer: VirtualPrinter,
    reports: Reports,
    facts: TicketFacts,
) -> None:
    port = open_port(virtual_printer.url)

    port.submit(ticket("one", facts))
    finished = reports.finished()
    port.submit(ticket("one", facts))
    again = reports.finished()

    assert finished.outcome is PrintOutcome.CONFIRMED
    assert again == finished
    assert len(virtual_printer.tickets()) == 1
    assert port.problem is PrintProblem.NONE


def test_a_job_without_a_printer_is_rejected_and_may_be_tried_again(
    open_port: Callable[[str], PrinterPort],
    virtual_printer: VirtualPrinter,
    reports: Reports,
    facts: TicketFacts,
) -> None:
    virtual_printer.tell({"paper": "out"})
    port = open_port(virtual_printer.url)

    port.submit(ticket("one", facts))
    rejected = reports.finished()
    virtual_printer.tell({"paper": "loaded"})
    port.submit(ticket("one", facts))
    printed = reports.finished()

    assert rejected.outcome is PrintOutcome.REJECTED_BEFORE_SEND
    assert rejected.problem is PrintProblem.PAPER_OUT
    assert printed.outcome is PrintOutcome.CONFIRMED
    assert len(virtual_printer.tickets()) == 1


def stand_in(tmp_path: Path, program: str) -> tuple[str, str]:
    """Return the command of a driver that only does what ``program`` says."""
    script = tmp_path / "driver.py"
    script.write_text(f"import sys\n{program}")
    return (sys.executable, str(script))


READY = """print('{"type":"ready","url":"u","profile":"p"}', flush=True)"""


def test_a_driver_that_dies_before_it_sends_has_printed_nothing_and_is_started_again(
    tmp_path: Path, reports: Reports, facts: TicketFacts, expected_log: ExpectedLog
) -> None:
    expected_log.expect("printers.port", "ended with status 3")
    command = stand_in(tmp_path, f"{READY}\nsys.stdin.readline()\nsys.exit(3)")
    port = PrinterPort("u", "p", reports.received.put, command)

    port.start()
    reports.next(DriverReady)
    port.submit(ticket("one", facts))
    port.submit(ticket("one", facts))
    finished = reports.finished()
    again = reports.next(DriverReady)
    port.close()

    assert finished.outcome is PrintOutcome.REJECTED_BEFORE_SEND
    assert again == DriverReady("u", "p")
    assert port.problem is PrintProblem.UNREACHABLE


def test_a_driver_that_does_not_listen_is_ended_and_has_printed_nothing(
    tmp_path: Path, reports: Reports, facts: TicketFacts, expected_log: ExpectedLog
) -> None:
    expected_log.expect("printers.port", "does not listen")
    expected_log.expect("printers.port", "ended with status -9")
    program = f"import os, signal\nos.close(0)\n{READY}\nsignal.pause()"
    port = PrinterPort("u", "p", reports.received.put, stand_in(tmp_path, program))

    port.start()
    reports.next(DriverReady)
    port.submit(ticket("one", facts))
    finished = reports.finished()
    reports.next(DriverReady)
    port.close()

    assert finished.outcome is PrintOutcome.REJECTED_BEFORE_SEND


def test_a_driver_that_does_not_end_is_killed(tmp_path: Path, reports: Reports) -> None:
    program = f"import signal\n{READY}\nsignal.pause()"
    port = PrinterPort("u", "p", reports.received.put, stand_in(tmp_path, program))

    port.start()
    reports.next(DriverReady)
    port.close()

    assert port.driver_pid is None


def test_a_line_that_is_no_report_is_logged_and_passed_over(
    tmp_path: Path, reports: Reports, expected_log: ExpectedLog
) -> None:
    expected_log.expect("printers.port", "no report")
    command = stand_in(tmp_path, f"print('hello')\n{READY}\nsys.stdin.read()")
    port = PrinterPort("u", "p", reports.received.put, command)

    port.start()
    ready = reports.next(DriverReady)
    port.close()

    assert ready == DriverReady("u", "p")


def test_jobs_submitted_before_the_driver_runs_are_printed_in_order(
    virtual_printer: VirtualPrinter, reports: Reports, facts: TicketFacts
) -> None:
    port = PrinterPort(virtual_printer.url, "epson_tm_t20iii", reports.received.put)

    port.submit(ticket("one", facts))
    port.submit(ticket("two", facts))
    port.start()
    finished = [reports.finished().job_id for _ in range(2)]
    port.close()

    assert finished == ["one", "two"]
    assert len(virtual_printer.tickets()) == 2


def test_health_is_told_when_asked(
    open_port: Callable[[str], PrinterPort], virtual_printer: VirtualPrinter, reports: Reports
) -> None:
    port = open_port(virtual_printer.url)

    port.ask_health()

    assert reports.next(HealthChanged).problem is PrintProblem.NONE


def test_a_closed_port_is_silent(
    open_port: Callable[[str], PrinterPort],
    virtual_printer: VirtualPrinter,
    reports: Reports,
) -> None:
    port = open_port(virtual_printer.url)

    port.close()
    virtual_printer.tell({"paper": "out"})

    assert reports.received.empty()
    assert port.driver_pid is None


def test_what_is_kept_for_a_printer_is_told_to_its_driver(
    virtual_printer: VirtualPrinter, reports: Reports, tmp_path: Path, facts: TicketFacts
) -> None:
    picture = QImage(64, 24, QImage.Format.Format_Grayscale8)
    picture.fill(0)
    picture.save(str(tmp_path / "logo.png"))
    kept = KeptForPrinter(tmp_path / "state", tmp_path / "logo.png")
    port = PrinterPort(virtual_printer.url, "epson_tm_t20iii", reports.received.put, kept=kept)
    port.start()

    stored = reports.next(LogoStored)
    port.submit(ticket("one", facts))
    outcome = reports.finished().outcome
    port.close()

    assert stored == LogoStored("X3AB000001")
    assert outcome is PrintOutcome.CONFIRMED
    assert Units(tmp_path / "state").get("X3AB000001", "").roll.printed_mm > 50
    assert virtual_printer.tickets()[0]["logo"] is not None


def test_nothing_is_kept_where_nobody_says_where() -> None:
    assert KeptForPrinter().flags() == []
