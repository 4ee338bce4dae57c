"""The bytes of the few commands that stand alone."""

import pytest

from printers.commands import (
    ask_real_time_status,
    process_id_fence,
    raster_band,
    select_code_page,
)


def test_commands_are_the_bytes_of_the_reference() -> None:
    assert select_code_page(53) == b"\x1bt5"
    assert ask_real_time_status(4) == b"\x10\x04\x04"
    assert process_id_fence(b"0042") == b"\x1d(H\x06\x0000" + b"0042"


def test_a_band_says_its_width_in_bytes_and_its_height_in_rows() -> None:
    assert raster_band(2, 3, 1, b"abcdef") == b"\x1dv0\x00\x02\x00\x03\x00abcdef"
    assert raster_band(300, 1, 2, b"")[:8] == b"\x1dv0\x03\x2c\x01\x01\x00"


def test_a_process_id_has_four_bytes() -> None:
    with pytest.raises(ValueError, match="long"):
        process_id_fence(b"too long")
