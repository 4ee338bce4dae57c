"""Telling apart what a printer answers, whatever way the bytes were split or mixed; pure."""

from collections.abc import Iterator
from dataclasses import dataclass

PROCESS_ID_HEADER, PROCESS_ID_FUNCTION = 0x37, 0x22
PRINTER_ID_HEADER = 0x5F
FIXED_BITS, AUTOMATIC_BITS, REAL_TIME_BITS = 0x93, 0x10, 0x12
"""Bits 7, 4, 1 and 0 tell the first byte of ASB from the answer to DLE EOT."""
PAPER_SENSORS = frozenset((0x00, 0x03, 0x0C, 0x0F))
"""Answers to GS r 1: both bits of near end alike, both of paper end alike, no other bit.

It carries no mark, so noise that is any other byte must not be taken for it.
"""
AUTOMATIC_LENGTH = 4
PROCESS_ID_LENGTH = 7
FULL_HEADER, FULL_LENGTH = b"\x10\x0f", 6
LONGEST_PRINTER_ID = 80
PRINTABLE = range(0x20, 0x7F)


@dataclass(frozen=True, slots=True)
class RealTimeStatus:
    """The byte that answers one ``DLE EOT``; the asker knows which."""

    byte: int


@dataclass(frozen=True, slots=True)
class AutomaticStatus:
    """The four bytes of ASB, sent by the printer of its own accord."""

    data: bytes


@dataclass(frozen=True, slots=True)
class PaperSensorStatus:
    """The byte that answers ``GS r 1``, once all before it is printed."""

    byte: int


@dataclass(frozen=True, slots=True)
class ProcessIdResponse:
    """The echo of ``GS ( H`` function 48, once all before it is printed."""

    mark: bytes


@dataclass(frozen=True, slots=True)
class PrinterId:
    """The text that answers ``GS I``."""

    text: str


@dataclass(frozen=True, slots=True)
class FullStatus:
    """The four bytes after the head that answer ``DLE EOT 20`` of a printer with a presenter."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes that no known answer begins with."""

    data: bytes


Response = (
    RealTimeStatus
    | AutomaticStatus
    | PaperSensorStatus
    | ProcessIdResponse
    | PrinterId
    | FullStatus
    | Unknown
)


class ResponseDemultiplexer:
    """Keeps the beginning of an answer until its end has come."""

    def __init__(self, *, names: bool = False, full_status: bool = False) -> None:
        """Start between two answers; names and full statuses come only where they are asked for.

        Elsewhere a byte of noise that looks like their head would swallow what follows.
        """
        self._names = names
        self._full_status = full_status
        self._block = bytearray()

    def feed(self, received: bytes) -> Iterator[Response]:
        """Yield every answer that ``received`` completes, in the order of completion."""
        for byte in received:
            yield from self._take(byte)

    def _take(self, byte: int) -> Iterator[Response]:
        if not self._block:
            yield from self._begin(byte)
        elif self._block[0] == PROCESS_ID_HEADER:
            yield from self._process_id(byte)
        elif self._block[0] == PRINTER_ID_HEADER:
            yield from self._printer_id(byte)
        elif self._is_full(byte):
            yield from self._full(byte)
        else:
            yield from self._automatic(byte)

    def _begin(self, byte: int) -> Iterator[Response]:
        if self._opens_block(byte):
            self._block.append(byte)
        elif _is_real_time(byte):
            yield RealTimeStatus(byte)
        elif byte in PAPER_SENSORS:
            yield PaperSensorStatus(byte)
        else:
            yield Unknown(bytes((byte,)))

    def _opens_block(self, byte: int) -> bool:
        is_name = byte == PRINTER_ID_HEADER and self._names
        return byte == PROCESS_ID_HEADER or is_name or _opens_automatic(byte)

    def _is_full(self, byte: int) -> bool:
        return self._full_status and (bytes(self._block) + bytes((byte,)))[:2] == FULL_HEADER

    def _full(self, byte: int) -> Iterator[Response]:
        self._block.append(byte)
        if len(self._block) == FULL_LENGTH:
            yield FullStatus(self._done()[len(FULL_HEADER) :])

    def _automatic(self, byte: int) -> Iterator[Response]:
        # Bytes two to four have bit 4 clear, so a real-time answer may slip in between them.
        if _is_real_time(byte):
            yield RealTimeStatus(byte)
        elif byte & 0x90:
            yield Unknown(self._done())
            yield from self._begin(byte)
        else:
            self._block.append(byte)
            if len(self._block) == AUTOMATIC_LENGTH:
                yield AutomaticStatus(self._done())

    def _process_id(self, byte: int) -> Iterator[Response]:
        if len(self._block) == 1 and byte != PROCESS_ID_FUNCTION:
            yield Unknown(self._done())
            yield from self._begin(byte)
            return
        self._block.append(byte)
        if len(self._block) == PROCESS_ID_LENGTH:
            block = self._done()
            yield Unknown(block) if block[-1] else ProcessIdResponse(block[2:6])

    def _printer_id(self, byte: int) -> Iterator[Response]:
        if byte == 0:
            yield PrinterId(self._done()[1:].decode("ascii", errors="replace"))
            return
        if byte not in PRINTABLE:
            yield Unknown(self._done())
            yield from self._begin(byte)
            return
        self._block.append(byte)
        if len(self._block) > LONGEST_PRINTER_ID:
            yield Unknown(self._done())

    def _done(self) -> bytes:
        block = bytes(self._block)
        self._block.clear()
        return block


def _opens_automatic(byte: int) -> bool:
    return byte & FIXED_BITS == AUTOMATIC_BITS


def _is_real_time(byte: int) -> bool:
    return byte & FIXED_BITS == REAL_TIME_BITS
