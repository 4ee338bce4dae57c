"""PrinterPort with a real driver process and a real virtual printer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from printers.port import KeptForPrinter, PrinterPort
from printers.port_messages import (
    DriverReady,
    HealthChanged,
    LogoStored,
    PrintJob,
    UnitMet,
)
from printers.ticket import TicketFacts, compose
from printers.units import Units
from printers.wording import read_words
from server.protocol.printing import PrintOutcome, PrintProblem
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


def test_a_new_roll_and_a_new_probe_are_told_to_the_driver(
    virtual_printer: VirtualPrinter, reports: Reports, tmp_path: Path, facts: TicketFacts
) -> None:
    kept = KeptForPrinter(tmp_path / "state")
    port = PrinterPort(virtual_printer.url, "epson_tm_t20iii", reports.received.put, kept=kept)
    port.start()
    first = reports.next(UnitMet)
    port.submit(ticket("one", facts))
    reports.finished()

    port.new_roll()
    rolled = reports.next(HealthChanged)
    port.probe_unit()
    again = reports.next(UnitMet)
    port.close()

    assert rolled.roll_metres == 0.0
    assert again == first
    assert again.has_logo is False


def test_nothing_is_kept_where_nobody_says_where() -> None:
    assert KeptForPrinter().flags() == []
