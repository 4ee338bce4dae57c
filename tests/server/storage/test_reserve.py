"""Tests of the reserve: as large as there is space, and not claimed of the space it has freed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.storage.reserve import (
    LEAST_BYTES,
    OPENING_BYTES,
    RESERVE_BYTES,
    WORKING_BYTES,
    Reserve,
)
from tests.server.small_disk import fill, free_bytes, small_disk

MIB = 1024 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path, 48 * MIB) as disk:
        yield disk


def size(disk: Path) -> int | None:
    reserve = disk / "reserve"
    return reserve.stat().st_blocks * 512 if reserve.exists() else None


@pytest.mark.parametrize(
    ("free", "claimed"),
    [
        (2 * RESERVE_BYTES, RESERVE_BYTES),
        (RESERVE_BYTES + WORKING_BYTES, RESERVE_BYTES),
        (LEAST_BYTES + WORKING_BYTES + MIB, LEAST_BYTES + MIB),
        (LEAST_BYTES + WORKING_BYTES, LEAST_BYTES),
        (LEAST_BYTES + WORKING_BYTES - MIB, None),
        (0, None),
    ],
)
def test_a_reserve_is_as_large_as_leaves_space_to_work(
    disk: Path, free: int, claimed: int | None
) -> None:
    fill(disk, left=free)

    is_claimed = Reserve(disk).claim()

    assert is_claimed == (claimed is not None)
    assert size(disk) == claimed


def test_a_reserve_is_freed_and_claimed_again(disk: Path) -> None:
    reserve = Reserve(disk)
    reserve.claim()

    reserve.free()
    is_gone = size(disk) is None

    assert is_gone
    assert reserve.claim()
    assert size(disk) == RESERVE_BYTES


def test_a_reserve_that_is_there_is_left_as_it_is(disk: Path) -> None:
    (disk / "reserve").write_bytes(b"from before")

    is_claimed = Reserve(disk).claim()

    assert is_claimed
    assert (disk / "reserve").read_bytes() == b"from before"


def test_what_the_reserve_has_freed_itself_is_no_recovery(disk: Path) -> None:
    reserve = Reserve(disk)
    reserve.claim()
    fill(disk, left=0)

    reserve.free()

    assert free_bytes(disk) == RESERVE_BYTES
    assert not reserve.claim()
    assert size(disk) is None


def test_a_spent_reserve_is_claimed_of_what_came_free_since_there_was_least(disk: Path) -> None:
    reserve = Reserve(disk)
    reserve.claim()
    other = fill(disk, left=3 * MIB, name="of another program")
    fill(disk, left=0)
    reserve.free()
    fill(disk, left=11 * MIB, name="what calls and finishes took")
    is_early = reserve.claim()

    other.write_bytes(bytes(other.stat().st_size - WORKING_BYTES))

    assert not is_early
    assert reserve.claim()
    assert size(disk) == 11 * MIB


def test_a_disk_that_is_too_full_to_open_a_store_gets_the_reserve_back(disk: Path) -> None:
    reserve = Reserve(disk)
    reserve.claim()
    fill(disk, left=OPENING_BYTES)
    reserve.make_room()
    kept = size(disk)
    fill(disk, left=OPENING_BYTES - 4096, name="a little more")

    reserve.make_room()

    assert kept == RESERVE_BYTES
    assert size(disk) is None
    assert not reserve.claim()
