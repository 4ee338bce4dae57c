"""A connection never raises for a broken line: it closes, says so, and opens again when asked."""

import sys
from dataclasses import dataclass, field

from printers.addresses import PortError
from printers.commands import ALL_AUTOMATIC_STATUS
from printers.connection import Connection
from printers.health import Health
from printers.port_messages import HealthChanged
from printers.profile import Features
from printers.strategy import Link
from printers.transport import Line
from server.protocol.printing import PrintProblem
from tests.fakes.line import FakeLine
from tests.printers.conftest import EPSON

WELL = {b"\x10\x04": [b"\x12"] * 8}


class TornLine(FakeLine):
    """A line that breaks at the first byte."""

    def write(self, data: bytes, seconds: float) -> int:
        """Break."""
        super().write(data, seconds)
        raise PortError(reason="hung-up", sent=0)


@dataclass(slots=True)
class Socket:
    """A transport that gives these lines one after another, then refuses."""

    lines: list[Line]
    link: Link = Link.FAST
    bytes_per_second: float = 1e6
    longest_sure_job: int = sys.maxsize
    told: list[HealthChanged] = field(default_factory=list)

    def open(self) -> Line:
        """Give the next line."""
        if not self.lines:
            raise PortError(reason="refused")
        return self.lines.pop(0)

    def connection(self) -> Connection:
        """Return a connection over these lines."""
        health = Health(self.told.append, near_end_sensor=False)
        return Connection(self, EPSON, health)


def test_the_first_look_opens_the_port_and_asks() -> None:
    line = FakeLine(answers=WELL)
    connection = Socket([line]).connection()

    connection.examine()

    assert connection.problem is PrintProblem.NONE
    assert (connection.is_open, connection.lives) == (True, 1)
    assert line.written.startswith(ALL_AUTOMATIC_STATUS)


def test_a_port_that_does_not_open_is_unreachable() -> None:
    socket = Socket([])
    connection = socket.connection()

    assert connection.examine() == ()
    assert connection.collect(0) == ()
    assert connection.write(b"x", 0) == 0
    assert connection.ask(b"x", lambda _: True, 0) is None
    assert [told.problem for told in socket.told] == [PrintProblem.UNREACHABLE]


def test_a_line_that_breaks_is_closed_and_opened_again() -> None:
    connection = Socket([TornLine(), FakeLine(answers=WELL)]).connection()

    connection.examine()
    was_open = connection.is_open
    connection.examine()

    assert not was_open
    assert connection.problem is PrintProblem.NONE


def test_whoever_has_the_line_to_himself_says_what_is_asked_from_then_on() -> None:
    line = FakeLine(answers=WELL)
    connection = Socket([line]).connection()
    connection.examine()

    def talk(_: Line) -> Features:
        return EPSON.features.__class__(
            native_qr=True,
            cutter=True,
            real_time_status=False,
            automatic_status=False,
            fence=EPSON.features.fence,
            cancel_kanji=True,
        )

    connection.converse(talk)
    before = line.written
    connection.examine()

    assert line.written == before
