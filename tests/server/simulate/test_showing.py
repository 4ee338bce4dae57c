"""What is written for people, spreadsheets and the eye."""

import csv
from io import StringIO
from xml.etree import ElementTree as ET

from server.protocol.tickets import TicketClass
from server.simulate.days import MINUTE
from server.simulate.outcomes import Told, figures
from server.simulate.showing import SVG, csv_text, only, plot, table

ONE = Told("a-1", "papers", TicketClass.ORDINARY, 12 * MINUTE, 2)
TWO = Told("a-2", "papers", TicketClass.STATUTORY, 3 * MINUTE, 0)


def test_the_table_names_rule_class_and_minutes() -> None:
    rows = table([("fifo", figures([[ONE]]))]).splitlines()

    assert rows[2] == "| fifo | ordinary | 1 | 12 | 12 | 12 | 12 | 2.0 | 2 | 2 |"


def test_the_file_has_a_line_for_every_visitor_and_rule() -> None:
    rows = list(csv.DictReader(StringIO(csv_text([("fifo", [ONE]), ("capped", [ONE, TWO])]))))

    assert [(row["rule"], row["number"], row["waited_minutes"]) for row in rows] == [
        ("fifo", "a-1", "12.00"),
        ("capped", "a-1", "12.00"),
        ("capped", "a-2", "3.00"),
    ]


def test_the_picture_has_a_line_for_every_rule_that_ends_at_all_visitors() -> None:
    picture = plot([("a<b", [ONE, TWO]), ("fifo", [ONE])])

    drawn = ET.fromstring(picture)  # noqa: S314 - our own

    lines = drawn.findall(f"{{{SVG}}}polyline")
    names = [text.text for text in drawn.findall(f"{{{SVG}}}text")]
    assert len(lines) == 2
    assert len((lines[0].get("points") or "").split()) == 2
    assert {"a<b", "fifo"} <= set(names)


def test_only_one_class_or_all_are_drawn() -> None:
    assert only([ONE, TWO], "statutory") == [TWO]
    assert only([ONE, TWO], "all") == [ONE, TWO]
