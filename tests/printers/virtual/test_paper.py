"""Dots land where they were burnt, what misses the paper is counted, a cut parts what is there."""

from pathlib import Path

from PIL import Image

from printers.virtual.build import read_build
from printers.virtual.paper import Made, Paper
from tests.printers.virtual.blocks import EPSON

HEAD_TO_CUTTER = 88


def black(width: int, height: int) -> Image.Image:
    """Return a black block."""
    return Image.new("L", (width, height), 0)


def burnt(*blocks: tuple[int, int, int]) -> Paper:
    """Return a strip with blocks of (left, width, height), one below the other."""
    paper = Paper.begun(EPSON.mechanics)
    for number, (left, width, height) in enumerate(blocks):
        paper.begin(Made.TEXT, str(number), "cp866")
        paper.burn(black(width, height), left)
        paper.feed(height)
    return paper


def ink(path: Path) -> tuple[tuple[int, int], tuple[int, int, int, int] | None]:
    """Return the size of a picture and where it is black."""
    with Image.open(path) as picture:
        return picture.size, picture.point(lambda grey: 255 - grey).getbbox()


def test_a_block_is_in_the_picture_where_it_was_burnt(tmp_path: Path) -> None:
    burnt((238, 100, 10)).save(tmp_path / "paper.png")

    size, box = ink(tmp_path / "paper.png")

    assert size == (640, HEAD_TO_CUTTER + 10)
    assert box == (270, HEAD_TO_CUTTER, 370, HEAD_TO_CUTTER + 10)


def test_a_narrow_printer_has_narrow_paper(tmp_path: Path) -> None:
    paper = Paper.begun(read_build("generic_58_clone").mechanics)
    paper.begin(Made.RASTER)
    paper.burn(black(400, 1), 0)
    paper.feed(1)

    paper.save(tmp_path / "paper.png")

    assert ink(tmp_path / "paper.png") == ((464, 89), (40, 88, 424, 89))
    assert paper.clipped_dots == 16


def test_ink_beside_the_head_is_counted_as_clipped_and_white_is_not() -> None:
    paper = burnt((0, 600, 1))
    paper.begin(Made.RASTER)
    paper.burn(Image.new("L", (640, 1), 255), 0)

    assert paper.clipped_dots == 24
    assert paper.rows[0].box == (0, 88, 576, 89)
    assert paper.rows[1].box is None


def test_a_row_that_is_burnt_in_parts_has_one_box() -> None:
    paper = burnt((10, 20, 1))

    paper.burn(black(5, 1), 100)

    assert paper.rows[0].box == (10, 88, 105, 90)


def test_burning_twice_leaves_the_dots_of_both(tmp_path: Path) -> None:
    paper = Paper.begun(EPSON.mechanics)
    paper.begin(Made.TEXT, "twice")
    half = black(20, 4)
    half.paste(255, (10, 0, 20, 4))
    paper.burn(black(20, 4), 0)
    paper.burn(half, 0)
    paper.feed(4)

    paper.save(tmp_path / "paper.png")

    assert ink(tmp_path / "paper.png")[1] == (32, 88, 52, 92)


def test_a_cut_leaves_what_has_not_passed_it_on_the_next_strip() -> None:
    done, rest = burnt((0, 10, 20), (0, 10, 20), (0, 10, 20)).cut(88 + 30)

    assert (done.lines, rest.lines) == (["0", "1"], ["2"])
    assert [row.box for row in rest.rows] == [(0, 0, 10, 10), (0, 10, 10, 30)]
    assert (done.length, rest.length) == (118, 30)


def test_ink_that_was_cut_through_is_on_both_pictures(tmp_path: Path) -> None:
    done, rest = burnt((0, 10, 20)).cut(88 + 5)

    done.save(tmp_path / "done.png")
    rest.save(tmp_path / "rest.png")

    assert ink(tmp_path / "done.png") == ((640, 93), (32, 88, 42, 93))
    assert ink(tmp_path / "rest.png") == ((640, 15), (32, 0, 42, 15))


def test_a_new_strip_is_white_and_as_long_as_from_head_to_cutter() -> None:
    assert not Paper.begun(EPSON.mechanics).has_ink
    assert Paper.begun(EPSON.mechanics).millimetres == 11
