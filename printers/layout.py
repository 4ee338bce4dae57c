"""From a document to rows of paper: what is text, what is raster, where lines break; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol, assert_never

from printers.document import (
    Element,
    Gap,
    Logo,
    LogoPlace,
    QrCode,
    Rule,
    TextLine,
    TicketDocument,
    TicketNumber,
)
from printers.own_characters import substitute
from printers.profile import PrinterProfile
from printers.sizes import SHARES, STYLES, Style, Weight, sized
from printers.strategy import Link, LogoWay, Plan, Strategy, can_say
from printers.wrapping import clean, hyphened, widest_word, wrap

SMALLEST_PIXELS = 16
"""Below two millimetres a line is broken inside a word rather than made smaller."""


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
    """A QR code; where it has to be drawn ``scale`` 2 is sent at half size, a lean one small."""

    text: str
    scale: int = 1
    is_lean: bool = False


@dataclass(frozen=True, slots=True)
class LogoRow:
    """The logo, drawn or recalled from the printer's memory."""

    logo: Logo
    is_recalled: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A line across the paper; ``scale`` as in a raster row."""

    scale: int = 1


@dataclass(frozen=True, slots=True)
class GapRow:
    """White paper, in dots."""

    dots: int


Row = TextRow | RasterRow | QrRow | LogoRow | RuleRow | GapRow


NUMBER_HEIGHT_MM = {Link.FAST: 19, Link.BRISK: 14, Link.SLOW: 14}
NUMBER_WIDTH_SHARE = 0.92
LARGEST_MAGNIFICATION = 6
SMALLEST_SHARE = 0.8
"""A line that needs no more than this fifth less is made smaller rather than broken."""
QR_QUIET_DOTS = 24
BOTTOM_MARGIN_MM = 4
TEAR_MARGIN_MM = 14
"""From the head to the edge at which a printer without a cutter is torn."""


def lay_out(
    document: TicketDocument, profile: PrinterProfile, plan: Plan, measurer: Measurer
) -> tuple[Row, ...]:
    """Return the rows of ``document`` on this printer; no row is wider than its paper."""
    layout = _Layout(profile, plan, measurer)
    rows = tuple(row for element in document.elements for row in layout.rows(element))
    margin = BOTTOM_MARGIN_MM if profile.features.cutter else TEAR_MARGIN_MM
    return (*rows, GapRow(round(margin * profile.media.dots_per_mm)))


@dataclass(frozen=True, slots=True)
class _Layout:
    profile: PrinterProfile
    plan: Plan
    measurer: Measurer

    @property
    def dots(self) -> int:
        """Whole bytes of dots across the paper."""
        return self.profile.media.dots // 8 * 8

    @property
    def columns(self) -> int:
        """Letters of the printer's own across the paper."""
        return self.profile.media.dots // self.profile.text.cell_width

    @property
    def scale(self) -> int:
        """What is large goes at half size where the link is not fast."""
        return 1 if self.plan.link is Link.FAST else 2

    def rows(self, element: Element) -> Iterator[Row]:
        match element:
            case TextLine():
                yield from self._line(element)
            case TicketNumber():
                yield from self._number(clean(element.text), SHARES[element.size])
            case QrCode():
                is_lean = self.plan.link is Link.SLOW
                yield from (GapRow(8), QrRow(element.text, self.scale, is_lean))
                yield GapRow(QR_QUIET_DOTS)
            case Logo():
                yield from self._logo(element)
            case LogoPlace():
                pass
            case Rule():
                yield from (GapRow(10), RuleRow(self.scale), GapRow(12))
            case Gap():
                yield GapRow(round(element.millimetres * self.profile.media.dots_per_mm))
            case _:
                assert_never(element)

    def _line(self, line: TextLine) -> Iterator[Row]:
        style, text = sized(STYLES[line.role], line.size), self._worded(clean(line.text))
        if not text:
            return
        if self._is_sayable(text):
            yield from self._text(text, style)
        else:
            yield from self._raster(text, style)
        yield GapRow(style.gap_after)

    def _worded(self, text: str) -> str:
        """Return ``text`` with its dashes as hyphens where the printer then has every letter."""
        plain = hyphened(text)
        return plain if self._is_sayable(plain) and not self._is_sayable(text) else text

    def _is_sayable(self, text: str) -> bool:
        """Tell whether the printer's letters, or ours in its table, say all of ``text``."""
        if self.plan.strategy is Strategy.DESIGN:
            return False
        return can_say(self.profile, substitute(text, self.plan.stand_ins))

    def _text(self, text: str, style: Style) -> Iterator[TextRow]:
        wide = style.wide if widest_word(text, len) * style.wide <= self.columns else 1
        for part in wrap(text, len, self.columns // wide):
            yield TextRow(part, wide, style.high, style.bold)

    def _raster(self, text: str, style: Style) -> Iterator[RasterRow]:
        pixels = self._pixels(text, style)
        width = partial(self.measurer.width, pixels=pixels, weight=style.weight)
        for part in wrap(text, width, self.dots):
            yield RasterRow(part, pixels, style.weight)

    def _pixels(self, text: str, style: Style) -> int:
        """Return the size at which ``text`` fits on a line if it nearly does, else its words."""
        wanted = style.pixels if self.plan.link is Link.FAST else style.lean_pixels
        for pixels in range(wanted, round(wanted * SMALLEST_SHARE) - 1, -2):
            if self.measurer.width(text, pixels, style.weight) <= self.dots:
                return pixels
        pixels = wanted
        while (
            pixels > SMALLEST_PIXELS and self._word_width(text, pixels, style.weight) > self.dots
        ):
            pixels -= 2
        return pixels

    def _word_width(self, text: str, pixels: int, weight: Weight) -> int:
        return widest_word(text, lambda word: self.measurer.width(word, pixels, weight))

    def _number(self, text: str, share: float) -> Iterator[Row]:
        if self.plan.link is Link.SLOW and self._is_sayable(text):
            largest = round(LARGEST_MAGNIFICATION * share)
            size = max(1, min(largest, self.columns // len(text)))
            rows = (
                TextRow(part, size, size, bold=False) for part in wrap(text, len, self.columns)
            )
            yield from rows
        else:
            pixels = self._number_pixels(text, share)
            yield RasterRow(text, pixels, Weight.BOLD, self.scale, tight=True)
        yield GapRow(16)

    def _number_pixels(self, text: str, share: float) -> int:
        wanted = NUMBER_HEIGHT_MM[self.plan.link] * share
        height = round(wanted * self.profile.media.dots_per_mm)
        widest = round(self.dots * NUMBER_WIDTH_SHARE)
        pixels = height * 2
        # Letters grow in proportion but for hinting, so the first guess is nearly right.
        wide = self.measurer.width(text, pixels, Weight.BOLD)
        high = self.measurer.ink_height(text, pixels, Weight.BOLD)
        pixels = min(pixels, int(pixels * min(widest / wide, height / high)) // 4 * 4 + 4)
        while pixels > SMALLEST_PIXELS and not self._number_fits(text, pixels, height):
            pixels -= 4
        return pixels

    def _number_fits(self, text: str, pixels: int, height: int) -> bool:
        widest = round(self.dots * NUMBER_WIDTH_SHARE)
        return (
            self.measurer.width(text, pixels, Weight.BOLD) <= widest
            and self.measurer.ink_height(text, pixels, Weight.BOLD) <= height
        )

    def _logo(self, logo: Logo) -> Iterator[Row]:
        if self.plan.logo is not LogoWay.LEFT_OUT:
            yield LogoRow(logo, self.plan.logo is LogoWay.RECALLED)
            yield GapRow(8)
