"""From bytes to letters: code pages, Kanji pairs, and characters that the host has drawn."""

from dataclasses import dataclass

from PIL import Image

from printers.virtual.build import Build
from printers.virtual.paper import Made
from printers.virtual.pictures import blank, from_columns, scaled
from printers.virtual.rom import decode, glyph, page_name
from printers.virtual.style import Style, fresh

OWN_LETTER = "▯"
"""What a record shows where a letter was drawn that the host has sent."""
LAST_ASCII = 0x7F


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, ready to stand in a line."""

    char: str
    image: Image.Image
    made: Made
    page: str


class Typist:
    """Holds the style and what of the letters the host has changed."""

    def __init__(self, build: Build) -> None:
        """Start as after ``ESC @``."""
        self._build = build
        self.style: Style = fresh(build)
        self._own: dict[tuple[bool, int], Image.Image] = {}
        self._lead = b""

    @property
    def waiting(self) -> int:
        """Bytes of a Kanji pair that is not whole."""
        return len(self._lead)

    @property
    def cell(self) -> tuple[int, int]:
        """Return the cell of the font in use."""
        letters = self._build.letters
        return letters.small_cell if self.style.small else letters.cell

    def initialise(self) -> None:
        """Put everything back as it was at the start."""
        self.style = fresh(self._build)
        self._lead = b""
        self.forget_own()

    def forget_own(self) -> None:
        """Lose the characters of ``ESC &``."""
        self._own.clear()

    def draws_own(self, code: int) -> bool:
        """Tell whether this letter would be drawn as the host has sent it."""
        return self.style.own_selected and (self.style.small, code) in self._own

    def define_own(self, height: int, code: int, width: int, columns: bytes) -> None:
        """Take one character of ``ESC &``; what its columns leave free stays white."""
        cell = blank(*self.cell)
        if width and height:
            cell.paste(from_columns(columns, width, height), (0, 0))
        self._own[(self.style.small, code)] = cell

    def cancel_own(self, code: int) -> None:
        """Show the printer's own letter again."""
        self._own.pop((self.style.small, code), None)

    def set_font(self, number: int) -> None:
        """Obey ``ESC M``."""
        self.style.set("ESC M", bytes((number,)))
        if self._build.quirks.forgets_page_on_font:
            self.style.page = 0

    def set_kanji(self, *, on: bool) -> None:
        """Obey ``FS &`` and ``FS .``."""
        self.style.kanji, self._lead = on and self._build.letters.chinese, b""

    def letter(self, byte: int) -> Letter | None:
        """Return what ``byte`` prints; nothing while half of a pair is awaited."""
        style = self.style
        if style.kanji and (byte > LAST_ASCII or self._lead):
            return self._kanji(byte)
        if self.draws_own(byte):
            return self._drawn(OWN_LETTER, self._own[(style.small, byte)], Made.OWN_CHARACTERS, "")
        letters = self._build.letters
        char = decode(letters, style.page, byte)
        cell = glyph(char, self.cell, bold=style.bold)
        return self._drawn(char, cell, Made.TEXT, page_name(letters, style.page))

    def _kanji(self, byte: int) -> Letter | None:
        if not self._lead:
            self._lead = bytes((byte,))
            return None
        pair, self._lead = self._lead + bytes((byte,)), b""
        char = pair.decode("gb18030", errors="replace")[:1]
        width, height = self.cell
        cell = glyph(char, (width * 2, height), bold=self.style.bold)
        return self._drawn(char, cell, Made.TEXT, "gb18030")

    def _drawn(self, char: str, cell: Image.Image, made: Made, page: str) -> Letter:
        large = scaled(cell, self.style.wide, self.style.high)
        return Letter(char, self.style.decorated(large), made, page)
