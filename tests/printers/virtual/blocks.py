"""ESC/POS commands as the manuals write them, for the tests of the virtual printer alone."""

from collections.abc import Iterable

from printers.virtual.build import Build, read_build
from printers.virtual.condition import changed
from printers.virtual.head import Effect, Head
from printers.virtual.mechanism import Mechanism
from printers.virtual.tokens import Token, Tokeniser

EPSON = read_build("epson")
CLONE = read_build("clone")


def gs_l(function: int, body: bytes = b"") -> bytes:
    """Return ``GS ( L`` with its length."""
    return b"\x1d(L" + (len(body) + 2).to_bytes(2, "little") + bytes((48, function)) + body


def stored_graphics(width: int, height: int, dots: bytes) -> bytes:
    """Return function 112: one colour, every dot as it is."""
    size = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    return gs_l(112, b"\x30\x01\x01\x31" + size + dots)


def keyed_logo(function: int, key: bytes, width: int, height: int, dots: bytes) -> bytes:
    """Return function 67 (NV) or 83 (RAM)."""
    size = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    return gs_l(function, b"\x30" + key + b"\x01" + size + b"\x31" + dots)


def numbered_logos(*columns_of_eight: bytes) -> bytes:
    """Return ``FS q`` with pictures of eight by eight dots, column by column."""
    pictures = b"".join(b"\x01\x00\x01\x00" + one for one in columns_of_eight)
    return bytes((0x1C, 0x71, len(columns_of_eight))) + pictures


def qr(function: int, body: bytes) -> bytes:
    """Return ``GS ( k`` for QR codes."""
    return b"\x1d(k" + (len(body) + 2).to_bytes(2, "little") + bytes((49, function)) + body


def tokens(stream: bytes, build: Build = EPSON) -> list[Token]:
    """Cut ``stream`` as ``build`` does."""
    skips = build.quirks.skips_unknown_blocks
    return list(Tokeniser(build.has, skips_unknown_blocks=skips).feed(stream))


def obeyed(head: Head, stream: bytes, build: Build = EPSON) -> list[Effect]:
    """Let ``head`` obey ``stream`` and move its paper."""
    return [head.obey(token) for token in tokens(stream, build)]


def printed(stream: bytes, build: Build = EPSON) -> Head:
    """Return a head that has obeyed ``stream``, its paper moved after every command."""
    head = Head(build)
    for token in tokens(stream, build):
        head.paper.feed(head.obey(token).dots)
    return head


def unknown(effects: Iterable[Effect]) -> int:
    """Return how many bytes meant nothing."""
    return sum(effect.unknown for effect in effects)


def answers_of(mechanism: Mechanism) -> bytearray:
    """Return the place where the printer's answers gather."""
    heard = bytearray()
    mechanism.send = heard.extend
    return heard


def order(mechanism: Mechanism, **words: str | float | bool) -> None:
    """Change the printer's condition."""
    mechanism.set_condition(changed(mechanism.condition, words))
