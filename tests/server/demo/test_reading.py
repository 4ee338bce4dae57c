"""The number on a paper is read from its picture alone."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from printers.fonts import font_files
from server.demo.reading import read_number
from tests.gate.places import ROOT

VIRTUAL = ROOT / "printers" / "virtual"
MONOSPACE = VIRTUAL / "DejaVuSansMono-Bold.ttf"
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


@pytest.mark.parametrize("number", ["A002", "M07", "T240", "018"])
def test_a_number_in_a_printers_own_enlarged_letters_is_read(tmp_path: Path, number: str) -> None:
    letters = Image.new("L", (12 * len(number), 24), 255)
    ImageDraw.Draw(letters).text((0, 0), number, font=ImageFont.truetype(MONOSPACE, 20), fill=0)
    large = letters.point(lambda grey: 255 if grey > 127 else 0).resize(
        (letters.width * 6, letters.height * 6), Image.Resampling.NEAREST
    )
    picture = Image.new("L", (576, 600), 255)
    picture.paste(large, (100, 200))
    picture.save(tmp_path / "paper.png")

    assert read_number(tmp_path / "paper.png") == number


def test_nothing_is_read_on_an_empty_paper(tmp_path: Path) -> None:
    assert read_number(paper(tmp_path / "paper.png")) == ""
