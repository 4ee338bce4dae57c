"""The letters and code pages that stand in for a printer's ROM; drawn from DejaVu Sans Mono."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from printers.virtual.build import Letters

ADVANCE = 0.602
"""How wide a letter of DejaVu Sans Mono is, for each pixel of its size."""
HEIGHT = 1.165
"""How high its line is, for each pixel of its size."""
HALF_GREY = 128
NOUGHT, OUTLINE = "0", 64
DEFAULT_PAGE = "cp437"
UNDERLINE = 2
NO_LETTER = "\ufffd"


def page_name(letters: Letters, slot: int) -> str:
    """Return the codec of ``slot``, or what tells that the model has no such page."""
    return letters.pages.get(str(slot), f"slot-{slot}")


def decode(letters: Letters, slot: int, byte: int) -> str:
    """Return the character that ``byte`` prints on page ``slot``."""
    codec = letters.pages.get(str(slot), DEFAULT_PAGE)
    char = bytes((byte,)).decode(codec, errors="replace")
    # What a codec calls a control has no letter in a ROM, and would end a line of the log.
    return NO_LETTER if unicodedata.category(char) == "Cc" else char


@lru_cache(maxsize=2048)
def glyph(char: str, cell: tuple[int, int], *, bold: bool) -> Image.Image:
    """Return the black-on-white cell of ``char``."""
    width, height = cell
    size = min(int((width + 0.5) / ADVANCE), int(height / HEIGHT))
    font = _font(size, bold=bold)
    ascent, descent = font.getmetrics()
    # Where a cell is wide for its height its letters are, and no tail is cut off.
    image = Image.new("L", (min(width, round(size * ADVANCE)), height), 255)
    ImageDraw.Draw(image).text((0, (height - ascent - descent) // 2), char, font=font, fill=0)
    if char == NOUGHT:
        image = _without_dot(image)
    if image.width < width:
        image = image.resize(cell, Image.Resampling.BICUBIC)
    return image.point(lambda grey: 255 if grey >= HALF_GREY else 0)


def _without_dot(image: Image.Image) -> Image.Image:
    """Return the nought of a printer: the one of this font has a dot in it."""
    marked = image.point(lambda grey: 255 if grey >= HALF_GREY else 0)
    for across in range(marked.width):
        at = (across, marked.height // 2)
        if marked.getpixel(at) == 0:
            ImageDraw.floodfill(marked, at, OUTLINE)
            break
    return marked.point(lambda grey: 0 if grey == OUTLINE else 255)


@lru_cache(maxsize=8)
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    name = "DejaVuSansMono-Bold.ttf" if bold else "DejaVuSansMono.ttf"
    # One letter needs no shaping, and raqm refuses some that stand alone.
    shape = ImageFont.Layout.BASIC
    return ImageFont.truetype(str(Path(__file__).parent / name), size, layout_engine=shape)
