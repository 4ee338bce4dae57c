"""Tests of a log that has grown long: its space on a full disk, its content at the next start."""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from pysqlite3 import dbapi2 as sqlite3

from server.storage.reserve import RESERVE_BYTES
from server.storage.sqlite import BUSY_MS, Store
from tests.server.small_disk import fill, small_disk


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path, 40 * 1024 * 1024) as disk:
        yield disk


def lengthen_log(store: Store, size: int) -> None:
    """Write the same pages again and again: the log grows, the database does not."""
    store.connection.execute("create table if not exists filler (bytes)")
    store.connection.execute("insert into filler values (zeroblob(1000000))")
    for _ in range(size // 1_000_000):
        store.connection.execute("update filler set bytes = randomblob(1000000)")


def test_a_full_disk_gets_the_space_of_a_long_log_back(full_disk: Path) -> None:
    store = Store.open(full_disk)
    lengthen_log(store, 10_000_000)
    fill(full_disk, left=0)
    store.free_reserve()
    used = (full_disk / "kezek.db-wal").stat().st_size

    assert store.refill_reserve()

    assert used > 10_000_000
    assert (full_disk / "kezek.db-wal").stat().st_size == 0
    assert (full_disk / "reserve").stat().st_size == RESERVE_BYTES
    store.close()


def test_a_reader_keeps_the_log_as_long_as_it_is_and_stops_nobody(full_disk: Path) -> None:
    store = Store.open(full_disk)
    lengthen_log(store, 10_000_000)
    reader = sqlite3.connect(str(full_disk / "kezek.db"), isolation_level=None)
    reader.execute("begin")
    reader.execute("select * from halls").fetchall()
    fill(full_disk, left=0)
    store.free_reserve()

    is_refilled = store.refill_reserve()

    assert not is_refilled
    assert (full_disk / "kezek.db-wal").stat().st_size > 10_000_000
    assert store.connection.execute("pragma busy_timeout").fetchone() == (BUSY_MS,)
    store.begin()
    store.rollback()
    reader.close()
    store.close()


def test_a_log_that_cannot_be_moved_for_lack_of_space_stays(full_disk: Path) -> None:
    store = Store.open(full_disk)
    store.connection.execute("create table filler (bytes)")
    store.connection.execute("insert into filler values (zeroblob(15000000))")
    fill(full_disk, left=0)
    store.free_reserve()
    fill(full_disk, left=1_000_000, name="more")

    is_refilled = store.refill_reserve()

    assert not is_refilled
    assert store.connection.execute("select count(*) from filler").fetchone() == (1,)
    store.close()


def test_a_log_is_written_anew_before_it_is_used(tmp_path: Path) -> None:
    killed, data = tmp_path / "killed", tmp_path / "data"
    store = Store.open(killed)
    lengthen_log(store, 3_000_000)
    copytree(killed, data)
    store.close()
    log = data / "kezek.db-wal"
    before = log.read_bytes()
    os.utime(log, (1, 1))

    again = Store.open(data)

    is_written = log.stat().st_mtime > 1
    is_whole = log.read_bytes().startswith(before)
    assert again.connection.execute("select count(*) from filler").fetchone() == (1,)
    again.close()
    assert is_written
    assert is_whole
    assert len(before) > 3_000_000
