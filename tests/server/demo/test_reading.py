"""The number on a paper is read from its picture alone."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from printers.fonts import font_files
from server.demo.reading import read_number

BOLD = next(path for path in font_files() if path.name == "Inter-Bold.otf")


def paper(path: Path, *lines: tuple[str, int]) -> Path:
    picture = Image.new("L", (576, 600), 255)
    draw = ImageDraw.Draw(picture)
    top = 20
    for text, size in lines:
        draw.text((40, top), text, font=ImageFont.truetype(BOLD, size), fill=0)
        top += size + 30
    picture.save(path)
    return path


@pytest.mark.parametrize("number", ["A001", "M07", "T240", "018"])
def test_the_largest_line_is_read(tmp_path: Path, number: str) -> None:
    picture = paper(tmp_path / "paper.png", ("Талон нөмірі", 24), (number, 170), ("10:56", 24))

    assert read_number(picture) == number


def test_nothing_is_read_on_an_empty_paper(tmp_path: Path) -> None:
    assert read_number(paper(tmp_path / "paper.png")) == ""
