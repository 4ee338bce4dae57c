"""Tests of the store: opened once, durable settings, migrations whole or not at all."""

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from server.storage import sqlite
from server.storage.sqlite import (
    RESERVE_BYTES,
    Fault,
    Store,
    StoreError,
    connect,
    fault_of,
    split_statements,
)


def failure(statement: str) -> Exception:
    connection = connect(":memory:")
    with pytest.raises(sqlite3.Error) as caught:
        connection.execute(statement)
    error: Exception = caught.value
    return error


def coded(code: int) -> Exception:
    error: Exception = sqlite3.OperationalError("made by the test")
    vars(error)["sqlite_errorcode"] = code
    return error


def setting(store: Store, name: str) -> object:
    row = store.connection.execute(f"pragma {name}").fetchone()
    assert row is not None
    return row[0]


def test_a_store_is_durable_before_it_is_fast(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data")

    assert setting(store, "journal_mode") == "wal"
    assert setting(store, "synchronous") == 2
    assert setting(store, "wal_autocheckpoint") == 0
    assert setting(store, "foreign_keys") == 1
    store.close()


def test_only_one_process_holds_a_data_directory(tmp_path: Path) -> None:
    store = Store.open(tmp_path)

    with pytest.raises(StoreError, match="is held by a running server"):
        Store.open(tmp_path)

    store.close()
    Store.open(tmp_path).close()


def test_what_was_committed_is_there_after_opening_again(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.begin()
    store.connection.execute("create table kept (text)")
    store.commit()
    store.begin()
    store.connection.execute("create table undone (text)")
    store.rollback()
    store.close()

    again = Store.open(tmp_path)

    tables = again.connection.execute("select name from sqlite_master").fetchall()
    assert ("kept",) in tables
    assert ("undone",) not in tables
    again.close()


def test_rolling_back_when_nothing_is_open_does_nothing() -> None:
    store = Store(connect(":memory:"))

    store.rollback()

    assert not store.connection.in_transaction


def test_every_migration_is_applied_once(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    store = Store.open(tmp_path)

    applied = store.connection.execute("select name from _sqlite_migrations").fetchall()

    assert applied == [(path.stem,) for path in sorted(sqlite.MIGRATIONS.glob("*.sql"))]
    store.close()


def test_a_checkpoint_empties_the_log_for_its_next_use(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.begin()
    store.connection.execute("create table kept (text)")
    store.commit()

    store.checkpoint()

    row = store.connection.execute("pragma wal_checkpoint(passive)").fetchone()
    assert row is not None
    busy, in_log, moved = row
    assert busy == 0
    assert in_log == moved
    assert not store.log_is_long()
    store.close()


def test_a_log_beyond_its_limit_is_long(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with (tmp_path / "kezek.db-wal").open("r+b") as log:
        log.truncate(sqlite.MAX_WAL_BYTES + 1)

    assert store.log_is_long()

    store.close()


def test_the_reserve_is_claimed_freed_and_claimed_again(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    reserve = tmp_path / "reserve"
    claimed = reserve.stat().st_blocks * 512

    store.free_reserve()
    is_gone = not reserve.exists()

    assert claimed >= RESERVE_BYTES
    assert is_gone
    assert store.refill_reserve()
    assert reserve.stat().st_size == RESERVE_BYTES
    store.close()


def test_a_store_in_memory_has_no_reserve_and_no_log() -> None:
    store = Store(connect(":memory:"))

    store.free_reserve()

    assert store.refill_reserve()
    assert not store.log_is_long()
    store.close()


def test_a_script_is_split_into_its_statements() -> None:
    script = "create table a (\n  text\n);\n\ncreate trigger t after insert on a begin\n"
    script += "  delete from a;\nend;\n"

    assert [*split_statements(script)] == [
        "create table a (\n  text\n);",
        "create trigger t after insert on a begin\n  delete from a;\nend;",
    ]


def test_a_script_that_breaks_off_is_refused() -> None:
    with pytest.raises(StoreError, match="in the middle"):
        [*split_statements("create table a (text);\ncreate table b (")]


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (failure("select nothing from nowhere"), Fault.BUG),
        (failure("insert into zones (hall, id) values ('none', 'x')"), Fault.BUG),
        (coded(sqlite3.SQLITE_FULL), Fault.FULL),
        (coded(sqlite3.SQLITE_IOERR), Fault.FATAL),
        (coded(sqlite3.SQLITE_IOERR | (4 << 8)), Fault.FATAL),
        (coded(sqlite3.SQLITE_CORRUPT), Fault.FATAL),
        (coded(sqlite3.SQLITE_NOTADB), Fault.FATAL),
        (coded(sqlite3.SQLITE_READONLY), Fault.FATAL),
        (ValueError("no database"), Fault.BUG),
    ],
)
def test_what_is_not_known_to_be_harmless_is_fatal(error: Exception, fault: Fault) -> None:
    assert fault_of(error) is fault
