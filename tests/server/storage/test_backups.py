"""Tests of copies: whole at one moment beside a writer, read only, refused for a reason."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from pysqlite3 import dbapi2 as sqlite3

from server.storage.backups import (
    CopyError,
    Flaw,
    copy_store,
    examine,
    only_hall,
    opened_aside,
    opened_copy,
)
from server.storage.event_log import EventLog
from server.storage.sqlite import Store
from server.storage.syncing import sync
from server.storage.witness import Seen, Witness
from tests.server.working_hall import WorkingHall

FROM_THE_FUTURE = (
    "insert into _sqlite_migrations (migration_set, name, applied_at)"
    " values ('kezek', '9999_from_the_future', '')"
)


def kept_hall(folder: Path) -> WorkingHall:
    return WorkingHall(store=Store.open(folder))


def flaw_of(path: Path) -> Flaw:
    with pytest.raises(CopyError) as refused:
        examine(path)
    return refused.value.flaw


def doctor(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of a store with four entries."""
    hall = kept_hall(tmp_path / "data")
    for _ in range(3):
        hall.issue()
    copy_store(tmp_path / "data", tmp_path / "copy")
    hall.store.close()
    return tmp_path / "copy"


def test_a_copy_is_made_while_the_store_is_open_and_has_what_was_committed(tmp_path: Path) -> None:
    hall = kept_hall(tmp_path / "data")
    hall.issue()
    hall.store.begin()
    hall.store.connection.execute("update halls set seq = 99")

    copy_store(tmp_path / "data", tmp_path / "copy")

    hall.store.rollback()
    hall.issue()
    found = examine(tmp_path / "copy")
    assert (found.hall, found.head.seq, found.entries) == ("small", 2, 2)
    hall.store.close()


def test_nobody_else_may_read_a_copy(copy: Path) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_is_only_read(copy: Path) -> None:
    before = copy.read_bytes()

    with opened_copy(copy) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("delete from events")

    assert copy.read_bytes() == before


def test_an_existing_file_is_never_overwritten(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(FileExistsError):
        copy_store(tmp_path / "data", copy)


def test_a_folder_without_a_store_cannot_be_copied(tmp_path: Path) -> None:
    with pytest.raises(CopyError) as refused:
        copy_store(tmp_path, tmp_path / "copy")

    assert refused.value.flaw is Flaw.NO_STORE
    assert refused.value.data == {"path": str(tmp_path)}


def test_a_store_that_is_no_database_cannot_be_copied(tmp_path: Path) -> None:
    (tmp_path / "kezek.db").write_text("no database " * 200, encoding="utf-8")

    with pytest.raises(CopyError) as refused:
        copy_store(tmp_path, tmp_path / "copy")

    assert refused.value.flaw is Flaw.NOT_COPIED


@pytest.mark.parametrize(
    ("seen", "is_copied"),
    [
        (Seen("small", 1, 4, "{head}"), True),
        (Seen("small", 1, 4, "0f" * 32), False),
        (Seen("small", 1, 5, "0f" * 32), False),
        (Seen("small", 2, 4, "{head}"), False),
        (Seen("small", 0, 99, "0f" * 32), True),
        (Seen("elsewhere", 1, 99, "0f" * 32), True),
    ],
)
def test_a_store_that_lost_what_was_answered_is_not_copied(
    tmp_path: Path, copy: Path, seen: Seen, *, is_copied: bool
) -> None:
    head = examine(copy).head.hash
    witness = Witness(tmp_path / "data")
    witness.note(replace(seen, hash=seen.hash.format(head=head)))
    witness.close()
    flaws = []

    try:
        copy_store(tmp_path / "data", tmp_path / "again")
    except CopyError as refused:
        flaws.append((refused.flaw, refused.data["seq"]))

    assert flaws == ([] if is_copied else [(Flaw.BEHIND, seen.seq)])


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("update events set body = '{}' where seq = 2", Flaw.CHAIN_BROKEN),
        ("delete from events where seq = 4", Flaw.CHAIN_BROKEN),
        ("delete from events", Flaw.CHAIN_BROKEN),
        ("update halls set head_hash = 'x'", Flaw.CHAIN_BROKEN),
        ("update halls set seq = 9", Flaw.CHAIN_BROKEN),
        ("delete from halls", Flaw.NO_HALL),
        ("drop table events", Flaw.NO_STORE_FILE),
        (FROM_THE_FUTURE, Flaw.NEWER_SCHEMA),
    ],
)
def test_a_copy_that_is_not_whole_is_refused(copy: Path, statement: str, flaw: Flaw) -> None:
    doctor(copy, statement)

    assert flaw_of(copy) is flaw


def test_a_cut_off_file_is_refused(copy: Path) -> None:
    size = copy.stat().st_size
    with copy.open("r+b") as file:
        file.truncate(size // 2)

    assert flaw_of(copy) is Flaw.DAMAGED


def test_a_missing_file_a_text_and_a_file_in_use_are_told_apart(
    tmp_path: Path, copy: Path
) -> None:
    text = tmp_path / "text"
    text.write_text("a letter " * 200, encoding="utf-8")
    (tmp_path / "copy-wal").touch()

    assert flaw_of(tmp_path / "none") is Flaw.NO_FILE
    assert flaw_of(text) is Flaw.DAMAGED
    assert flaw_of(copy) is Flaw.IN_USE


def test_a_store_aside_is_read_with_its_log_and_left_as_it_is(tmp_path: Path) -> None:
    hall = kept_hall(tmp_path / "data")
    hall.issue()
    files = {path: path.read_bytes() for path in (tmp_path / "data").glob("kezek.db*")}

    with opened_aside(tmp_path / "data") as connection:
        entries = EventLog(connection, only_hall(connection, tmp_path)).since(0, 0)

    assert len(entries) == 2
    assert {path: path.read_bytes() for path in files} == files
    assert not [*(tmp_path / "data").glob("reading-*")]
    hall.store.close()


def test_what_is_not_there_cannot_be_read_aside_or_synced(tmp_path: Path) -> None:
    with pytest.raises(CopyError), opened_aside(tmp_path):
        pass
    with pytest.raises(FileNotFoundError):
        sync(tmp_path / "none")
