"""Tests of migrations on SQLite: each once, and none that this version does not know."""

from pathlib import Path

import pytest

from server.storage.faults import StoreError
from server.storage.scripts import MIGRATIONS
from server.storage.sqlite import Store


def test_every_migration_is_applied_once(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    store = Store.open(tmp_path)

    applied = store.connection.execute("select name from _sqlite_migrations").fetchall()

    assert applied == [(path.stem,) for path in sorted(MIGRATIONS.glob("*.sql"))]
    store.close()


def test_the_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.connection.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at)"
        " values ('kezek', '9999_from_the_future', '')"
    )
    store.close()

    with pytest.raises(StoreError, match="newer version: 9999_from_the_future"):
        Store.open(tmp_path)
