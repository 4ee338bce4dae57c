"""What the table of faults does not say: the next paper, a stalled line, a cutter that jams."""

import time

from msgspec.structs import replace

from printers.port_messages import JobFinished
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.printers.conftest import EPSON, OpenDriver, Reports, StartVirtual, VirtualPrinter

BLIND = replace(EPSON, features=replace(EPSON.features, real_time_status=False))


def test_a_printer_that_dies_in_mid_ticket_leaves_unknown_and_then_prints_the_next_apart(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = open_driver(virtual_printer.url)
    driver.examine()
    virtual_printer.tell({"die_after": 5000})

    driver.print("one", ticket)
    died = reports.finished()
    virtual_printer.tell({"power": "on"})
    driver.print("two", ticket)
    revived = reports.finished()

    assert died.outcome is PrintOutcome.UNKNOWN
    assert died.problem is PrintProblem.UNREACHABLE
    assert revived.outcome is PrintOutcome.CONFIRMED
    first, second = virtual_printer.papers()
    assert "Өтініштің қабылданғанын растамайды." not in first["lines"]
    assert second["lines"][-1] == "Өтініштің қабылданғанын растамайды."


def test_a_line_that_stops_taking_bytes_leaves_unknown_within_its_deadline(
    open_driver: OpenDriver, start_virtual: StartVirtual, reports: Reports
) -> None:
    printer = start_virtual("--pty", "--baud", "115200", "--fault", '{"never_read": true}')
    driver = open_driver(printer.url, BLIND)

    began = time.monotonic()
    driver.print("one", bytes(30_000))
    took = time.monotonic() - began

    assert reports.finished() == JobFinished("one", PrintOutcome.UNKNOWN, PrintProblem.UNREACHABLE)
    assert took < 6


def test_a_printer_whose_cutter_failed_under_the_ticket_has_failed_for_certain(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = open_driver(virtual_printer.url)
    driver.examine()
    virtual_printer.tell({"cutter": "jam"})

    driver.print("one", b"\x1b@\x1da\x0f\x1dVB\x00" + ticket)

    assert reports.finished() == JobFinished("one", PrintOutcome.FAILED_KNOWN, PrintProblem.CUTTER)


def test_a_cutter_that_jams_leaves_a_printed_ticket_that_is_not_cut(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    virtual_printer.tell({"cutter": "jam"})
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)

    assert reports.finished() == JobFinished(
        "one", PrintOutcome.PROCESSED_UNCONFIRMED, PrintProblem.CUTTER
    )
    assert virtual_printer.tell({"state": True})["uncut_ink"]
