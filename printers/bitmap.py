"""Rows of dots: packed, cropped, moved, cut into bands that hold no command; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

DATA_LINK_ESCAPE = 0x10
REAL_TIME_SECOND_BYTES = (0x04, 0x05, 0x14)
REAL_TIME_COMMANDS = tuple(bytes((DATA_LINK_ESCAPE, second)) for second in REAL_TIME_SECOND_BYTES)
SHIFTS = range(8)


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Rows of dots, one bit each, black is 1, every row filled up to whole bytes."""

    width_bytes: int
    rows: tuple[bytes, ...]

    @property
    def dots(self) -> bytes:
        """All rows, one after another."""
        return b"".join(self.rows)


def unpack(dots: bytes, width: int, height: int) -> Bitmap:
    """Return the bitmap whose rows of ``width`` dots stand in ``dots``."""
    stride = bytes_for(width)
    return Bitmap(stride, tuple(dots[y * stride : (y + 1) * stride] for y in range(height)))


def bytes_for(dots: int) -> int:
    """Return how many bytes hold ``dots``."""
    return (dots + 7) // 8


def cropped(bitmap: Bitmap) -> Bitmap:
    """Return ``bitmap`` without white columns at its sides; all white becomes one byte wide."""
    numbers = [int.from_bytes(row) for row in bitmap.rows]
    ink = reduce(or_, numbers, 0)
    if not ink:
        return Bitmap(1, (b"\x00",) * len(bitmap.rows))
    right = (ink & -ink).bit_length() - 1
    width = bytes_for(ink.bit_length() - right)
    # The ink begins at the left edge, so that a line is centred by its ink.
    move = width * 8 - ink.bit_length()
    rows = ((number << move if move >= 0 else number >> -move) for number in numbers)
    return Bitmap(width, tuple(row.to_bytes(width) for row in rows))


def ink_rows(bitmap: Bitmap) -> range:
    """Return the rows from the first to the last that has ink; empty when none has."""
    inked = [y for y, row in enumerate(bitmap.rows) if any(row)]
    return range(inked[0], inked[-1] + 1) if inked else range(0)


def bands(bitmap: Bitmap, highest: int, widest: int) -> tuple[Bitmap, ...]:
    """Cut ``bitmap`` into bands of at most ``highest`` rows without a real-time command inside.

    ESC/POS printers act on DLE EOT, ENQ and DC4 even inside the data of a raster command. Where
    one would stand across two rows a new band begins; inside a row all dots move by less than a
    byte, up to ``widest`` bytes. Only where nothing of this helps one dot is added.
    """
    for shift in SHIFTS:
        moved = shifted(bitmap, shift)
        if moved.width_bytes <= widest and not any(map(holds_command, moved.rows)):
            return tuple(_cut(moved, highest))
    altered = Bitmap(bitmap.width_bytes, tuple(mended(row) for row in bitmap.rows))
    return tuple(_cut(altered, highest))


def shifted(bitmap: Bitmap, dots: int) -> Bitmap:
    """Return ``bitmap`` moved ``dots`` to the right, a byte wider if need be."""
    if not dots:
        return bitmap
    spills = any(row[-1] & ((1 << dots) - 1) for row in bitmap.rows)
    width = bitmap.width_bytes + spills
    move = dots - 8 * spills
    numbers = (int.from_bytes(row) for row in bitmap.rows)
    rows = (number >> move if move > 0 else number << -move for number in numbers)
    return Bitmap(width, tuple(row.to_bytes(width) for row in rows))


def holds_command(dots: bytes) -> bool:
    """Tell whether a printer would take part of ``dots`` for a real-time command."""
    return any(command in dots for command in REAL_TIME_COMMANDS)


def columns(bitmap: Bitmap) -> bytes:
    """Return the dots column by column from the left, top first, eight dots a byte."""
    height = bytes_for(len(bitmap.rows)) * 8
    filled = (*bitmap.rows, *(bytes(bitmap.width_bytes),) * (height - len(bitmap.rows)))
    bits = [f"{int.from_bytes(row):0{bitmap.width_bytes * 8}b}" for row in filled]
    upright = "".join("".join(column) for column in zip(*bits, strict=True))
    return int(upright, 2).to_bytes(len(upright) // 8)


def mended(dots: bytes) -> bytes:
    """Return ``dots`` without real-time commands: one dot more where one would stand."""
    safe = bytearray(dots)
    for place in range(len(safe) - 1):
        if safe[place] == DATA_LINK_ESCAPE and safe[place + 1] in REAL_TIME_SECOND_BYTES:
            safe[place + 1] |= 0x08
    return bytes(safe)


def _cut(bitmap: Bitmap, highest: int) -> Iterator[Bitmap]:
    band: list[bytes] = []
    for row in bitmap.rows:
        if band and (len(band) == highest or holds_command(band[-1][-1:] + row[:1])):
            yield Bitmap(bitmap.width_bytes, tuple(band))
            band = []
        band.append(row)
    yield Bitmap(bitmap.width_bytes, tuple(band))
