"""Commands that only set something change what they say and nothing else."""

import pytest

from printers.virtual.pictures import blank
from printers.virtual.style import Style, fresh
from tests.printers.virtual.blocks import CLONE, EPSON


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("ESC a", 49, "align", 1),
        ("ESC E", 1, "bold", True),
        ("ESC G", 1, "bold", True),
        ("ESC -", 50, "underline", 2),
        ("ESC {", 1, "upside_down", True),
        ("GS B", 1, "reverse", True),
        ("ESC M", 1, "small", True),
        ("ESC t", 17, "page", 17),
        ("ESC %", 1, "own_selected", True),
        ("ESC  ", 3, "space", 3),
    ],
)
def test_a_command_sets_its_field(name: str, value: int, field: str, expected: object) -> None:
    style = fresh(EPSON)

    known = style.set(name, bytes((value,)))

    assert known
    assert getattr(style, field) == expected


def test_sizes_come_from_either_command() -> None:
    style = fresh(EPSON)

    style.set("GS !", b"\x12")
    first = (style.wide, style.high)
    style.set("ESC !", b"\xb9")

    assert first == (2, 3)
    assert (style.wide, style.high, style.bold, style.small, style.underline) == (
        *(2, 2, True),
        *(True, 1),
    )


def test_margins_and_tabs_have_two_bytes_and_many() -> None:
    style = fresh(EPSON)

    for name, arguments in (("GS L", b"\x10\x01"), ("GS W", b"\x00\x02"), ("ESC D", b"\x04\x08")):
        style.set(name, arguments)

    assert (style.left_margin, style.width, style.tabs) == (272, 512, b"\x04\x08")


def test_what_is_no_setting_is_told() -> None:
    assert not fresh(EPSON).set("GS k", b"\x00")


def test_an_epson_counts_feeds_in_half_dots_and_a_clone_in_dots() -> None:
    assert (fresh(EPSON).dots(48), fresh(CLONE).dots(48)) == (24, 48)


def test_underline_and_reverse_change_the_cell() -> None:
    lined, turned = Style(30, 1, kanji=False, underline=2), Style(30, 1, kanji=False, reverse=True)
    cell = blank(4, 6)

    assert [lined.decorated(cell).getpixel((0, y)) for y in (3, 4, 5)] == [255, 0, 0]
    assert turned.decorated(cell).getpixel((0, 0)) == 0
    assert fresh(EPSON).decorated(cell) is cell
