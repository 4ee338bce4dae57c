"""The letters and code pages that stand in for a printer's ROM; drawn from DejaVu Sans Mono."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CELL_WIDTH, CELL_HEIGHT = 12, 24
LETTER_PIXELS = 20
"""The size at which DejaVu Sans Mono advances by twelve dots."""
CODE_PAGES = {
    "epson": {0: "cp437", 16: "cp1252", 17: "cp866", 53: "kz1048"},
    "clone": {0: "cp437", 16: "cp1252", 17: "cp866"},
}
HALF_GREY = 128
DEFAULT_PAGE = "cp437"


def decode(model: str, slot: int, byte: int) -> str:
    """Return the character that ``byte`` prints on this model's page ``slot``."""
    codec = CODE_PAGES[model].get(slot, DEFAULT_PAGE)
    return bytes((byte,)).decode(codec, errors="replace")


@lru_cache(maxsize=1024)
def glyph(char: str, wide: int, high: int, bold: bool) -> Image.Image:
    """Return the black-on-white cell of ``char``, magnified dot by dot as printers do."""
    cell = Image.new("L", (CELL_WIDTH, CELL_HEIGHT), 255)
    ImageDraw.Draw(cell).text((0, 1), char, font=_font(bold), fill=0)
    dots = cell.point(lambda grey: 255 if grey >= HALF_GREY else 0)
    return dots.resize((CELL_WIDTH * wide, CELL_HEIGHT * high), Image.Resampling.NEAREST)


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "DejaVuSansMono-Bold.ttf" if bold else "DejaVuSansMono.ttf"
    return ImageFont.truetype(str(Path(__file__).parent / name), LETTER_PIXELS)
