"""Drawing one line of text as black dots with the shipped fonts; needs Qt, no screen."""

from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QPainter,
    QTextLayout,
)

from printers.bitmap import Bitmap, bytes_for, cropped, ink_rows
from printers.fonts import ARABIC_FAMILY, CHINESE_FAMILIES, TEXT_FAMILY, font_files
from printers.layout import RasterRow
from printers.logos import pack
from printers.sizes import Weight

LINE_HEIGHT = 1.22
"""Height of a line over the size of its letters: Inter's ascent and descent."""

QT_WEIGHTS = {
    Weight.REGULAR: QFont.Weight.Normal,
    Weight.SEMIBOLD: QFont.Weight.DemiBold,
    Weight.BOLD: QFont.Weight.Bold,
}
LETTER_PIXELS = 24
LETTER_SHARE, BASELINE_SHARE = 0.92, 0.79
"""How high our letters stand in a cell of the printer's own, and where their feet are."""
USUAL_CELL_SHAPE = 0.5
"""A printer's letters are half as wide as high; where they are wider, ours are as much wider."""
INK_BELOW = 150
"""Grey below which a dot is burnt: a little over the middle, as paper thins strokes."""


def start_fonts() -> QGuiApplication:
    """Return the process's Qt application, without a screen, knowing the shipped fonts."""
    running = QGuiApplication.instance()
    application = (
        running
        if isinstance(running, QGuiApplication)
        else QGuiApplication(["kezek-printer", "-platform", "offscreen"])
    )
    _load_fonts()
    return application


class Rasteriser:
    """Draws and measures lines; the owner keeps what ``start_fonts`` returned alive."""

    def width(self, text: str, pixels: int, weight: Weight) -> int:
        """Return the dots that ``text`` needs, ink and advance."""
        return _width(text, pixels, weight)

    def ink_height(self, text: str, pixels: int, weight: Weight) -> int:
        """Return the dots from the top to the bottom of the ink of ``text``."""
        return _metrics(pixels, weight).tightBoundingRect(text).height()

    def can_draw(self, char: str) -> bool:
        """Tell whether some font on this computer has ``char``; else Qt would draw a box."""
        return _can_draw(char)

    def draw(self, row: RasterRow) -> Bitmap:
        """Return ``row`` at its drawn size, cropped to its ink from left to right."""
        return _draw(row)

    def cell(self, char: str, width: int, height: int) -> Bitmap:
        """Return ``char`` in a cell of the printer's own letters, narrowed if it must be."""
        return _draw_cell(char, width, height)


@lru_cache(maxsize=1)
def _load_fonts() -> None:
    # Once per process, and even where the system has them: its versions may differ from ours.
    for path in font_files():
        QFontDatabase.addApplicationFont(str(path))


@lru_cache(maxsize=64)
def _metrics(pixels: int, weight: Weight) -> QFontMetrics:
    return QFontMetrics(_font(pixels, weight))


@lru_cache(maxsize=2048)
def _width(text: str, pixels: int, weight: Weight) -> int:
    metrics = _metrics(pixels, weight)
    return max(metrics.horizontalAdvance(text), metrics.boundingRect(text).width()) + 2


@lru_cache(maxsize=4096)
def _can_draw(char: str) -> bool:
    layout = QTextLayout(char, _font(LETTER_PIXELS, Weight.REGULAR))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    # Spaces and joiners have no glyph runs of their own; glyph 0 is the box of every font.
    return all(glyphs)


def _font(pixels: int, weight: Weight) -> QFont:
    font = QFont([TEXT_FAMILY, ARABIC_FAMILY, *CHINESE_FAMILIES])
    font.setPixelSize(pixels)
    font.setWeight(QT_WEIGHTS[weight])
    font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    return font


# Most lines of a ticket are the same on the next one; only number, time and count are new.
@lru_cache(maxsize=128)
def _draw(row: RasterRow) -> Bitmap:
    pixels = row.pixels // row.scale
    line = round(pixels * LINE_HEIGHT)
    bitmap = cropped(pack(_draw_text(row.text, pixels, row.weight, line), INK_BELOW))
    inked = ink_rows(bitmap)
    if not inked:
        return Bitmap(1, bitmap.rows[:1] if row.tight else bitmap.rows[:line])
    # Marks may stand higher or hang lower than the line; then the line is higher, not cut.
    whole = range(min(pixels, inked.start), max(pixels + line, inked.stop))
    kept = inked if row.tight else whole
    return Bitmap(bitmap.width_bytes, bitmap.rows[kept.start : kept.stop])


def _draw_text(text: str, pixels: int, weight: Weight, line: int) -> QImage:
    """Draw ``text`` in the middle of a canvas with room for what stands out on every side."""
    image = _white(_width(text, pixels, weight) + 2 * pixels, line + 2 * pixels)
    painter = QPainter(image)
    painter.setFont(_font(pixels, weight))
    painter.setPen(QColor(Qt.GlobalColor.black))
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    place = QRect(0, pixels, image.width(), line)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
    painter.drawText(place, flags, text)
    painter.end()
    return image


def _draw_cell(char: str, width: int, height: int) -> Bitmap:
    image = _white(bytes_for(width) * 8, height)
    pixels = round(height * LETTER_SHARE)
    ink = _metrics(pixels, Weight.SEMIBOLD).tightBoundingRect(char)
    usual = max(1.0, width / (height * USUAL_CELL_SHAPE))
    squeeze = min(usual, (width - 1) / max(1, ink.width()))
    painter = QPainter(image)
    painter.setFont(_font(pixels, Weight.SEMIBOLD))
    painter.setPen(QColor(Qt.GlobalColor.black))
    left = (width - 1 - ink.width() * squeeze) / 2
    painter.translate(left, 0)
    painter.scale(squeeze, 1.0)
    painter.drawText(QPoint(-ink.left(), round(height * BASELINE_SHARE)), char)
    painter.end()
    return pack(image, INK_BELOW)


def _white(width: int, height: int) -> QImage:
    image = QImage(bytes_for(width) * 8, height, QImage.Format.Format_Grayscale8)
    image.fill(QColor(Qt.GlobalColor.white))
    return image
