"""Whoever is on the line is asked when it may be somebody else, and only then."""

from printers.acquaintance import Acquaintance
from printers.connection import Connection
from printers.meeting import Meeting
from printers.units import Units
from server.protocol.printing import PrintProblem
from tests.fakes.line import FakeLine
from tests.printers.conftest import EPSON
from tests.printers.test_acquaintance import HASTE, KNOWN, NOW_MS, URL, names
from tests.printers.test_connection import WELL, Socket

FINE, SILENT = PrintProblem.NONE, PrintProblem.NO_ANSWER


def meeting(connection: Connection, *, is_known: bool = True) -> tuple[Meeting, Acquaintance]:
    """Return the meetings on a line that is open, with a unit that is known or not."""
    units = Units(None)
    if is_known:
        units.keep("X1", KNOWN)
    unit = Acquaintance(URL, EPSON, units, lambda: NOW_MS, HASTE)
    connection.examine()
    return Meeting(connection, unit), unit


def test_a_unit_is_met_once_while_the_line_stays_open() -> None:
    meetings, _ = meeting(Socket([FakeLine(answers=WELL)]).connection())

    due = meetings.is_due(FINE)
    meetings.hold()

    assert (due, meetings.is_due(FINE)) == (True, False)


def test_another_printer_put_on_an_open_line_is_met_when_it_answers() -> None:
    line = names("X2")
    meetings, unit = meeting(Socket([line]).connection())
    meetings.hold()

    while_silent = meetings.is_due(SILENT)
    out_of_paper = meetings.is_due(PrintProblem.PAPER_OUT)
    due = meetings.is_due(FINE)
    meetings.hold()

    assert (while_silent, out_of_paper, due) == (False, False, True)
    assert unit.key == "X2"
    assert not meetings.is_due(FINE)


def test_a_printer_that_never_answers_is_asked_once_for_each_opening() -> None:
    meetings, _ = meeting(Socket([FakeLine()]).connection(), is_known=False)

    due = meetings.is_due(SILENT)
    meetings.hold()

    assert (due, meetings.is_due(SILENT)) == (True, False)


def test_a_meeting_can_be_asked_for_but_not_on_a_closed_line() -> None:
    connection = Socket([FakeLine(answers=WELL)]).connection()
    meetings, _ = meeting(connection)
    meetings.hold()

    meetings.forget()
    wanted = meetings.is_due(FINE)
    connection.close()

    assert (wanted, meetings.is_due(FINE)) == (True, False)
