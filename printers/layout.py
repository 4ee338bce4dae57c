"""From a document to rows of paper: what is text, what is raster, where lines break; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, assert_never

from printers.document import (
    Element,
    Gap,
    QrCode,
    Role,
    Rule,
    TextLine,
    TicketDocument,
    TicketNumber,
)
from printers.profile import PrinterProfile, TextPage
from printers.wrapping import clean, widest_word, wrap

SMALLEST_PIXELS = 16
"""Below two millimetres a line is broken inside a word rather than made smaller."""


class Weight(StrEnum):
    """How heavy the letters of a raster line are."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


class Link(StrEnum):
    """Whether the way to the printer carries raster as fast as it prints."""

    FAST = "fast"
    SLOW = "slow"


class Measurer(Protocol):
    """Tells how wide a text would be in the raster font."""

    def width(self, text: str, pixels: int, weight: Weight) -> int:
        """Return the dots that ``text`` needs at this size."""
        ...

    def ink_height(self, text: str, pixels: int, weight: Weight) -> int:
        """Return the dots from the top to the bottom of the ink of ``text``."""
        ...


@dataclass(frozen=True, slots=True)
class TextRow:
    """One line in the printer's own letters."""

    text: str
    wide: int
    high: int
    bold: bool


@dataclass(frozen=True, slots=True)
class RasterRow:
    """One line drawn by us; ``scale`` 2 is sent at half size and doubled by the printer."""

    text: str
    pixels: int
    weight: Weight
    scale: int = 1
    tight: bool = False


@dataclass(frozen=True, slots=True)
class QrRow:
    """A QR code."""

    text: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class GapRow:
    """White paper, in dots."""

    dots: int


Row = TextRow | RasterRow | QrRow | RuleRow | GapRow


@dataclass(frozen=True, slots=True)
class Style:
    """How a role looks: magnification in the printer's letters, size and weight in ours."""

    wide: int
    high: int
    bold: bool
    pixels: int
    weight: Weight
    gap_after: int = 0


STYLES = {
    Role.HALL: Style(1, 1, True, 28, Weight.SEMIBOLD, 6),
    Role.BODY: Style(1, 1, False, 26, Weight.REGULAR, 6),
    Role.SERVICE: Style(1, 2, True, 36, Weight.BOLD, 8),
    Role.LABEL: Style(1, 1, False, 28, Weight.REGULAR, 16),
    Role.CLAIM: Style(1, 1, True, 28, Weight.SEMIBOLD, 6),
    Role.AHEAD: Style(1, 2, True, 34, Weight.SEMIBOLD, 8),
    Role.ISSUED: Style(1, 1, False, 28, Weight.REGULAR, 6),
    Role.COPY: Style(2, 2, True, 44, Weight.BOLD, 6),
    Role.CAPTION: Style(1, 1, False, 26, Weight.REGULAR, 6),
    Role.NOTICE: Style(1, 1, False, 24, Weight.REGULAR, 4),
}
NUMBER_HEIGHT_MM = {Link.FAST: 19, Link.SLOW: 14}
NUMBER_WIDTH_SHARE = 0.92
QR_QUIET_DOTS = 24
BOTTOM_MARGIN_MM = 4


def lay_out(
    document: TicketDocument, profile: PrinterProfile, link: Link, measurer: Measurer
) -> tuple[Row, ...]:
    """Return the rows of ``document`` on this printer; no row is wider than its paper."""
    layout = _Layout(profile, link, measurer)
    rows = tuple(row for element in document.elements for row in layout.rows(element))
    return (*rows, GapRow(BOTTOM_MARGIN_MM * profile.media.dots_per_mm))


def can_say(page: TextPage, text: str) -> bool:
    """Tell whether the printer's code page has every character of ``text``."""
    try:
        text.encode(page.codec)
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Layout:
    profile: PrinterProfile
    link: Link
    measurer: Measurer

    def rows(self, element: Element) -> Iterator[Row]:
        match element:
            case TextLine():
                yield from self._line(element)
            case TicketNumber():
                yield from self._number(element)
            case QrCode():
                yield from (GapRow(8), QrRow(element.text), GapRow(QR_QUIET_DOTS))
            case Rule():
                yield from (GapRow(10), RuleRow(), GapRow(12))
            case Gap():
                yield GapRow(round(element.millimetres * self.profile.media.dots_per_mm))
            case _:
                assert_never(element)

    def _line(self, line: TextLine) -> Iterator[Row]:
        style, text = STYLES[line.role], clean(line.text)
        if not text:
            return
        if can_say(self.profile.text, text):
            yield from self._text(text, style)
        else:
            yield from self._raster(text, style)
        yield GapRow(style.gap_after)

    def _text(self, text: str, style: Style) -> Iterator[TextRow]:
        columns = self.profile.media.dots // self.profile.text.cell_width
        wide = style.wide if widest_word(text, len) * style.wide <= columns else 1
        for part in wrap(text, len, columns // wide):
            yield TextRow(part, wide, style.high, style.bold)

    def _raster(self, text: str, style: Style) -> Iterator[RasterRow]:
        dots = self.profile.media.dots
        pixels = style.pixels
        while pixels > SMALLEST_PIXELS and self._word_width(text, pixels, style.weight) > dots:
            pixels -= 2
        for part in wrap(text, lambda some: self.measurer.width(some, pixels, style.weight), dots):
            yield RasterRow(part, pixels, style.weight)

    def _word_width(self, text: str, pixels: int, weight: Weight) -> int:
        return widest_word(text, lambda word: self.measurer.width(word, pixels, weight))

    def _number(self, number: TicketNumber) -> Iterator[Row]:
        text = clean(number.text)
        media = self.profile.media
        height = NUMBER_HEIGHT_MM[self.link] * media.dots_per_mm
        pixels = height * 2
        while pixels > SMALLEST_PIXELS and not self._number_fits(text, pixels, height):
            pixels -= 4
        scale = 2 if self.link is Link.SLOW else 1
        yield RasterRow(text, pixels, Weight.BOLD, scale, tight=True)
        yield GapRow(16)

    def _number_fits(self, text: str, pixels: int, height: int) -> bool:
        widest = round(self.profile.media.dots * NUMBER_WIDTH_SHARE)
        return (
            self.measurer.width(text, pixels, Weight.BOLD) <= widest
            and self.measurer.ink_height(text, pixels, Weight.BOLD) <= height
        )
