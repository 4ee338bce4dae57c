"""The letters and code pages that stand in for a printer's ROM; drawn from DejaVu Sans Mono."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from printers.virtual.build import Letters

ADVANCE = 0.602
"""How wide a letter of DejaVu Sans Mono is, for each pixel of its size."""
HALF_GREY = 128
DEFAULT_PAGE = "cp437"
UNDERLINE = 2


def page_name(letters: Letters, slot: int) -> str:
    """Return the codec of ``slot``, or what tells that the model has no such page."""
    return letters.pages.get(str(slot), f"slot-{slot}")


def decode(letters: Letters, slot: int, byte: int) -> str:
    """Return the character that ``byte`` prints on page ``slot``."""
    codec = letters.pages.get(str(slot), DEFAULT_PAGE)
    return bytes((byte,)).decode(codec, errors="replace")


@lru_cache(maxsize=2048)
def glyph(char: str, cell: tuple[int, int], *, bold: bool) -> Image.Image:
    """Return the black-on-white cell of ``char``."""
    width, height = cell
    size = int((width + 0.5) / ADVANCE)
    font = _font(size, bold=bold)
    ascent, descent = font.getmetrics()
    image = Image.new("L", cell, 255)
    ImageDraw.Draw(image).text((0, (height - ascent - descent) // 2), char, font=font, fill=0)
    return image.point(lambda grey: 255 if grey >= HALF_GREY else 0)


@lru_cache(maxsize=8)
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    name = "DejaVuSansMono-Bold.ttf" if bold else "DejaVuSansMono.ttf"
    return ImageFont.truetype(str(Path(__file__).parent / name), size)
