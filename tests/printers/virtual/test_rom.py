"""The stand-in letters: one fixed cell each, and the pages that a model really has."""

import pytest

from printers.virtual.rom import decode, glyph, page_name
from tests.printers.virtual.blocks import CLONE, EPSON


@pytest.mark.parametrize("cell", [(12, 24), (9, 17), (24, 24)])
def test_a_letter_fills_its_cell(cell: tuple[int, int]) -> None:
    drawn = glyph("Қ", cell, bold=False)

    assert drawn.size == cell
    assert set(drawn.tobytes()) == {0, 255}


def test_bold_letters_have_more_ink() -> None:
    bold, plain = (glyph("Ж", (12, 24), bold=bold) for bold in (True, False))

    assert sum(bold.tobytes()) < sum(plain.tobytes())


def test_page_53_is_kazakh_on_the_epson_and_something_else_on_the_clone() -> None:
    qa = "қ".encode("kz1048")[0]

    assert decode(EPSON.letters, 53, qa) == "қ"
    assert decode(CLONE.letters, 53, qa) != "қ"
    assert decode(CLONE.letters, 17, "ж".encode("cp866")[0]) == "ж"


def test_a_page_that_the_model_lacks_is_named_as_such() -> None:
    assert page_name(EPSON.letters, 53) == "kz1048"
    assert page_name(CLONE.letters, 53) == "slot-53"
