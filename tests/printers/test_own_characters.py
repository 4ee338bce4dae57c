"""Our letters take the places of signs that the ticket does not print."""

from string import printable

from printers.bitmap import Bitmap, columns, holds_command
from printers.own_characters import definitions, may_stand_in, stand_ins, substitute
from printers.raster import Rasteriser, start_fonts
from printers.strategy import KAZAKH_LETTERS


def square(_: str) -> Bitmap:
    """Draw every letter as a frame of twelve by twenty-four."""
    middle = (b"\x80\x10",) * 22
    return Bitmap(2, (b"\xff\xf0", *middle, b"\xff\xf0"))


def test_only_letters_that_the_page_lacks_get_a_sign_that_is_not_printed() -> None:
    texts = ["Талон нөмірі: 5", "Номер"]

    signs = stand_ins(texts, "cp866")

    assert set(signs) == {"ө", "і"}
    assert not set(signs.values()) & set("".join(texts))
    assert substitute("нөмірі", signs).encode("cp866")


def test_all_letters_of_kazakh_find_room_beside_each_other() -> None:
    signs = stand_ins([KAZAKH_LETTERS, "Order 12: ready (soon)"], "cp866")

    codes = sorted(map(ord, signs.values()))

    assert len(set(codes)) == 18
    assert codes[-1] - codes[0] < 40


def test_a_ticket_that_prints_every_sign_leaves_none_for_ours() -> None:
    assert stand_ins([printable, "қ"], "cp866") == {}


def test_arabic_chinese_and_marks_never_stand_in() -> None:
    assert not any(map(may_stand_in, "ئ窗\u0301 "))
    assert all(map(may_stand_in, "қŪ₸"))


def test_neighbours_are_defined_by_one_command() -> None:
    commands = definitions({"қ": "a", "ң": "b", "ө": "z"}, 12, square)

    cell = bytes((12,)) + columns(square("қ"))[:36]
    assert commands == b"\x1b&\x03ab" + cell * 2 + b"\x1b&\x03zz" + cell


def test_every_kazakh_letter_has_ink_in_its_cell_and_no_command() -> None:
    start_fonts()
    cells = [Rasteriser().cell(letter, 12, 24) for letter in KAZAKH_LETTERS]

    signs = dict(zip(KAZAKH_LETTERS, printable[10:28], strict=True))
    commands = definitions(signs, 12, lambda letter: Rasteriser().cell(letter, 12, 24))

    assert len({cell.dots for cell in cells}) >= 17
    assert all(row[1] & 0x1F == 0 for cell in cells for row in cell.rows)
    assert not holds_command(commands)
