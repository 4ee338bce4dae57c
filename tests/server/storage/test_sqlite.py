"""Tests of the store: opened once, durable settings, migrations whole or not at all."""

from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite3

from server.storage import sqlite
from server.storage.faults import Fault, StoreError
from server.storage.sqlite import Store, connect, fault_of
from server.storage.witness import Seen
from tests.conftest import ExpectedLog
from tests.server.working_hall import WorkingHall


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


def test_nobody_else_may_read_the_store_in_a_folder_that_was_there(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    store = Store.open(tmp_path)
    store.connection.execute("create table t (x)")

    files = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("kezek.db*")}
    store.close()
    assert files == dict.fromkeys(("kezek.db", "kezek.db-wal", "kezek.db-shm"), 0o600)


def test_a_store_is_durable_before_it_is_fast(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data")

    assert setting(store, "journal_mode") == "wal"
    assert setting(store, "synchronous") == 2
    assert setting(store, "wal_autocheckpoint") == 0
    assert setting(store, "foreign_keys") == 1
    store.close()


def test_a_log_that_cannot_be_written_anew_opens_nothing(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    (tmp_path / "kezek.db-wal").symlink_to("/dev/full")

    with pytest.raises(StoreError, match=r"cannot be opened: .*No space left"):
        Store.open(tmp_path)

    (tmp_path / "kezek.db-wal").unlink()
    Store.open(tmp_path).close()


def test_a_store_that_would_not_be_durable_is_not_opened() -> None:
    with pytest.raises(StoreError, match="SQLite keeps journal_mode at memory here, not at wal"):
        connect("")  # a temporary one: SQLite lets it have no log, and says nothing


def test_a_file_that_is_no_database_is_refused_and_the_directory_let_go(tmp_path: Path) -> None:
    (tmp_path / "kezek.db").write_text("this is no database " * 100, encoding="utf-8")

    with pytest.raises(StoreError, match="file is not a database"):
        Store.open(tmp_path)

    (tmp_path / "kezek.db").unlink()
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


@pytest.mark.parametrize(
    "damage",
    [
        "drop index callable_legs_by_lane",
        "alter table devices rename column suspect to suspekt",
        "alter table zones add column more text",
    ],
)
def test_a_schema_that_no_migration_made_is_damage(damage: str) -> None:
    store = Store(connect(":memory:"))
    store.connection.execute("create table of_somebody_else (text)")
    store.check_pages()
    store.connection.execute(damage)

    with pytest.raises(ValueError, match="is not as it was made"):
        store.check_pages()

    store.close()


def test_a_power_cut_while_the_list_of_migrations_is_made_leaves_a_store_that_opens(
    tmp_path: Path,
) -> None:
    """Table and index of that list are made in two steps, before any migration."""
    store = Store.open(tmp_path)
    store.connection.execute("drop index idx__sqlite_migrations_migration_set_name")
    store.close()

    again = Store.open(tmp_path)

    again.check_pages()
    tables = again.connection.execute("select name from sqlite_master").fetchall()
    again.close()
    assert ("tickets",) in tables


def test_rolling_back_when_nothing_is_open_does_nothing() -> None:
    store = Store(connect(":memory:"))

    store.rollback()

    assert not store.connection.in_transaction


def test_a_checkpoint_moves_all_that_was_committed(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.begin()
    store.connection.execute("create table kept (text)")
    store.commit()
    size = (tmp_path / "kezek.db").stat().st_size

    assert store.checkpoint()

    assert (tmp_path / "kezek.db").stat().st_size > size
    assert not store.log_is_long()
    store.close()


def test_a_checkpoint_says_when_a_reader_holds_pages_back(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    reader = sqlite3.connect(str(tmp_path / "kezek.db"), isolation_level=None)
    reader.execute("begin")
    reader.execute("select * from halls").fetchall()
    store.begin()
    store.connection.execute("create table kept (text)")
    store.commit()

    assert not store.checkpoint()

    reader.close()
    assert store.checkpoint()
    store.close()


def test_a_log_is_long_until_it_was_moved_however_large_its_file_stays(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.connection.execute("create table filler (bytes)")
    pages = sqlite.MAX_WAL_PAGES * 4096
    store.begin()
    filling = f"insert into filler values (zeroblob({pages}))"  # noqa: S608 - our own number
    store.connection.execute(filling)
    store.commit()
    was_long = store.log_is_long()

    is_moved = store.checkpoint()
    store.connection.execute("insert into filler values (1)")

    assert was_long
    assert is_moved
    assert not store.log_is_long()
    assert (tmp_path / "kezek.db-wal").stat().st_size > pages
    store.close()


def test_a_store_in_memory_has_no_reserve_and_no_log() -> None:
    store = Store(connect(":memory:"))

    store.free_reserve()

    assert store.refill_reserve()
    assert not store.log_is_long()
    store.close()


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


def test_a_witness_that_cannot_be_written_ends_nothing(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.storage.sqlite", "the witness is written no more")
    (tmp_path / "witness").symlink_to("/dev/full")
    store = Store.open(tmp_path)

    for seq in (1, 2):
        store.bear_witness(Seen("hall-demo", 1, seq, "ab" * 32))

    assert store.seen() is None
    store.close()


def test_a_command_of_a_kind_that_was_seen_before_is_not_prepared_again() -> None:
    connection: Any = connect(":memory:")
    hall = WorkingHall(store=Store(connection))
    prepared: list[int] = []

    def note(action: int, *_: object) -> int:
        prepared.append(action)
        return int(sqlite3.SQLITE_OK)

    connection.set_authorizer(note)  # SQLite asks it whenever a statement is prepared
    hall.issue()
    at_first = len(prepared)
    hall.issue()

    assert at_first > 0
    assert len(prepared) == at_first
