"""Bytes become letters of the page, of a Kanji pair, or of the host's own drawing."""

from printers.virtual.build import read_build
from printers.virtual.paper import Made
from printers.virtual.typist import OWN_LETTER, Typist
from tests.printers.virtual.blocks import CLONE, EPSON

SOLID = b"\xff" * 36


def typed(typist: Typist, text: bytes) -> str:
    """Return what these bytes print."""
    letters = [typist.letter(byte) for byte in text]
    return "".join(letter.char for letter in letters if letter is not None)


def test_a_page_decides_what_a_byte_is() -> None:
    typist = Typist(EPSON)

    typist.style.set("ESC t", b"\x35")

    assert typed(typist, "Нөмір".encode("kz1048")) == "Нөмір"


def test_a_chinese_clone_eats_bytes_in_pairs_until_it_leaves_kanji_mode() -> None:
    typist = Typist(CLONE)

    eaten = typed(typist, "中A".encode("gb18030"))
    half = typist.waiting
    typed(typist, b"\xd6")
    waiting = typist.waiting
    typist.set_kanji(on=False)

    assert (eaten, half, waiting, typist.waiting) == ("中A", 0, 1, 0)
    assert typist.letter(0xD6) is not None


def test_a_printer_without_chinese_letters_cannot_enter_kanji_mode() -> None:
    typist = Typist(read_build("epson_tm_t88v"))

    typist.set_kanji(on=True)

    assert not typist.style.kanji


def test_an_own_character_shows_the_dots_that_were_sent() -> None:
    typist = Typist(EPSON)
    typist.define_own(3, ord("A"), 12, SOLID)

    before = typist.letter(ord("A"))
    typist.style.set("ESC %", b"\x01")
    drawn = typist.letter(ord("A"))

    assert before is not None
    assert drawn is not None
    assert (before.char, before.made) == ("A", Made.TEXT)
    assert (drawn.char, drawn.made, drawn.page) == (OWN_LETTER, Made.OWN_CHARACTERS, "")
    assert set(drawn.image.tobytes()) == {0}


def test_an_own_character_belongs_to_its_font_and_leaves_white_what_it_does_not_fill() -> None:
    typist = Typist(EPSON)
    typist.style.set("ESC %", b"\x01")
    typist.define_own(3, ord("A"), 6, SOLID[:18])

    drawn = typist.letter(ord("A"))
    typist.set_font(1)

    assert drawn is not None
    assert (drawn.image.getpixel((5, 0)), drawn.image.getpixel((6, 0))) == (0, 255)
    assert not typist.draws_own(ord("A"))


def test_own_characters_are_cancelled_one_by_one_and_lost_by_initialising() -> None:
    typist = Typist(EPSON)
    for code in b"AB":
        typist.define_own(3, code, 12, SOLID)
    typist.style.set("ESC %", b"\x01")

    typist.cancel_own(ord("A"))
    left = [typist.draws_own(code) for code in b"AB"]
    typist.initialise()
    typist.style.set("ESC %", b"\x01")

    assert (left, typist.draws_own(ord("B"))) == ([False, True], False)


def test_one_cheap_printer_forgets_its_page_with_the_font() -> None:
    pages = []
    for name in ("generic_58_clone", "generic_80_clone"):
        typist = Typist(read_build(name))
        typist.style.set("ESC t", b"\x11")
        typist.set_font(1)
        pages.append(typist.style.page)

    assert pages == [0, 17]


def test_letters_are_magnified_and_decorated() -> None:
    typist = Typist(EPSON)
    typist.style.set("GS !", b"\x12")
    typist.style.set("GS B", b"\x01")

    letter = typist.letter(0x20)

    assert letter is not None
    assert letter.image.size == (24, 72)
    assert set(letter.image.tobytes()) == {0}
