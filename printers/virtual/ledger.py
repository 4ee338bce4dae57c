"""What the bytes of the strip under the head were used for, and which of them for nothing."""

from printers.virtual.shelf import Provenance, Unknown
from printers.virtual.tokens import ABSORBED, Token

FIRST_UNKNOWN = 8
LONGEST_SHOWN = 32
KINDS = {
    "text": "text",
    "ESC &": "own-characters",
    "ESC %": "own-characters",
    "ESC ?": "own-characters",
    "GS v 0": "raster",
    "row": "raster",
    "ESC *": "raster",
    "GS *": "raster",
    "GS /": "raster",
    "FS q": "logo",
    "FS p": "logo",
    "GS ( k": "qr",
}
BUFFERED_GRAPHICS = frozenset((2, 50, 112, 113))


class ByteLedger:
    """Counts from cut to cut, and all unknown bytes of the printer's life."""

    def __init__(self, model: str) -> None:
        """Start with an empty strip."""
        self._model = model
        self._strip = Provenance(model)
        self._absorbed = 0
        self.unknown_bytes = 0

    def note(self, token: Token, content: bytes, *, own: bool) -> None:
        """Book the bytes of one token; ``own`` tells that a letter is drawn by the host."""
        self._strip.received += content
        self._absorbed += len(content)
        if token.name != ABSORBED:
            kind = "own-characters" if own else _kind(token)
            sums = self._strip.bytes_by
            sums[kind] = sums.get(kind, 0) + self._absorbed
            self._absorbed = 0

    def note_unknown(self, count: int) -> None:
        """Remember that the last ``count`` bytes meant nothing."""
        strip = self._strip
        self.unknown_bytes += count
        strip.unknown_bytes += count
        at = max(0, len(strip.received) - count)
        if len(strip.unknown) < FIRST_UNKNOWN:
            strip.unknown.append(Unknown(at, bytes(strip.received[at:][:LONGEST_SHOWN])))

    def closed(self, leftover: int, cut: str) -> Provenance:
        """Hand the strip's account over and begin the next."""
        done, self._strip = self._strip, Provenance(self._model)
        done.leftover_bytes, done.cut = leftover, cut
        return done


def _kind(token: Token) -> str:
    if token.name == "GS ( L":
        return "raster" if token.arguments[1:2] in _buffered() else "logo"
    return KINDS.get(token.name, "other")


def _buffered() -> frozenset[bytes]:
    return frozenset(bytes((function,)) for function in BUFFERED_GRAPHICS)
