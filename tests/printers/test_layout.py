"""Which lines are the printer's own letters, which are drawn, and that none is too wide."""

import pytest

from printers.document import Element, QrCode, Role, TextLine, TicketDocument, TicketNumber
from printers.layout import (
    GapRow,
    LogoRow,
    QrRow,
    RasterRow,
    Row,
    RuleRow,
    TextRow,
    lay_out,
)
from printers.profile import PrinterProfile, profile_names, read_profile
from printers.sizes import Weight
from printers.strategy import Link, LogoWay, Plan, Strategy
from printers.ticket import TicketFacts, compose
from printers.wording import read_words
from tests.printers.yardstick import LOGO

TEXT = Plan(Strategy.TEXT_AND_RASTER, Link.FAST)
SLOW = Plan(Strategy.TEXT_AND_RASTER, Link.SLOW)
EPSON, CLONE = read_profile("epson_tm_t20iii"), read_profile("generic_80_clone")
NARROW = read_profile("generic_58_clone")


class Ruler:
    """Measures as if every letter were half as wide as it is high."""

    def width(self, text: str, pixels: int, weight: Weight) -> int:
        """Return the width of ``text``."""
        return len(text) * pixels // (2 if weight is not Weight.BOLD else 1)

    def ink_height(self, text: str, pixels: int, weight: Weight) -> int:
        """Return the height of ``text``."""
        return pixels if text and weight else 0


def rows_of(element: Element, profile: PrinterProfile, plan: Plan = TEXT) -> list[Row]:
    """Lay one element out and leave the white space away."""
    document = TicketDocument("kk", (element,))
    rows = lay_out(document, profile, plan, Ruler())
    return [row for row in rows if not isinstance(row, GapRow)]


def test_a_kazakh_line_is_drawn_on_the_clone_and_a_russian_one_is_text() -> None:
    kazakh = rows_of(TextLine(Role.LABEL, "kk", "Талон нөмірі"), CLONE)
    russian = rows_of(TextLine(Role.LABEL, "ru", "Номер талона"), CLONE)

    assert kazakh == [RasterRow("Талон нөмірі", 28, Weight.REGULAR)]
    assert russian == [TextRow("Номер талона", 1, 1, bold=False)]


def test_a_dash_becomes_a_hyphen_where_that_spares_the_line_its_dots() -> None:
    russian = rows_of(TextLine(Role.WAIT, "ru", "Ожидание: 20–35 мин"), CLONE)
    on_epson = rows_of(TextLine(Role.WAIT, "ru", "Ожидание: 20–35 мин"), EPSON)
    kazakh = rows_of(TextLine(Role.WAIT, "kk", "Күту уақыты: 20–35 мин"), CLONE)

    assert russian == [TextRow("Ожидание: 20-35 мин", 1, 1, bold=True)]
    assert on_epson == [TextRow("Ожидание: 20–35 мин", 1, 1, bold=True)]
    assert kazakh == [RasterRow("Күту уақыты: 20–35 мин", 30, Weight.SEMIBOLD)]


@pytest.mark.parametrize("text", ["₸ 500", "ئەلىپبي", "窗口", "Ūkimet"])
@pytest.mark.parametrize("name", profile_names())
def test_what_no_page_says_is_drawn(name: str, text: str) -> None:
    rows = rows_of(TextLine(Role.BODY, "kk", text), read_profile(name))

    assert [type(row) for row in rows] == [RasterRow]


def test_no_text_row_has_more_letters_than_the_paper_has_columns() -> None:
    text = "Республикалық мемлекеттік мекеме жанындағы халыққа қызмет көрсету орталығы"

    rows = rows_of(TextLine(Role.SERVICE, "kk", text), EPSON)

    texts = [row.text for row in rows if isinstance(row, TextRow)]
    assert " ".join(texts) == text
    assert all(len(part) <= 48 for part in texts)


def test_a_word_too_long_for_double_width_is_printed_in_single_width() -> None:
    rows = rows_of(TextLine(Role.COPY, "ru", "Н" * 30), EPSON)

    assert rows == [TextRow("Н" * 30, 1, 2, bold=True)]


def test_a_drawn_word_that_is_too_wide_becomes_smaller() -> None:
    rows = rows_of(TextLine(Role.LABEL, "kk", "қ" * 60), CLONE)

    assert rows == [RasterRow("қ" * 60, 18, Weight.REGULAR)]


def test_a_drawn_word_that_cannot_become_smaller_is_broken() -> None:
    rows = rows_of(TextLine(Role.LABEL, "kk", "қ" * 100), CLONE)

    assert [len(row.text) for row in rows if isinstance(row, RasterRow)] == [72, 28]


def test_an_empty_line_takes_no_paper() -> None:
    assert rows_of(TextLine(Role.LABEL, "kk", " \x1b "), EPSON) == []


def test_the_number_is_as_large_as_the_paper_lets_it() -> None:
    short = rows_of(TicketNumber("7"), EPSON)[0]
    long = rows_of(TicketNumber("K2-0007"), EPSON)[0]

    assert isinstance(short, RasterRow)
    assert isinstance(long, RasterRow)
    assert Ruler().ink_height("7", short.pixels, short.weight) == 19 * 8
    assert 480 < Ruler().width("K2-0007", long.pixels, long.weight) <= 530


def test_a_line_that_nearly_fits_is_made_smaller_and_a_longer_one_is_broken() -> None:
    nearly = rows_of(TextLine(Role.LABEL, "kk", "қазақ " * 7), CLONE)
    longer = rows_of(TextLine(Role.LABEL, "kk", "қазақ " * 10), CLONE)

    assert [(type(row), row.pixels) for row in nearly if isinstance(row, RasterRow)] == [
        (RasterRow, 28)
    ]
    assert [row.pixels for row in longer if isinstance(row, RasterRow)] == [28, 28]


def test_a_line_a_fifth_too_wide_becomes_smaller_and_stays_whole() -> None:
    rows = rows_of(TextLine(Role.LABEL, "kk", "қазақ " * 8), CLONE)

    assert [row.pixels for row in rows if isinstance(row, RasterRow)] == [24]


def test_a_brisk_line_gets_the_number_at_half_size_to_be_doubled() -> None:
    brisk = Plan(Strategy.TEXT_AND_RASTER, Link.BRISK)

    (number,) = rows_of(TicketNumber("A042"), EPSON, brisk)

    assert isinstance(number, RasterRow)
    assert number.scale == 2


def test_a_slow_line_gets_the_number_in_the_printers_own_letters() -> None:
    assert rows_of(TicketNumber("A042"), EPSON, SLOW) == [TextRow("A042", 6, 6, bold=False)]
    assert rows_of(TicketNumber("K2-0007"), NARROW, SLOW) == [TextRow("K2-0007", 4, 4, bold=False)]


def test_a_number_that_the_page_cannot_say_is_drawn_even_on_a_slow_line() -> None:
    (number,) = rows_of(TicketNumber("Ә042"), CLONE, SLOW)

    assert isinstance(number, RasterRow)


def test_a_slow_line_gets_smaller_drawn_letters() -> None:
    (row,) = rows_of(TextLine(Role.LABEL, "kk", "Талон нөмірі"), CLONE, SLOW)

    assert row == RasterRow("Талон нөмірі", 22, Weight.REGULAR)


def test_with_our_letters_in_its_table_the_clone_says_kazakh() -> None:
    signs = {"ө": "a", "і": "b"}
    plan = Plan(Strategy.OWN_CHARACTERS, Link.SLOW, stand_ins=signs)

    rows = rows_of(TextLine(Role.LABEL, "kk", "Талон нөмірі"), CLONE, plan)

    assert rows == [TextRow("Талон нөмірі", 1, 1, bold=False)]


def test_a_designed_ticket_is_drawn_from_the_first_line_to_the_last() -> None:
    plan = Plan(Strategy.DESIGN, Link.FAST)

    (row,) = rows_of(TextLine(Role.LABEL, "en", "Number"), EPSON, plan)

    assert isinstance(row, RasterRow)


@pytest.mark.parametrize(
    ("way", "rows"),
    [
        (LogoWay.RECALLED, [LogoRow(LOGO, is_recalled=True)]),
        (LogoWay.DRAWN, [LogoRow(LOGO, is_recalled=False)]),
        (LogoWay.LEFT_OUT, []),
    ],
)
def test_a_logo_is_recalled_or_drawn_or_left_out(way: LogoWay, rows: list[Row]) -> None:
    plan = Plan(Strategy.TEXT_PAGE, Link.FAST, way)

    assert rows_of(LOGO, EPSON, plan) == rows


def test_a_printer_without_a_cutter_feeds_to_the_edge_where_it_is_torn() -> None:
    assert lay_out(TicketDocument("kk", ()), NARROW, TEXT, Ruler()) == (GapRow(112),)


def test_a_qr_code_has_white_around_it() -> None:
    rows = lay_out(TicketDocument("kk", (QrCode("x"),)), EPSON, TEXT, Ruler())

    assert rows[:3] == (GapRow(8), QrRow("x"), GapRow(24))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_whole_ticket_has_both_rules_and_ends_in_white(
    facts: TicketFacts, language: str
) -> None:
    rows = lay_out(compose(facts, read_words(language)), EPSON, TEXT, Ruler())

    assert sum(isinstance(row, RuleRow) for row in rows) == 2
    assert rows[-1] == GapRow(32)
