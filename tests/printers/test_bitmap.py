"""Dots are packed and moved without loss, and no band holds a command for the printer."""

from hypothesis import given
from hypothesis import strategies as st

from printers.bitmap import (
    Bitmap,
    bands,
    columns,
    cropped,
    holds_command,
    ink_rows,
    mended,
    shifted,
    unpack,
)

RISKY = st.sampled_from([0x10, 0x04, 0x05, 0x14, 0x00, 0xFF, 0x41])
ANY = st.integers(0, 255)


def bitmaps(byte: st.SearchStrategy[int]) -> st.SearchStrategy[Bitmap]:
    """Return bitmaps of up to six bytes by twenty rows."""

    def of_width(width: int) -> st.SearchStrategy[Bitmap]:
        row = st.lists(byte, min_size=width, max_size=width).map(bytes)
        rows = st.lists(row, min_size=1, max_size=20).map(tuple)
        return rows.map(lambda some: Bitmap(width, some))

    return st.integers(1, 6).flatmap(of_width)


def picture(bitmap: Bitmap) -> list[str]:
    """Return the rows as signs, without white at the sides."""
    rows = ["".join(f"{byte:08b}" for byte in row) for row in bitmap.rows]
    left = min((row.find("1") for row in rows if "1" in row), default=0)
    return [row[left:].rstrip("0") for row in rows]


def test_dots_become_rows_of_whole_bytes() -> None:
    assert unpack(b"abcdef", 12, 3) == Bitmap(2, (b"ab", b"cd", b"ef"))
    assert unpack(b"abcdef", 12, 3).dots == b"abcdef"


@given(bitmaps(ANY))
def test_cropping_takes_white_columns_and_nothing_else(bitmap: Bitmap) -> None:
    small = cropped(bitmap)

    assert picture(small) == picture(bitmap)
    assert all(len(row) == small.width_bytes for row in small.rows)
    assert small.width_bytes <= bitmap.width_bytes


@given(bitmaps(ANY), st.integers(0, 7))
def test_moving_keeps_every_dot(bitmap: Bitmap, dots: int) -> None:
    moved = shifted(bitmap, dots)

    assert picture(moved) == picture(bitmap)
    assert all(len(row) == moved.width_bytes for row in moved.rows)


@given(bitmaps(RISKY), st.integers(1, 8))
def test_no_band_holds_a_real_time_command_or_is_too_high(bitmap: Bitmap, highest: int) -> None:
    cut = bands(bitmap, highest, bitmap.width_bytes + 1)

    assert not any(holds_command(band.dots) for band in cut)
    assert all(len(band.rows) <= highest for band in cut)
    assert sum(len(band.rows) for band in cut) == len(bitmap.rows)


def test_a_command_across_two_rows_parts_them_without_moving_a_dot() -> None:
    bitmap = Bitmap(2, (b"\x01\x10", b"\x04\x01"))

    assert bands(bitmap, 255, 2) == (Bitmap(2, (b"\x01\x10",)), Bitmap(2, (b"\x04\x01",)))


def test_a_command_inside_a_row_moves_all_dots_alike() -> None:
    bitmap = Bitmap(3, (b"\x10\x04\x00", b"\x01\x80\x00"))

    (band,) = bands(bitmap, 255, 3)

    assert not holds_command(band.dots)
    assert picture(band) == picture(bitmap)


def test_where_moving_does_not_help_one_dot_is_added() -> None:
    stubborn = Bitmap(2, tuple(bytes((0x10, byte)) for byte in (0x04, 0x05, 0x14)))

    (band,) = bands(stubborn, 255, 1)

    assert band.rows == (b"\x10\x0c", b"\x10\x0d", b"\x10\x1c")


@given(st.lists(RISKY, max_size=60).map(bytes))
def test_mended_dots_are_never_a_command_and_never_fewer(dots: bytes) -> None:
    safe = mended(dots)

    assert not holds_command(safe)
    assert all(ours | theirs == ours for ours, theirs in zip(safe, dots, strict=True))


def test_columns_go_down_first_and_are_filled_to_whole_bytes() -> None:
    corner = Bitmap(1, (b"\x80", b"\xc0", b"\x01"))

    assert columns(corner) == bytes((0b11000000, 0b01000000, 0, 0, 0, 0, 0, 0b00100000))


def test_the_ink_is_from_the_first_row_with_a_dot_to_the_last() -> None:
    assert ink_rows(Bitmap(1, (b"\x00", b"\x01", b"\x00", b"\x01", b"\x00"))) == range(1, 4)
    assert ink_rows(Bitmap(1, (b"\x00",))) == range(0)
