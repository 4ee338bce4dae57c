"""What a ticket of unknown end leaves behind: late proof, and a strip to be cut off."""

import socket
from urllib.parse import urlsplit

from msgspec.structs import replace

from printers.commands import INITIALISE, feed
from printers.driver import PrinterDriver
from printers.port_messages import JobFinished
from printers.press import Press
from printers.profile import read_profile
from printers.specimen import specimen
from printers.strategy import Link
from printers.timing import Timing
from printers.transport import transport_for
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.printers.conftest import (
    EPSON,
    OpenDriver,
    Reports,
    StartVirtual,
    VirtualPrinter,
    tend,
)
from tests.printers.fault_table import PRINTED_AT


def attend_until_finished(driver: PrinterDriver, reports: Reports) -> JobFinished:
    """Let the driver listen, unasked, until it reports a finished job."""
    while True:
        tend(driver)
        while not reports.received.empty():
            report = reports.received.get()
            if isinstance(report, JobFinished):
                return report


def test_paper_that_ends_in_mid_ticket_is_unknown_and_confirmed_late_after_the_reload(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    virtual_printer.tell({"paper_left_mm": 30})
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)
    told = reports.finished()
    virtual_printer.tell({"paper": "loaded"})
    late = attend_until_finished(driver, reports)

    assert told == JobFinished("one", PrintOutcome.UNKNOWN, PrintProblem.PAPER_OUT)
    assert late == JobFinished("one", PrintOutcome.CONFIRMED, PrintProblem.NONE, late=True)
    assert len(virtual_printer.papers()) == 1


def test_a_late_fence_of_the_ticket_before_is_not_taken_for_that_of_the_next(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    virtual_printer.tell({"late_echo_seconds": 3.5})
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)
    virtual_printer.tell({"late_echo_seconds": 0})
    driver.print("two", ticket)
    ends = [reports.finished() for _ in range(3)]

    assert [(end.job_id, end.outcome, end.late) for end in ends] == [
        ("one", PrintOutcome.UNKNOWN, False),
        ("one", PrintOutcome.CONFIRMED, True),
        ("two", PrintOutcome.CONFIRMED, False),
    ]
    assert len(virtual_printer.tickets()) == 2


def test_a_new_driver_told_of_an_uncut_strip_cuts_it_off_first(
    virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = PrinterDriver(
        transport_for(virtual_printer.url), EPSON, reports.received.put, strip_may_be_uncut=True
    )

    driver.print("one", ticket)
    driver.close()

    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    assert [paper["has_ink"] for paper in virtual_printer.papers()] == [False, True]


def test_a_printer_without_a_cutter_prints_no_dots_of_a_broken_off_ticket_as_letters(
    start_virtual: StartVirtual, reports: Reports
) -> None:
    profile = read_profile("generic_58_clone")
    printer = start_virtual("--model", "generic_58_clone")
    body = Press(profile, Link.FAST).prepare(specimen("ru", PRINTED_AT))
    place = urlsplit(printer.url)
    with socket.create_connection((place.hostname, place.port), 5) as earlier:
        earlier.sendall(body[: len(body) // 2])
        printer.until(lambda state: state["bytes"] == len(body) // 2)
    driver = PrinterDriver(
        transport_for(printer.url), profile, reports.received.put, strip_may_be_uncut=True
    )

    driver.print("one", body)
    driver.print("two", body)
    driver.close()
    ends = [reports.finished().outcome for _ in range(2)]
    state = printer.tell({"state": True})
    printer.tell({"tear": True})
    printer.until(lambda state: state["papers"] == 1)

    assert ends == [PrintOutcome.CONFIRMED] * 2
    assert printer.papers()[0]["unknown_bytes"] == 0
    assert state["bytes"] < len(body) * 3 + 255 * 48, "nothing was flushed before the second"


def test_a_long_ticket_is_waited_for_as_long_as_it_takes(
    start_virtual: StartVirtual, reports: Reports
) -> None:
    printer = start_virtual("--speed", "600")
    profile = replace(EPSON, media=replace(EPSON.media, millimetres_per_second=600))
    driver = PrinterDriver(
        transport_for(printer.url),
        profile,
        reports.received.put,
        timing=Timing(margin_seconds=1.0),
    )

    driver.print("one", INITIALISE + feed(1200 * 8, 2), 1200)
    driver.close()

    assert reports.finished().outcome is PrintOutcome.CONFIRMED
