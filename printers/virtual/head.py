"""What commands do to the paper: text, raster, QR, feeds; knows no time and no port."""

from collections.abc import Callable
from dataclasses import dataclass, field

import qrcode
from PIL import Image

from printers.virtual.paper import HEAD_DOTS, Paper
from printers.virtual.rom import decode, glyph
from printers.virtual.tokens import Token

LINE_SPACING = 30
ASCII_ZERO = 48
LAST_ASCII = 0x7F
ALIGNMENTS = ("left", "centre", "right")
QR_MODULE, QR_STORE, QR_PRINT = 67, 80, 81


@dataclass(slots=True)
class Head:
    """The print state of one printer; ``obey`` returns the dots the paper moves on."""

    model: str
    paper: Paper = field(default_factory=Paper)
    unknown_bytes: int = 0
    _align: int = 0
    _bold: bool = False
    _wide: int = 1
    _high: int = 1
    _page: int = 0
    _kanji: bool = False
    _kanji_lead: bytes = b""
    _line: list[tuple[str, Image.Image]] = field(default_factory=list)
    _qr_text: str = ""
    _qr_module: int = 3

    def obey(self, token: Token) -> int:
        """Carry out one command and return how far the paper has to move, in dots."""
        action = self._actions().get(token.name)
        if action is None:
            if token.name == "unknown" or token.name.startswith("GS ("):
                self.unknown_bytes += token.size
            return 0
        return action(token.arguments)

    def new_paper(self) -> Paper:
        """Hand over the strip and begin the next one."""
        done, self.paper, self.unknown_bytes = self.paper, Paper(), 0
        return done

    def _actions(self) -> dict[str, Callable[[bytes], int]]:
        actions: dict[str, Callable[[bytes], int]] = {
            "ESC @": self._initialise,
            "text": self._text,
            "LF": lambda _: self._end_line(),
            "ESC d": lambda count: self._end_line() + LINE_SPACING * max(0, count[0] - 1),
            "ESC J": lambda count: self._end_line() + count[0],
            "row": self._row,
            "ESC a": self._set_align,
            "ESC E": self._set_bold,
            "GS !": self._set_size,
            "ESC !": self._set_mode,
            "ESC t": self._set_page,
            "FS .": lambda _: self._set_kanji(on=False),
            "FS &": lambda _: self._set_kanji(on=True),
        }
        if self.model == "epson":
            actions["GS ( k"] = self._qr
        return actions

    def _initialise(self, _: bytes) -> int:
        self._align, self._bold, self._wide, self._high, self._page = 0, False, 1, 1, 0
        # Chinese clones wake up in Kanji mode and eat Cyrillic in pairs until FS . is sent.
        self._kanji = self.model == "clone"
        self._kanji_lead = b""
        self._line.clear()
        return 0

    def _set_align(self, arguments: bytes) -> int:
        self._align = arguments[0] % ASCII_ZERO % len(ALIGNMENTS)
        return 0

    def _set_bold(self, arguments: bytes) -> int:
        self._bold = bool(arguments[0] & 1)
        return 0

    def _set_size(self, arguments: bytes) -> int:
        self._wide, self._high = (arguments[0] >> 4 & 7) + 1, (arguments[0] & 7) + 1
        return 0

    def _set_mode(self, arguments: bytes) -> int:
        self._bold = bool(arguments[0] & 0x08)
        self._high = 2 if arguments[0] & 0x10 else 1
        self._wide = 2 if arguments[0] & 0x20 else 1
        return 0

    def _set_page(self, arguments: bytes) -> int:
        self._page = arguments[0]
        return 0

    def _set_kanji(self, *, on: bool) -> int:
        self._kanji, self._kanji_lead = on, b""
        return 0

    def _text(self, arguments: bytes) -> int:
        byte = arguments[0]
        if self._kanji and (byte > LAST_ASCII or self._kanji_lead):
            return self._kanji_byte(byte)
        return self._add(decode(self.model, self._page, byte), self._wide)

    def _kanji_byte(self, byte: int) -> int:
        if not self._kanji_lead:
            self._kanji_lead = bytes((byte,))
            return 0
        pair, self._kanji_lead = self._kanji_lead + bytes((byte,)), b""
        return self._add(pair.decode("gb18030", errors="replace")[:1], self._wide * 2)

    def _add(self, char: str, wide: int) -> int:
        cell = glyph(char, wide, self._high, self._bold)
        width = sum(image.width for _, image in self._line)
        moved = self._end_line() if width + cell.width > HEAD_DOTS else 0
        self._line.append((char, cell))
        return moved

    def _end_line(self) -> int:
        if not self._line:
            return LINE_SPACING
        height = max(image.height for _, image in self._line)
        strip = Image.new("L", (sum(image.width for _, image in self._line), height), 255)
        left = 0
        for _, image in self._line:
            strip.paste(image, (left, height - image.height))
            left += image.width
        self.paper.lines.append("".join(char for char, _ in self._line))
        self.paper.burn(strip, self._align)
        self._line.clear()
        return max(LINE_SPACING, height)

    def _row(self, arguments: bytes) -> int:
        mode, dots = arguments[0], arguments[1:]
        wide, high = (2 if mode & 1 else 1), (2 if mode & 2 else 1)
        if any(dots):
            inverted = bytes(byte ^ 0xFF for byte in dots)
            row = Image.frombytes("1", (len(dots) * 8, 1), inverted).convert("L")
            size = (row.width * wide, high)
            self.paper.burn(row.resize(size, Image.Resampling.NEAREST), self._align)
        return high

    def _qr(self, arguments: bytes) -> int:
        function = arguments[1]
        if function == QR_MODULE:
            self._qr_module = arguments[2]
        elif function == QR_STORE:
            self._qr_text = arguments[3:].decode("utf-8", errors="replace")
        elif function == QR_PRINT:
            return self._print_qr()
        return 0

    def _print_qr(self) -> int:
        code = qrcode.QRCode(box_size=self._qr_module, border=0)
        code.add_data(self._qr_text)
        code.make(fit=True)
        matrix = code.get_matrix()
        small = Image.new("L", (len(matrix), len(matrix)), 255)
        small.putdata([0 if dark else 255 for row in matrix for dark in row])
        side = len(matrix) * self._qr_module
        self.paper.qr_texts.append(self._qr_text)
        self.paper.burn(small.resize((side, side), Image.Resampling.NEAREST), self._align)
        return side
