"""Drawing one line of text as black dots with the shipped fonts; needs Qt, no screen."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QPainter,
)

from printers.fonts import ARABIC_FAMILY, TEXT_FAMILY, font_files
from printers.layout import RasterRow, Weight

LINE_HEIGHT = 1.22
"""Height of a line over the size of its letters: Inter's ascent and descent."""

QT_WEIGHTS = {
    Weight.REGULAR: QFont.Weight.Normal,
    Weight.SEMIBOLD: QFont.Weight.DemiBold,
    Weight.BOLD: QFont.Weight.Bold,
}
INK_BELOW = 150
"""Grey below which a dot is burnt: a little over the middle, as paper thins strokes."""


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Rows of dots, one bit each, black is 1, every row filled up to whole bytes."""

    width_bytes: int
    rows: tuple[bytes, ...]


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
        metrics = _metrics(pixels, weight)
        return max(metrics.horizontalAdvance(text), metrics.boundingRect(text).width()) + 2

    def ink_height(self, text: str, pixels: int, weight: Weight) -> int:
        """Return the dots from the top to the bottom of the ink of ``text``."""
        return _metrics(pixels, weight).tightBoundingRect(text).height()

    def draw(self, row: RasterRow) -> Bitmap:
        """Return ``row`` at its drawn size, cropped to its ink from left to right."""
        pixels = row.pixels // row.scale
        image = _draw_text(row.text, pixels, row.weight)
        columns = _ink_columns(image)
        lines = tuple(_pack(image, y, columns) for y in range(image.height()))
        bitmap = Bitmap((len(columns) + 7) // 8, lines)
        return _without_blank_ends(bitmap) if row.tight else bitmap


@lru_cache(maxsize=1)
def _load_fonts() -> None:
    # Once per process, and even where the system has them: its versions may differ from ours.
    for path in font_files():
        QFontDatabase.addApplicationFont(str(path))


@lru_cache(maxsize=64)
def _metrics(pixels: int, weight: Weight) -> QFontMetrics:
    return QFontMetrics(_font(pixels, weight))


def _font(pixels: int, weight: Weight) -> QFont:
    font = QFont([TEXT_FAMILY, ARABIC_FAMILY])
    font.setPixelSize(pixels)
    font.setWeight(QT_WEIGHTS[weight])
    font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    return font


def _draw_text(text: str, pixels: int, weight: Weight) -> QImage:
    metrics = _metrics(pixels, weight)
    width = max(metrics.horizontalAdvance(text), metrics.boundingRect(text).width()) + 2 * pixels
    image = QImage(width, round(pixels * LINE_HEIGHT), QImage.Format.Format_Grayscale8)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    painter.setFont(_font(pixels, weight))
    painter.setPen(QColor(Qt.GlobalColor.black))
    place = QRect(0, 0, width, image.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, text)
    painter.end()
    return image


def _ink_columns(image: QImage) -> range:
    stride, width = image.bytesPerLine(), image.width()
    dots = bytes(image.constBits())
    rows = [dots[y * stride : y * stride + width] for y in range(image.height())]
    darkest = [min(column) for column in zip(*rows, strict=True)]
    inked = [x for x, grey in enumerate(darkest) if grey < INK_BELOW]
    return range(inked[0], inked[-1] + 1) if inked else range(1)


def _pack(image: QImage, y: int, columns: range) -> bytes:
    stride = image.bytesPerLine()
    row = bytes(image.constBits()[y * stride + columns.start : y * stride + columns.stop])
    bits = "".join("1" if grey < INK_BELOW else "0" for grey in row)
    padded = bits.ljust((len(bits) + 7) // 8 * 8, "0")
    return int(padded, 2).to_bytes(len(padded) // 8, "big")


def _without_blank_ends(bitmap: Bitmap) -> Bitmap:
    inked = [y for y, row in enumerate(bitmap.rows) if any(row)]
    if not inked:
        return bitmap
    return Bitmap(bitmap.width_bytes, bitmap.rows[inked[0] : inked[-1] + 1])
