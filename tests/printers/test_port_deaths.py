"""PrinterPort with drivers that die, hang, lie or never start: every ticket gets an answer."""

import sys
from pathlib import Path

import pytest

from printers.port import PrinterPort
from printers.port_messages import DriverReady, HealthChanged, UnitMet
from printers.ticket import TicketFacts
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.conftest import ExpectedLog
from tests.printers.conftest import Reports
from tests.printers.test_port import ticket


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


def test_a_job_that_waits_for_a_driver_that_never_gets_ready_ends_all_the_same(
    tmp_path: Path, reports: Reports, facts: TicketFacts, expected_log: ExpectedLog
) -> None:
    expected_log.expect("printers.port", "ended with status 3")
    port = PrinterPort("u", "p", reports.received.put, stand_in(tmp_path, "sys.exit(3)"))

    port.submit(ticket("one", facts))
    port.submit(ticket("two", facts))
    port.start()
    ends = [reports.finished() for _ in range(2)]
    port.close()

    assert [end.job_id for end in ends] == ["one", "two"]
    assert {end.outcome for end in ends} == {PrintOutcome.REJECTED_BEFORE_SEND}


def test_a_driver_that_cannot_be_started_is_told_and_tried_again(
    tmp_path: Path, reports: Reports, facts: TicketFacts, expected_log: ExpectedLog
) -> None:
    expected_log.expect("printers.port", "no printer driver can be started")
    port = PrinterPort("u", "p", reports.received.put, (str(tmp_path / "nowhere"),))

    port.submit(ticket("one", facts))
    port.start()
    finished = reports.finished()
    tries = [reports.next(HealthChanged).problem for _ in range(2)]
    port.close()

    assert finished.outcome is PrintOutcome.REJECTED_BEFORE_SEND
    assert set(tries) == {PrintProblem.UNREACHABLE}


def test_a_driver_that_hangs_with_a_job_is_ended_and_nobody_knows_what_came_out(
    tmp_path: Path, reports: Reports, facts: TicketFacts, expected_log: ExpectedLog
) -> None:
    expected_log.expect("printers.port", "the printer driver hangs")
    expected_log.expect("printers.port", "ended with status -9")
    started = """print('{"type":"started","job_id":"one"}', flush=True)"""
    program = f"import signal\n{READY}\nsys.stdin.readline()\n{started}\nsignal.pause()"
    command = stand_in(tmp_path, program)
    port = PrinterPort("u", "p", reports.received.put, command, most_silent_seconds=0.5)

    port.start()
    reports.next(DriverReady)
    port.submit(ticket("one", facts))
    finished = reports.finished()
    reports.next(DriverReady)
    port.close()

    assert finished.outcome is PrintOutcome.UNKNOWN


@pytest.mark.parametrize(("outcome", "clears"), [("unknown", True), ("confirmed", False)])
def test_a_driver_is_told_that_a_ticket_of_its_predecessor_may_hang_on_the_strip(
    outcome: str,
    clears: bool,
    tmp_path: Path,
    reports: Reports,
    facts: TicketFacts,
    expected_log: ExpectedLog,
) -> None:
    expected_log.expect("printers.port", "ended with status 3")
    end = f'{{"type":"finished","job_id":"one","outcome":"{outcome}","problem":"none"}}'
    unit = '{"type":"unit","unit":"%s","model":"","evidence":"nothing","probed_on":""}'
    told = f"print('{unit}' % ('--clear-strip' in sys.argv), flush=True)"
    program = f"{READY}\n{told}\nsys.stdin.readline()\nprint('{end}', flush=True)\nsys.exit(3)"
    port = PrinterPort("u", "p", reports.received.put, stand_in(tmp_path, program))

    port.start()
    first = reports.next(UnitMet)
    port.submit(ticket("one", facts))
    second = reports.next(UnitMet)
    port.close()

    assert (first.unit, second.unit) == ("False", str(clears))


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
