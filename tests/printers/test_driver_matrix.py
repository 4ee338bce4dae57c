"""Every fault against every kind of fence: the exact outcome, and the papers that were cut."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from printers.port import PrinterPort
from printers.port_messages import DriverReady, JobStarted, PrintJob
from printers.profile import profile_names
from printers.specimen import specimen
from tests.conftest import ExpectedLog
from tests.printers.conftest import Reports
from tests.printers.fault_table import (
    CLONE,
    FAULTS,
    FINE,
    IN_GATE,
    NO_FENCE,
    OUT_OF_PAPER,
    PRINTED,
    PRINTED_AT,
    UNKNOWN,
    End,
    Printers,
    as_file,
    expected,
    play,
    possible,
)

CASES = [(name, fault) for name in IN_GATE for fault in FAULTS]
OTHER_CASES = [
    (name, fault) for name in profile_names() if name not in IN_GATE for fault in FAULTS
]


@pytest.fixture(scope="module")
def printers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printers]:
    """Give the printers of this module."""
    with ExitStack() as running:
        yield Printers(running, tmp_path_factory.mktemp("printers"))


@pytest.mark.parametrize(("name", "fault"), CASES)
def test_every_fault_ends_as_it_must_with_each_kind_of_fence(
    name: str, fault: str, printers: Printers, reports: Reports
) -> None:
    printer = printers.well(CLONE if name == NO_FENCE else name)
    wanted = expected(name, fault)

    assert play(name, FAULTS[fault], printer, reports, wanted) == wanted


@pytest.mark.parametrize(
    ("name", "model", "fault", "end"),
    [
        ("epson_tm_t20iii", CLONE, "none", End(UNKNOWN, FINE, 0, 0)),
        (CLONE, "pyramid_reliance", "none", PRINTED),
        (CLONE, "pyramid_reliance", "paper-ends-in-mid-ticket", OUT_OF_PAPER),
    ],
    ids=["no-process-id", "no-automatic-status", "no-automatic-status-and-paper-ends"],
)
def test_what_a_profile_promises_and_the_printer_lacks_is_never_guessed(
    name: str, model: str, fault: str, end: End, printers: Printers, reports: Reports
) -> None:
    printer = printers.well(model)

    assert play(name, FAULTS[fault], printer, reports, end) == end


@pytest.mark.parametrize(
    "name",
    # Its death is the port's matter, which asks for no fence; the others are tried to be sure.
    [IN_GATE[0], *(pytest.param(name, marks=pytest.mark.slow) for name in IN_GATE[1:])],
)
def test_a_ticket_whose_driver_was_killed_is_unknown_and_not_printed_by_itself(
    name: str, printers: Printers, reports: Reports, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("printers.port", "ended with status -9")
    printer = printers.well(CLONE if name == NO_FENCE else name)
    printer.tell({"late_echo_seconds": 2})
    before = len(printer.tickets())
    port = PrinterPort(printer.url, as_file(name, tmp_path), reports.received.put)
    with closing(port):
        port.start()
        port.submit(PrintJob("one", specimen("ru", PRINTED_AT)))
        reports.next(JobStarted)
        printer.until(lambda state: state["uncut_ink"])
        assert port.driver_pid is not None
        os.kill(port.driver_pid, signal.SIGKILL)
        killed = reports.finished()
        printer.tell({"late_echo_seconds": 0})
        reports.next(DriverReady)
        port.submit(PrintJob("one", specimen("ru", PRINTED_AT)))
        asked_again = reports.finished()
        port.submit(PrintJob("two", specimen("ru", PRINTED_AT)))
        reports.finished()
    printer.until(lambda state: not state["uncut_ink"])

    assert (killed.outcome, asked_again.outcome) == (UNKNOWN, UNKNOWN)
    assert len(printer.tickets()) - before == 2


@pytest.mark.slow
@pytest.mark.parametrize(("name", "fault"), OTHER_CASES)
def test_every_fault_ends_as_it_must_on_each_other_model(
    name: str, fault: str, printers: Printers, reports: Reports
) -> None:
    printer = printers.well(name)
    ends = possible(name, fault)

    assert play(name, FAULTS[fault], printer, reports, ends[0]) in ends
