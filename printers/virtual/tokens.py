"""Cutting a stream of ESC/POS bytes into commands, whatever way the stream was split."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

from printers.virtual.build import Ability
from printers.virtual.catalogue import (
    CONTROLS,
    CUTS,
    CUTS_WITH_FEED,
    EJECTOR_PARAMETERS,
    GS,
    KNOWN_BLOCKS,
    NEEDS,
    PARAMETERS,
    PREFIXES,
    REAL_TIME_PARAMETERS,
)

FIRST_PRINTABLE = 0x20
DELETE = 0x7F
TALL_COLUMNS = 32
"""``ESC *`` modes from here on have three bytes to a column."""
ABSORBED = "absorbed"
EVERY_ABILITY = frozenset(Ability)

Told = tuple[str, bytes]
Parsing = Generator[int | Told, bytes, None]


@dataclass(frozen=True, slots=True)
class Token:
    """One command, one text byte, one row of raster or a part of a long command, and its bytes."""

    name: str
    arguments: bytes
    size: int


class Tokeniser:
    """Keeps what is not a whole command yet; knows only what one model knows."""

    def __init__(
        self,
        abilities: frozenset[Ability] = EVERY_ABILITY,
        *,
        skips_unknown_blocks: bool = False,
    ) -> None:
        """Start between two commands."""
        self._abilities = abilities
        self._skips = skips_unknown_blocks
        self._got = bytearray()
        self._untold = 0
        self.incomplete = 0
        self._parsing = self._stream()
        next(self._parsing)
        self._wanted = 1

    def feed(self, received: bytes) -> Iterator[Token]:
        """Yield every command that ``received`` completes, and what it absorbed of the next."""
        place = 0
        while place < len(received):
            piece = received[place : place + self._wanted - len(self._got)]
            place += len(piece)
            self._got += piece
            self._untold += len(piece)
            self.incomplete += len(piece)
            if len(self._got) == self._wanted:
                yield from self._advance()
        if self._untold:
            yield Token(ABSORBED, b"", self._untold)
            self._untold = 0

    def _advance(self) -> Iterator[Token]:
        got, self._got = bytes(self._got), bytearray()
        said = self._parsing.send(got)
        while not isinstance(said, int) or said == 0:
            if isinstance(said, int):
                said = self._parsing.send(b"")
                continue
            yield Token(*said, self._untold)
            self._untold = self.incomplete = 0
            said = next(self._parsing)
        self._wanted = said

    def _stream(self) -> Parsing:
        while True:
            first = (yield 1)[0]
            if first in PREFIXES:
                yield from self._prefixed(first)
            elif first in CONTROLS:
                yield (CONTROLS[first], b"")
            else:
                printable = first >= FIRST_PRINTABLE and first != DELETE
                yield ("text" if printable else "unknown", bytes((first,)))

    def _prefixed(self, prefix: int) -> Parsing:
        letter = chr((yield 1)[0])
        name = f"{PREFIXES[prefix]} {letter}"
        special = self._special().get(name)
        if NEEDS.get(name) not in (None, *self._abilities):
            yield ("unknown", bytes((prefix, ord(letter))))
        elif special is not None:
            yield from special(name)
        elif letter in PARAMETERS.get(prefix, {}):
            yield (name, (yield PARAMETERS[prefix][letter]))
        else:
            yield ("unknown", bytes((prefix, ord(letter))))

    def _special(self) -> dict[str, Callable[[str], Parsing]]:
        return {
            "ESC *": _columns,
            "ESC &": _own_characters,
            "ESC D": _tabs,
            "FS q": _nv_images,
            "FS (": self._kanji_block,
            "GS v": _raster,
            "GS V": _cut,
            "GS *": _downloaded_image,
            "GS (": self._block,
            "GS 8": self._long_block,
            "GS e": _ejector,
            "DLE \x04": _real_time_status,
            "DLE \x05": _real_time_request,
            "DLE \x14": _real_time_order,
        }

    def _block(self, _: str) -> Parsing:
        letter = yield 1
        name = f"GS ( {letter.decode('latin-1')}"
        has = letter in KNOWN_BLOCKS and NEEDS.get(name) in (None, *self._abilities)
        if not has and not self._skips:
            yield ("unknown", b"\x1d(" + letter)
            return
        size = yield 2
        body = yield size[0] + 256 * size[1]
        yield (name, body) if has else ("unknown", b"\x1d(" + letter + size + body)

    def _long_block(self, _: str) -> Parsing:
        letter = (yield 1)[:1]
        if letter != b"L" or Ability.GRAPHICS not in self._abilities:
            yield ("unknown", bytes((GS, ord("8"))) + letter)
            return
        length = int.from_bytes((yield 4), "little")
        yield ("GS ( L", (yield length))

    def _kanji_block(self, _: str) -> Parsing:
        letter = (yield 1).decode("latin-1")
        low, high = yield 2
        yield (f"FS ( {letter}", (yield low + 256 * high))


def _raster(_: str) -> Parsing:
    zero = yield 1
    if zero != b"0":
        yield ("unknown", bytes((GS, ord("v"))) + zero)
        return
    head = yield 5
    mode, low, high, rows_low, rows_high = head
    yield ("GS v 0", head)
    width = low + 256 * high
    for _row in range(rows_low + 256 * rows_high if width else 0):
        yield ("row", bytes((mode & 3,)) + (yield width))


def _columns(name: str) -> Parsing:
    mode, low, high = yield 3
    depth = 3 if mode >= TALL_COLUMNS else 1
    yield (name, bytes((mode,)) + (yield (low + 256 * high) * depth))


def _own_characters(name: str) -> Parsing:
    height, first, last = yield 3
    for code in range(first, last + 1):
        width = (yield 1)[0]
        yield (name, bytes((height, code, width)) + (yield height * width))


def _tabs(name: str) -> Parsing:
    stops = b""
    while (stop := (yield 1)) != b"\x00":
        stops += stop
    yield (name, stops)


def _nv_images(name: str) -> Parsing:
    count = (yield 1)[0]
    for number in range(1, count + 1):
        size = yield 4
        columns = (size[0] + 256 * size[1]) * 8
        height = size[2] + 256 * size[3]
        yield (name, bytes((count, number)) + size + (yield columns * height))


def _downloaded_image(name: str) -> Parsing:
    width, height = yield 2
    yield (name, bytes((width, height)) + (yield width * 8 * height))


def _cut(name: str) -> Parsing:
    kind = (yield 1)[0]
    if kind not in CUTS:
        yield ("unknown", bytes((GS, ord("V"), kind)))
        return
    yield (name, bytes((kind,)) + (yield 1 if kind in CUTS_WITH_FEED else 0))


def _ejector(name: str) -> Parsing:
    kind = (yield 1)[0]
    if kind not in EJECTOR_PARAMETERS:
        yield ("unknown", bytes((GS, ord("e"), kind)))
        return
    yield (name, bytes((kind,)) + (yield EJECTOR_PARAMETERS[kind]))


def _real_time_status(_: str) -> Parsing:
    yield ("DLE EOT", (yield 1))


def _real_time_request(_: str) -> Parsing:
    yield ("DLE ENQ", (yield 1))


def _real_time_order(_: str) -> Parsing:
    kind = (yield 1)[0]
    yield ("DLE DC4", bytes((kind,)) + (yield REAL_TIME_PARAMETERS.get(kind, 2)))
