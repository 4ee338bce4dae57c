"""Cutting a stream of ESC/POS bytes into commands, whatever way the stream was split."""

from collections.abc import Iterator
from dataclasses import dataclass

ESC, FS, GS, DLE = 0x1B, 0x1C, 0x1D, 0x10
PARAMETERS = {
    ESC: {
        "@": 0,
        "a": 1,
        "E": 1,
        "G": 1,
        "t": 1,
        "!": 1,
        "d": 1,
        "J": 1,
        "2": 0,
        "3": 1,
        "M": 1,
        "R": 1,
        "-": 1,
        "{": 1,
        "V": 1,
        " ": 1,
        "$": 2,
        "\\": 2,
        "p": 3,
    },
    FS: {".": 0, "&": 0, "C": 1, "!": 1},
    GS: {
        "!": 1,
        "a": 1,
        "b": 1,
        "B": 1,
        "r": 1,
        "I": 1,
        "L": 2,
        "W": 2,
        "P": 2,
        "h": 1,
        "w": 1,
        "H": 1,
        "f": 1,
    },
    DLE: {"\x04": 1, "\x05": 1, "\x14": 3},
}
PREFIXES = {ESC: "ESC", FS: "FS", GS: "GS", DLE: "DLE"}
CONTROLS = {0x0A: "LF", 0x0D: "CR", 0x0C: "FF", 0x09: "HT", 0x00: "NUL", 0x18: "CAN"}
FIRST_PRINTABLE = 0x20
PREFIX_BYTES, CUT_BYTES, LONG_HEAD_BYTES = 2, 3, 5
CUTS_WITH_FEED = frozenset((65, 66, 97, 98, 103, 104))


@dataclass(frozen=True, slots=True)
class Token:
    """One command, one text byte, or one row of raster, and the bytes it took."""

    name: str
    arguments: bytes
    size: int


@dataclass(slots=True)
class _Raster:
    mode: int
    width_bytes: int
    rows_left: int


class Tokeniser:
    """Keeps what is not a whole command yet."""

    def __init__(self) -> None:
        """Start between two commands."""
        self._pending = bytearray()
        self._raster: _Raster | None = None

    @property
    def incomplete(self) -> int:
        """Bytes of a command that has not ended."""
        return len(self._pending) + (1 if self._raster else 0)

    def feed(self, received: bytes) -> Iterator[Token]:
        """Yield every command that ``received`` completes."""
        self._pending += received
        while self._pending:
            token = self._row() if self._raster else self._command()
            if token is None:
                return
            del self._pending[: token.size]
            yield token

    def _row(self) -> Token | None:
        raster = self._raster
        if raster is None or len(self._pending) < raster.width_bytes:
            return None
        raster.rows_left -= 1
        if raster.rows_left == 0:
            self._raster = None
        dots = bytes(self._pending[: raster.width_bytes])
        return Token("row", bytes((raster.mode,)) + dots, raster.width_bytes)

    def _command(self) -> Token | None:
        first = self._pending[0]
        if first in PREFIXES:
            return self._prefixed(first)
        if first in CONTROLS:
            return Token(CONTROLS[first], b"", 1)
        return Token("text" if first >= FIRST_PRINTABLE else "unknown", bytes((first,)), 1)

    def _prefixed(self, prefix: int) -> Token | None:
        if len(self._pending) < PREFIX_BYTES:
            return None
        letter = chr(self._pending[1])
        if prefix == GS and letter in "v(V":
            return {"v": self._raster_head, "(": self._long, "V": self._cut}[letter]()
        count = PARAMETERS[prefix].get(letter)
        if count is None:
            return Token("unknown", bytes(self._pending[:2]), 2)
        return self._take(f"{PREFIXES[prefix]} {letter}", 2, count)

    def _take(self, name: str, head: int, count: int) -> Token | None:
        if len(self._pending) < head + count:
            return None
        return Token(name, bytes(self._pending[head : head + count]), head + count)

    def _cut(self) -> Token | None:
        if len(self._pending) < CUT_BYTES:
            return None
        return self._take("GS V", 2, 2 if self._pending[2] in CUTS_WITH_FEED else 1)

    def _long(self) -> Token | None:
        if len(self._pending) < LONG_HEAD_BYTES:
            return None
        length = self._pending[3] + 256 * self._pending[4]
        return self._take(f"GS ( {chr(self._pending[2])}", 5, length)

    def _raster_head(self) -> Token | None:
        head = self._take("GS v 0", 3, 5)
        if head is None:
            return None
        mode, low, high, rows_low, rows_high = head.arguments
        raster = _Raster(mode & 3, low + 256 * high, rows_low + 256 * rows_high)
        if raster.width_bytes and raster.rows_left:
            self._raster = raster
        return head
