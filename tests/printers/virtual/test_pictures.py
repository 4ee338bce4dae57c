"""Bytes become the dots that the command says."""

import pytest
from PIL import Image

from printers.virtual.pictures import (
    blank,
    column_scale,
    from_columns,
    from_rows,
    mode_scale,
    scaled,
)


def black_dots(image: Image.Image) -> list[tuple[int, int]]:
    """Return the places of all black dots."""
    return [
        (x, y)
        for y in range(image.height)
        for x in range(image.width)
        if image.getpixel((x, y)) == 0
    ]


def test_rows_begin_on_whole_bytes_and_the_rest_is_dropped() -> None:
    image = from_rows(b"\x80\x40\x01\xff", 10, 2)

    assert image.size == (10, 2)
    assert black_dots(image) == [(0, 0), (9, 0), (7, 1), (8, 1), (9, 1)]


def test_columns_go_down_from_the_highest_bit() -> None:
    image = from_columns(b"\x80\x00\x01\x01\x00\x00", 2, 3)

    assert image.size == (2, 24)
    assert black_dots(image) == [(0, 0), (1, 7), (0, 23)]


def test_dots_that_did_not_come_are_white() -> None:
    assert black_dots(from_rows(b"", 8, 1)) == []
    assert black_dots(from_columns(b"", 0, 1)) == []


@pytest.mark.parametrize(("mode", "scale"), [(0, (1, 1)), (1, (2, 1)), (2, (1, 2)), (51, (2, 2))])
def test_the_mode_doubles_dots(mode: int, scale: tuple[int, int]) -> None:
    assert mode_scale(mode) == scale
    assert scaled(blank(3, 5), *scale).size == (3 * scale[0], 5 * scale[1])


@pytest.mark.parametrize(("mode", "scale"), [(0, (2, 3)), (1, (1, 3)), (32, (2, 1)), (33, (1, 1))])
def test_columns_of_eight_dots_are_a_third_as_dense(mode: int, scale: tuple[int, int]) -> None:
    assert column_scale(mode) == scale
