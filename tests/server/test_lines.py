"""Tests of lines that a stranger can cause: one a second is written, the others are counted."""

import io
import logging
from collections.abc import Iterator

import pytest

from server.lines import AT_ONCE, FORMAT, Floodgate, LineLimit, OneLine, log_to


def test_the_first_line_is_written_and_the_next_tells_how_many_were_left_out() -> None:
    seconds = [0.0]
    written: list[str] = []
    lines = LineLimit(1.0, lambda: seconds[0])

    for _ in range(42):
        lines.say(written.append, "refused")
    seconds[0] = 1.0
    lines.say(written.append, "refused")
    seconds[0] = 5.0
    lines.say(written.append, "refused")

    assert written == [
        "refused",
        "refused (and 41 more such lines since the last)",
        "refused",
    ]


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def record(line: int, text: str = "refused %s", *args: object) -> logging.LogRecord:
    """Return what a line of code writes."""
    return logging.LogRecord("server.x", logging.INFO, "x.py", line, text, args, None)


def test_of_one_kind_some_pass_at_once_and_then_one_a_second() -> None:
    clock = Clock()
    gate = Floodgate(clock)

    passed = sum(gate.filter(record(1, "refused %s", number)) for number in range(1000))
    clock.seconds += 1.0
    later = [record(1, "refused %s", number) for number in range(1000)]
    passed_later = [one.getMessage() for one in later if gate.filter(one)]

    assert passed == AT_ONCE
    assert passed_later == [f"refused 0 (and {1000 - AT_ONCE} more such lines since the last)"]


def test_a_flood_of_one_kind_hides_no_other() -> None:
    gate = Floodgate(Clock())
    for _ in range(1000):
        gate.filter(record(1))

    other = record(2, "100 % full")

    assert gate.filter(other)
    assert other.getMessage() == "100 % full"


def test_after_a_while_of_quiet_as_many_pass_at_once_as_before() -> None:
    clock = Clock()
    gate = Floodgate(clock)
    for _ in range(1000):
        gate.filter(record(1))

    clock.seconds += 3600.0

    assert sum(gate.filter(record(1)) for _ in range(1000)) == AT_ONCE


def failed(text: str = "x") -> logging.LogRecord:
    """Return what a line of code writes of an exception."""
    try:
        raise ValueError(text)
    except ValueError as error:
        written = record(3, "failed")
        written.exc_info = (type(error), error, error.__traceback__)
    return written


def test_a_trace_of_one_kind_is_written_once_in_a_minute() -> None:
    clock = Clock()
    gate = Floodgate(clock)
    traced = []

    for _ in range(62):
        one = failed()
        traced.append(gate.filter(one) and one.exc_info is not None)
        clock.seconds += 1.0

    assert traced == [True, *[False] * 59, True, False]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Give what a log is written to."""
    with io.StringIO() as text:
        yield text


def test_what_a_stranger_says_begins_no_line(stream: io.StringIO) -> None:
    said = "a\n2026-11-23 10:00:00,000 INFO server: all is well\x1b[2J\u2028b\x9bc"

    log_to(stream).handle(record(1, "no device %s", said))

    (line,) = stream.getvalue().splitlines()
    assert line.endswith("b\\x9bc")
    assert "a\\n2026" in line
    assert "\x1b" not in line


def test_a_trace_is_indented_whatever_stands_in_it() -> None:
    text = "x\n2026-11-23 INFO server: all is well"

    first, *more = OneLine(FORMAT).format(failed(text)).split("\n")

    assert first.endswith("server.x: failed")
    assert len(more) > 2
    assert all(line.startswith("    ") for line in more)
