"""Drawn lines have ink, stay inside their measure, and every letter has a glyph."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from printers.bitmap import Bitmap
from printers.fonts import ARABIC_FAMILY, TEXT_FAMILY
from printers.layout import RasterRow
from printers.raster import Rasteriser, start_fonts
from printers.sizes import Weight
from printers.strategy import KAZAKH_LETTERS


@pytest.fixture
def rasteriser() -> Rasteriser:
    """Give a rasteriser with the shipped fonts loaded."""
    start_fonts()
    return Rasteriser()


def test_starting_the_fonts_twice_keeps_one_application() -> None:
    assert start_fonts() is start_fonts()
    assert {TEXT_FAMILY, ARABIC_FAMILY} <= set(QFontDatabase.families())


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold])
def test_the_text_font_has_every_kazakh_and_russian_letter(weight: QFont.Weight) -> None:
    start_fonts()
    font = QFont(TEXT_FAMILY)
    font.setWeight(weight)
    raw = QRawFont.fromFont(font)

    letters = f"{KAZAKH_LETTERS}№₸«»—Ёё0АяŪūĞğ"
    missing = [char for char in letters if not raw.supportsCharacter(ord(char))]

    assert raw.familyName().startswith(TEXT_FAMILY)
    assert missing == []
    assert not raw.supportsCharacter(ord("中"))


@pytest.mark.parametrize("text", ["Қабылдау", "Номер талона", "W", "ئەلىپبي", "(jgy)"])
def test_a_drawn_line_is_no_wider_than_it_was_measured(rasteriser: Rasteriser, text: str) -> None:
    bitmap = rasteriser.draw(RasterRow(text, 28, Weight.SEMIBOLD))

    assert any(any(row) for row in bitmap.rows)
    assert bitmap.width_bytes * 8 <= rasteriser.width(text, 28, Weight.SEMIBOLD) + 7
    assert all(len(row) == bitmap.width_bytes for row in bitmap.rows)


@pytest.mark.parametrize("letter", KAZAKH_LETTERS)
def test_no_letter_touches_the_edge_of_its_line(rasteriser: Rasteriser, letter: str) -> None:
    rows = rasteriser.draw(RasterRow(letter, 28, Weight.BOLD)).rows

    assert not any(rows[0])
    assert not any(rows[-1])


@pytest.mark.parametrize("text", ["Ấ\u0301\u0301g", "ئۇ\u064b\u0650", "公共，g", "ĴǺ"])
def test_marks_above_and_below_are_never_cut(rasteriser: Rasteriser, text: str) -> None:
    small = rasteriser.draw(RasterRow(text, 24, Weight.BOLD)).rows
    lines_apart = rasteriser.draw(RasterRow(text, 24, Weight.BOLD, tight=True)).rows

    assert len(small) >= len(lines_apart)
    assert len(small) >= 29


def test_arabic_is_joined_and_runs_from_the_right(rasteriser: Rasteriser) -> None:
    joined = rasteriser.draw(RasterRow("نومىر", 40, Weight.REGULAR))
    apart = rasteriser.draw(RasterRow("ن\u200cو\u200cم\u200cى\u200cر", 40, Weight.REGULAR))
    first_on_the_right = rasteriser.draw(RasterRow("ن 5", 40, Weight.REGULAR))
    alone = rasteriser.draw(RasterRow("5", 40, Weight.REGULAR))

    assert joined.rows != apart.rows
    assert ink_of_left_byte(first_on_the_right) == ink_of_left_byte(alone)


def ink_of_left_byte(bitmap: Bitmap) -> list[int]:
    """Return the leftmost eight dots of the rows with ink there."""
    return [row[0] for row in bitmap.rows if row[0]]


def test_the_number_is_drawn_without_white_above_and_below(rasteriser: Rasteriser) -> None:
    rows = rasteriser.draw(RasterRow("A042", 200, Weight.BOLD, tight=True)).rows

    assert any(rows[0])
    assert any(rows[-1])
    assert abs(len(rows) - rasteriser.ink_height("A042", 200, Weight.BOLD)) <= 2


def test_a_line_to_be_doubled_is_drawn_at_half_size(rasteriser: Rasteriser) -> None:
    whole = rasteriser.draw(RasterRow("A042", 144, Weight.BOLD, tight=True))
    half = rasteriser.draw(RasterRow("A042", 144, Weight.BOLD, scale=2, tight=True))

    assert abs(len(whole.rows) - 2 * len(half.rows)) <= 2


def test_nothing_to_draw_is_one_white_column(rasteriser: Rasteriser) -> None:
    bitmap = rasteriser.draw(RasterRow(" ", 28, Weight.REGULAR, tight=True))

    assert bitmap.width_bytes == 1
    assert not any(any(row) for row in bitmap.rows)


def test_our_letters_fill_the_cell_of_a_printer_with_wide_ones(rasteriser: Rasteriser) -> None:
    narrow, wide = (inked_columns(rasteriser.cell("н", width, 24)) for width in (12, 18))

    assert (narrow, wide) == (9, 15)


def inked_columns(cell: Bitmap) -> int:
    """Return how many columns of ``cell`` lie from its first ink to its last."""
    rows = "".join(f"{int.from_bytes(row):0{len(row) * 8}b}\n" for row in cell.rows).split()
    inked = [column for column in range(len(rows[0])) if any(r[column] == "1" for r in rows)]
    return inked[-1] - inked[0] + 1
