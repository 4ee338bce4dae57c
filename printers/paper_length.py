"""How much paper a ticket takes, for counting the metres of a roll."""

from typing import assert_never

from printers.layout import GapRow, LogoRow, QrRow, RasterRow, Row, RuleRow, TextRow
from printers.logos import fitted
from printers.profile import PrinterProfile
from printers.qr import module_dots, qr_modules
from printers.raster import Rasteriser

LINE_FEED_DOTS = 30
"""A line feed moves a sixth of an inch, or the height of the letters where that is more."""
RULE_DOTS = 2
FEED_TO_CUTTER_MM = 11.0
"""From the head to the cutter of the usual printer; the makers' drawings differ by 3 mm."""


def paper_length(rows: tuple[Row, ...], profile: PrinterProfile, rasteriser: Rasteriser) -> float:
    """Return the millimetres that ``rows`` and the feed to the cutter take."""
    dots = sum(_dots(row, profile, rasteriser) for row in rows)
    return dots / profile.media.dots_per_mm + FEED_TO_CUTTER_MM


def _dots(row: Row, profile: PrinterProfile, rasteriser: Rasteriser) -> int:
    match row:
        case TextRow():
            return max(LINE_FEED_DOTS, profile.text.cell_height * row.high)
        case RasterRow():
            return len(rasteriser.draw(row).rows) * row.scale
        case QrRow():
            modules = qr_modules(row.text, is_lean=row.is_lean)
            return len(modules) * module_dots(
                len(modules), profile.media.dots, is_lean=row.is_lean
            )
        case LogoRow():
            return len(fitted(row.logo, profile).rows)
        case RuleRow():
            return RULE_DOTS
        case GapRow():
            return row.dots
        case _:
            assert_never(row)
