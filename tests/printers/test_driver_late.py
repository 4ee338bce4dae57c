"""What a ticket of unknown end leaves behind: late proof, and a strip to be cut off."""

from printers.driver import PrinterDriver
from printers.port_messages import JobFinished
from printers.transport import transport_for
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.printers.conftest import EPSON, OpenDriver, Reports, VirtualPrinter, tend


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
