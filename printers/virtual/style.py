"""How the next letters look and where lines stand: what ``ESC @`` puts back."""

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageOps

from printers.virtual.build import Build

ASCII_ZERO = 48


@dataclass(slots=True)
class Style:
    """The settings between two ``ESC @``; ``units_per_dot`` counts vertical motion units."""

    line_spacing: int
    units_per_dot: float
    kanji: bool
    align: int = 0
    bold: bool = False
    underline: int = 0
    reverse: bool = False
    upside_down: bool = False
    wide: int = 1
    high: int = 1
    small: bool = False
    page: int = 0
    space: int = 0
    left_margin: int = 0
    width: int | None = None
    own_selected: bool = False
    tabs: bytes = b""

    def set(self, name: str, arguments: bytes) -> bool:
        """Obey a command that only sets something; tell whether it was one."""
        value = arguments[0] if arguments else 0
        match name:
            case "ESC a":
                self.align = value % ASCII_ZERO % 3
            case "ESC E" | "ESC G":
                self.bold = bool(value & 1)
            case "ESC -" | "FS -":
                self.underline = value % ASCII_ZERO
            case "ESC {":
                self.upside_down = bool(value & 1)
            case "GS B":
                self.reverse = bool(value & 1)
            case "GS !":
                self.wide, self.high = (value >> 4 & 7) + 1, (value & 7) + 1
            case "ESC !":
                self._set_mode(value)
            case _:
                return self._set_place(name, arguments)
        return True

    def _set_mode(self, value: int) -> None:
        self.small = bool(value & 0x01)
        self.bold = bool(value & 0x08)
        self.high = 2 if value & 0x10 else 1
        self.wide = 2 if value & 0x20 else 1
        self.underline = 1 if value & 0x80 else 0

    def _set_place(self, name: str, arguments: bytes) -> bool:
        number = int.from_bytes(arguments[:2], "little")
        match name:
            case "ESC M":
                self.small = arguments[0] % ASCII_ZERO != 0
            case "ESC t":
                self.page = arguments[0]
            case "ESC %":
                self.own_selected = bool(arguments[0] & 1)
            case "ESC D":
                self.tabs = arguments
            case "ESC  ":
                self.space = arguments[0]
            case "GS L":
                self.left_margin = number
            case "GS W":
                self.width = number
            case _:
                return False
        return True

    def dots(self, units: int) -> int:
        """Return vertical motion units as dots."""
        return int(units / self.units_per_dot)

    def decorated(self, cell: Image.Image) -> Image.Image:
        """Return a letter's cell underlined and reversed as is set."""
        if not (self.underline or self.reverse):
            return cell
        drawn = cell.copy()
        if self.underline:
            top = drawn.height - self.underline * self.high
            ImageDraw.Draw(drawn).rectangle((0, top, drawn.width, drawn.height), fill=0)
        return ImageOps.invert(drawn) if self.reverse else drawn


def fresh(build: Build) -> Style:
    """Return the settings after ``ESC @``."""
    letters, mechanics = build.letters, build.mechanics
    # Chinese clones wake up in Kanji mode and eat Cyrillic in pairs until FS . is sent.
    return Style(letters.line_spacing, mechanics.units_per_dot, letters.wakes_in_kanji)
