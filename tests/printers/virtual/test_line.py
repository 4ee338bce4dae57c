"""A line is as high as its tallest piece, and tells how it was made."""

from PIL import Image

from printers.virtual.line import Line
from printers.virtual.paper import Made


def black(width: int, height: int) -> Image.Image:
    """Return a black block."""
    return Image.new("L", (width, height), 0)


def test_pieces_stand_on_one_foot_one_after_another() -> None:
    line = Line()
    line.add("a", black(10, 8), Made.TEXT, "cp866")
    line.add("b", black(5, 4), Made.TEXT, "cp866")

    picture = line.render()

    assert picture.size == (15, 8)
    assert (picture.getpixel((12, 0)), picture.getpixel((12, 7))) == (255, 0)
    assert (line.text, line.page, line.made, line.waiting) == ("ab", "cp866", Made.TEXT, 2)


def test_a_letter_of_the_host_makes_the_line_its_own() -> None:
    line = Line()
    line.add("a", black(10, 8), Made.TEXT, "cp866")
    line.add("▯", black(10, 8), Made.OWN_CHARACTERS)

    assert line.made is Made.OWN_CHARACTERS


def test_columns_alone_are_a_picture() -> None:
    line = Line()
    line.add("", black(10, 8), Made.RASTER)

    assert (line.made, line.text, line.page) == (Made.RASTER, "", "")


def test_a_line_that_hops_between_pages_tells_them_all() -> None:
    line = Line()
    for page in ("cp866", "cp437", "cp866"):
        line.add("x", black(1, 1), Made.TEXT, page)

    assert line.page == "cp866+cp437"


def test_a_position_leaves_white_and_a_cleared_line_begins_at_the_left() -> None:
    line = Line(position=30)
    line.add("a", black(10, 8), Made.TEXT)
    width = line.width

    line.clear()

    assert (width, line.is_empty, line.position, line.height) == (40, True, 0, 0)
