"""The driver as a process: lines in, lines out, and it ends when its parent goes."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from printers.driver_process import CommandStream
from printers.port_messages import (
    LONGEST_LINE,
    AskHealth,
    DriverReady,
    HealthChanged,
    JobFinished,
    PrintJob,
    to_line,
    to_report,
)
from printers.ticket import TicketFacts, compose
from printers.wording import read_words
from server.protocol.printing import PrintOutcome
from tests.conftest import ExpectedLog
from tests.printers.conftest import VirtualPrinter


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """Give both ends of a pipe."""
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


def test_a_ticket_is_printed_by_a_line_and_the_end_of_input_ends_the_driver(
    virtual_printer: VirtualPrinter, facts: TicketFacts
) -> None:
    job = PrintJob("one", compose(facts, read_words("ru")))
    command = [sys.executable, "-m", "printers.driver_process", "--url", virtual_printer.url]

    ended = subprocess.run(
        [*command, "--profile", "epson_tm_t20iii"],
        input=to_line(AskHealth()) + to_line(job),
        capture_output=True,
        timeout=30,
        check=True,
    )

    reports = [to_report(line) for line in ended.stdout.splitlines()]
    assert reports[0] == DriverReady(virtual_printer.url, "epson_tm_t20iii")
    assert isinstance(reports[1], HealthChanged)
    assert isinstance(reports[-1], JobFinished)
    assert reports[-1].outcome is PrintOutcome.CONFIRMED
    assert len(virtual_printer.tickets()) == 1


def test_a_wrong_address_is_told_in_words_and_ends_the_driver() -> None:
    command = [sys.executable, "-m", "printers.driver_process", "--url", "tcp://h:99999"]

    ended = subprocess.run(
        [*command, "--profile", "epson_tm_t20iii"],
        capture_output=True,
        timeout=30,
        check=False,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
    )

    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.decode().startswith("tcp://h:99999: the port is a number from 1 to 65535")


def test_commands_are_cut_at_line_ends_however_they_come(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    stream = CommandStream(reading)
    line = to_line(AskHealth())

    os.write(writing, line + line[:5])
    first = list(stream.read())
    os.write(writing, line[5:])
    second = list(stream.read())
    os.close(writing)
    third = list(stream.read())

    assert (first, second, third) == ([AskHealth()], [AskHealth()], [])
    assert stream.ended


def test_a_line_that_is_no_command_is_logged_and_passed_over(
    pipe: tuple[int, int], expected_log: ExpectedLog
) -> None:
    expected_log.expect("printers.driver_process", "no command")
    reading, writing = pipe
    os.write(writing, b"hello\n" + to_line(AskHealth()))
    os.close(writing)

    assert list(CommandStream(reading).read()) == [AskHealth()]


def test_a_line_without_end_closes_the_stream(
    pipe: tuple[int, int], expected_log: ExpectedLog
) -> None:
    expected_log.expect("printers.driver_process", "closing")
    reading, writing = pipe
    stream = CommandStream(reading)

    for _ in range(LONGEST_LINE // 32768 + 1):
        os.write(writing, b"x" * 32768)
        list(stream.read())
    os.close(writing)

    assert stream.ended
