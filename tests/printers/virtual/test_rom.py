"""The stand-in letters: one fixed cell each, and the pages that a model really has."""

import pytest
from PIL import Image

from printers.virtual.build import build_names, read_build
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


def test_a_byte_without_a_letter_is_no_control() -> None:
    assert decode(EPSON.letters, 15, 0x85) == "\ufffd"


def test_a_page_that_the_model_lacks_is_named_as_such() -> None:
    assert page_name(EPSON.letters, 53) == "kz1048"
    assert page_name(CLONE.letters, 53) == "slot-53"


def test_every_byte_of_every_page_can_be_printed() -> None:
    pages = {page for name in build_names() for page in read_build(name).letters.pages.values()}
    letters = {
        char for page in pages for char in bytes(range(0x20, 0x100)).decode(page, errors="replace")
    }

    cells = [glyph(char, (12, 24), bold=False).size for char in letters]

    assert len(cells) > 500
    assert set(cells) == {(12, 24)}


def test_a_wide_cell_has_wide_letters_and_cuts_no_tail() -> None:
    usual, wide = (ink_of(glyph("g", (width, 24), bold=False)) for width in (12, 18))

    assert usual[3] == wide[3] < 24
    assert wide[2] - wide[0] > usual[2] - usual[0]


def test_a_nought_has_no_dot_that_could_make_it_another_sign() -> None:
    nought = glyph("0", (12, 24), bold=False)

    assert nought.getpixel((6, 12)) == 255
    assert nought.getpixel((2, 12)) == 0


def ink_of(cell: Image.Image) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of the ink."""
    return cell.point(lambda grey: 255 - grey).getbbox() or (0, 0, 0, 0)
