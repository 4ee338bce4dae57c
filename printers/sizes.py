"""How large and heavy each role is printed, in the printer's letters and in ours; pure."""

from dataclasses import dataclass, replace
from enum import StrEnum

from printers.document import Role
from server.protocol.ticket_layout import Size


class Weight(StrEnum):
    """How heavy the letters of a raster line are."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class Style:
    """How a role looks: magnification in the printer's letters, size and weight in ours.

    ``lean_pixels`` is the size in ours where each row of dots costs time on a serial line.
    """

    wide: int
    high: int
    bold: bool
    pixels: int
    lean_pixels: int
    weight: Weight
    gap_after: int = 0


STYLES = {
    Role.HALL: Style(1, 1, True, 28, 22, Weight.SEMIBOLD, 6),
    Role.BODY: Style(1, 1, False, 26, 22, Weight.REGULAR, 6),
    Role.SERVICE: Style(1, 2, True, 36, 28, Weight.BOLD, 8),
    Role.LABEL: Style(1, 1, False, 28, 22, Weight.REGULAR, 16),
    Role.CLAIM: Style(1, 1, True, 28, 24, Weight.SEMIBOLD, 6),
    Role.PERSONS: Style(1, 1, True, 30, 24, Weight.SEMIBOLD, 6),
    Role.AHEAD: Style(1, 2, True, 34, 26, Weight.SEMIBOLD, 8),
    Role.WAIT: Style(1, 1, True, 30, 24, Weight.SEMIBOLD, 6),
    Role.SLOT: Style(1, 2, True, 34, 26, Weight.SEMIBOLD, 8),
    Role.PLACE: Style(1, 1, True, 30, 24, Weight.SEMIBOLD, 6),
    Role.ISSUED: Style(1, 1, False, 28, 22, Weight.REGULAR, 6),
    Role.COPY: Style(2, 2, True, 44, 32, Weight.BOLD, 6),
    Role.CAPTION: Style(1, 1, False, 26, 20, Weight.REGULAR, 6),
    Role.NOTICE: Style(1, 1, False, 24, 20, Weight.REGULAR, 4),
}
SHARES = {Size.SMALL: 0.8, Size.NORMAL: 1.0, Size.LARGE: 1.35}
SMALLEST_STYLE_PIXELS = 20
"""Two and a half millimetres: what is smaller is not read by everybody."""


def sized(style: Style, size: Size) -> Style:
    """Return ``style`` as large as ``size`` asks; ours and the printer's letters go together."""
    if size is Size.NORMAL:
        return style
    pixels, lean = (
        max(SMALLEST_STYLE_PIXELS, round(pixels * SHARES[size] / 2) * 2)
        for pixels in (style.pixels, style.lean_pixels)
    )
    high = style.high + 1 if size is Size.LARGE else 1
    wide = style.wide + (style.high > 1) if size is Size.LARGE else 1
    return replace(style, wide=wide, high=high, pixels=pixels, lean_pixels=lean)
