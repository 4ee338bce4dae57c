"""The stand-in letters: one fixed cell each, and the pages that a model really has."""

import pytest

from printers.virtual.rom import decode, glyph


@pytest.mark.parametrize(("wide", "high"), [(1, 1), (2, 1), (1, 2), (8, 8)])
def test_a_letter_fills_its_magnified_cell(wide: int, high: int) -> None:
    cell = glyph("Қ", wide, high, bold=False)

    assert cell.size == (12 * wide, 24 * high)
    assert set(cell.tobytes()) == {0, 255}


def test_bold_letters_have_more_ink() -> None:
    assert sum(glyph("Ж", 1, 1, bold=True).tobytes()) < sum(glyph("Ж", 1, 1, bold=False).tobytes())


def test_page_53_is_kazakh_on_the_epson_and_something_else_on_the_clone() -> None:
    qa = "қ".encode("kz1048")[0]

    assert decode("epson", 53, qa) == "қ"
    assert decode("clone", 53, qa) != "қ"
    assert decode("clone", 17, "ж".encode("cp866")[0]) == "ж"
