"""Tests of a new epoch: how many numbers are left out, by what old stores gave."""

from pathlib import Path

import pytest

from server.backup.epochs import (
    Old,
    begin_epoch,
    check_same_hall,
    forget_copy,
    lost_of,
    old_of,
    take_copy,
)
from server.storage.backups import CopyError, Flaw, copy_store, examine, opened_copy
from server.storage.halls import Halls, Head
from server.storage.offline import OfflineNumbers
from server.storage.sqlite import Store, connect
from tests.fakes.clock import FakeClock
from tests.server.working_hall import WorkingHall

HEAD = Head(epoch=1, seq=9, hash="", last_at=0, wall_offset=0, policy_version=1)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give the copy of a hall that issued 20 tickets and merged 50 numbers of kiosk 2."""
    hall = WorkingHall(store=Store.open(tmp_path / "data"))
    for _ in range(20):
        hall.issue()
    hall.within(lambda ledger: OfflineNumbers(ledger.connection, "small").prepare(2, 50))
    copy_store(tmp_path / "data", tmp_path / "copy")
    hall.store.close()
    return tmp_path / "copy"


def margin(copy: Path, wanted: int | None = None, **ordinals: int) -> int:
    known = (Old("small", HEAD, ordinals),) if ordinals else ()
    return begin_epoch(copy, 2, known, wanted, FakeClock()).margin


@pytest.mark.parametrize(
    ("wanted", "ordinals", "left_out"),
    [
        (None, {}, 200),
        (900, {}, 900),
        (None, {"main": 30}, 200),
        (None, {"main": 301}, 300),
        (250, {"main": 301}, 300),
        (400, {"main": 301}, 400),
        (None, {"main": 30, "kiosk-2": 51}, 200),
        (None, {"main": 30, "kiosk-2": 5051}, 5000),
        (None, {"main": 30, "kiosk-3": 301}, 300),
    ],
)
def test_so_many_numbers_are_left_out_as_may_have_been_given_since(
    copy: Path, wanted: int | None, ordinals: dict[str, int], left_out: int
) -> None:
    assert margin(copy, wanted, **ordinals) == left_out


def test_a_hall_whose_kiosks_gave_many_numbers_leaves_out_no_more_for_it(tmp_path: Path) -> None:
    hall = WorkingHall(store=Store.open(tmp_path / "data"))
    hall.within(lambda ledger: OfflineNumbers(ledger.connection, "small").prepare(2, 5000))
    copy_store(tmp_path / "data", tmp_path / "copy")
    old = hall.within(lambda ledger: old_of(ledger.connection, tmp_path))
    hall.store.close()

    gap = begin_epoch(tmp_path / "copy", 2, [old], None, FakeClock())

    with opened_copy(tmp_path / "copy") as connection:
        ordinals = Halls(connection).next_ordinals("small")
    assert gap.margin == 200
    assert (ordinals["main"], ordinals["kiosk-2"]) == (201, 5201)


def test_a_copy_is_taken_brought_up_and_forgotten(tmp_path: Path, copy: Path) -> None:
    unfinished = tmp_path / "unfinished"
    take_copy(copy, unfinished)
    connect(str(unfinished)).close()
    is_whole = examine(unfinished) == examine(copy)

    forget_copy(unfinished)

    assert is_whole
    assert not [*tmp_path.glob("unfinished*")]


def test_how_much_is_lost_is_told_by_the_stores_that_are_left(copy: Path) -> None:
    found = examine(copy)
    newer = Old("small", Head(1, found.head.seq + 7, "", 0, 0, 1), {})

    assert lost_of(found, ()) is None
    assert lost_of(found, [Old("small", HEAD, {})]) == 0
    assert lost_of(found, [Old("small", HEAD, {}), newer]) == 7


def test_another_hall_is_never_replaced(tmp_path: Path) -> None:
    check_same_hall([Old("small", HEAD, {})], "small", tmp_path)

    with pytest.raises(CopyError) as refused:
        check_same_hall([Old("elsewhere", HEAD, {})], "small", tmp_path)

    assert refused.value.flaw is Flaw.OTHER_HALL
