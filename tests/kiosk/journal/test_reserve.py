"""The second, coarser counter."""

from pathlib import Path

import pytest

from kiosk.journal.reserve import BLOCK, Reserve
from kiosk.journal.tape import TapeError


def test_an_ordinal_is_covered_by_its_whole_block(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "numbers")

    reserve.cover(2, 1)

    assert Reserve(tmp_path / "numbers").end_of(2) == BLOCK
    assert Reserve(tmp_path / "numbers").end_of(3) == 0


def test_the_file_is_written_once_in_a_block(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "numbers")
    reserve.cover(2, 1)
    before = (tmp_path / "numbers").stat().st_ino

    reserve.cover(2, BLOCK)
    same = (tmp_path / "numbers").stat().st_ino
    reserve.cover(2, BLOCK + 1)

    assert same == before
    assert Reserve(tmp_path / "numbers").end == 2 * BLOCK


@pytest.mark.parametrize("content", [b"", b"{", b'{"kiosk": "two"}', b"\x00" * 40])
def test_a_file_that_cannot_be_read_reserves_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "numbers").write_bytes(content)

    assert Reserve(tmp_path / "numbers").end == 0


def test_an_ordinal_that_cannot_be_reserved_is_refused(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "gone" / "numbers")

    with pytest.raises(TapeError):
        reserve.cover(2, 1)
