"""Dots land where they were burnt, and what misses the paper is counted."""

from pathlib import Path

from PIL import Image

from printers.virtual.paper import HEAD_TO_CUTTER_DOTS, Paper


def black(width: int, height: int) -> Image.Image:
    """Return a black block."""
    return Image.new("L", (width, height), 0)


def test_a_block_in_the_middle_is_in_the_middle_of_the_picture(tmp_path: Path) -> None:
    paper = Paper()
    paper.burn(black(100, 10), 1)
    paper.feed(10)

    paper.save(tmp_path / "paper.png")

    with Image.open(tmp_path / "paper.png") as picture:
        ink = picture.point(lambda grey: 255 - grey).getbbox()
        assert picture.size == (640, HEAD_TO_CUTTER_DOTS + 10)
    assert ink == (270, HEAD_TO_CUTTER_DOTS, 370, HEAD_TO_CUTTER_DOTS + 10)


def test_dots_beside_the_head_are_counted_as_clipped() -> None:
    paper = Paper()

    paper.burn(black(600, 1), 0)

    assert paper.clipped_dots == 24
    assert paper.has_ink


def test_a_new_strip_is_white_and_as_long_as_from_head_to_cutter() -> None:
    assert not Paper().has_ink
    assert Paper().millimetres == 11
