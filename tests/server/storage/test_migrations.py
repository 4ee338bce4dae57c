"""Tests of migrations: every kept store opens for ever, a step back or half a step never."""

import subprocess
import sys
import threading
from pathlib import Path
from shutil import copytree

import pytest
from pysqlite3 import dbapi2 as sqlite3

from server.hall_opening import open_hall
from server.storage.backups import copy_store
from server.storage.faults import StoreError
from server.storage.scripts import MIGRATIONS
from server.storage.sqlite import Store, connect
from server.verify.checking import verify
from tests.fakes.clock import FakeClock
from tests.server.storage.kept_stores import KEPT, migrations_until, put_back, schema

ENDLESS = """create table half (number bigint);
insert into half with recursive counted (n) as (
    select 1 union all select n + 1 from counted
) select n from counted;
"""
MIGRATE = "import sys; from pathlib import Path; from server.storage.sqlite import connect; "
MIGRATE += "connect(sys.argv[1], Path(sys.argv[2]))"


def migrations_with(folder: Path, script: str) -> Path:
    """Return a folder of the migrations and one more."""
    copytree(MIGRATIONS, folder)
    (folder / "9999_from_the_future.sql").write_text(script, encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give a data directory with a hall of two days."""
    put_back(KEPT[-1], tmp_path / "data")
    return tmp_path / "data"


def check(data: Path) -> None:
    """Claim that the store opens and that nothing in it is changed."""
    store = Store.open(data)
    opened = open_hall(store, None, FakeClock())
    tables = {
        row[0] for row in store.connection.execute("select name from sqlite_master").fetchall()
    }
    store.close()
    assert opened.config.id == "small"
    assert "half" not in tables
    copy_store(data, data / "copy")
    assert verify(data / "copy").tickets == 16


@pytest.mark.parametrize("dump", KEPT, ids=lambda path: path.stem)
def test_every_kept_store_is_brought_up_to_date_and_its_log_is_right(
    tmp_path: Path, dump: Path
) -> None:
    put_back(dump, tmp_path / "data")

    store = Store.open(tmp_path / "data")

    assert schema(store.connection) == schema(connect(":memory:"))
    store.close()
    check(tmp_path / "data")


@pytest.mark.parametrize("dump", KEPT, ids=lambda path: path.stem)
def test_a_migration_is_not_edited_once_a_store_was_kept(tmp_path: Path, dump: Path) -> None:
    put_back(dump, tmp_path / "data")
    then = migrations_until(dump, tmp_path / "then")

    kept = sqlite3.connect(tmp_path / "data" / "kezek.db")

    assert schema(kept) == schema(connect(":memory:", then))
    kept.close()


def test_every_schema_has_a_kept_store() -> None:
    assert [path.name for path in KEPT] == sorted(path.name for path in MIGRATIONS.glob("*.sql"))


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path, data: Path) -> None:
    script = "create table half (text);\ninsert into half values ('x');\nselect nothing();\n"
    newer = migrations_with(tmp_path / "newer", script)

    with pytest.raises(sqlite3.OperationalError, match="nothing"):
        connect(str(data / "kezek.db"), newer)

    check(data)


def test_a_process_killed_in_a_migration_leaves_the_store_as_it_was(
    tmp_path: Path, data: Path
) -> None:
    newer = migrations_with(tmp_path / "newer", ENDLESS)
    log = data / "kezek.db-wal"

    with subprocess.Popen(
        [sys.executable, "-c", MIGRATE, str(data / "kezek.db"), str(newer)]
    ) as one:
        pause = threading.Event()
        while one.poll() is None and not (log.exists() and log.stat().st_size > 4_000_000):
            pause.wait(0.01)
        one.kill()

    assert log.stat().st_size > 4_000_000
    check(data)


def test_a_store_that_a_newer_version_migrated_is_refused(tmp_path: Path, data: Path) -> None:
    newer = migrations_with(tmp_path / "newer", "create table later (text);")
    connect(str(data / "kezek.db"), newer).close()

    with pytest.raises(StoreError, match="made by a newer version: 9999_from_the_future"):
        Store.open(data)
