"""The shipped fonts (OFL) and where they lie; used by kiosk, display and the rasteriser."""

from pathlib import Path

FONT_DIRECTORY = Path(__file__).parent / "fonts"
TEXT_FAMILY = "Inter"
ARABIC_FAMILY = "Noto Sans Arabic"
CHINESE_FAMILIES = ("Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", "Droid Sans Fallback")
"""Not shipped: used where the computer has one, the best first."""


def font_files() -> tuple[Path, ...]:
    """Return every shipped font file, Inter first."""
    return (*sorted(FONT_DIRECTORY.glob("*.otf")), *sorted(FONT_DIRECTORY.glob("*.ttf")))
