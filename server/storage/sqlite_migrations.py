"""Migrations on SQLite, each one of the files in one transaction with the row that records it."""

from pathlib import Path
from typing import Any, cast

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from server.storage.faults import StoreError
from server.storage.rows import Connection
from server.storage.scripts import MIGRATIONS, split_statements

_OWN_TABLE = "_sqlite_migrations"


def migrate(connection: Connection, folder: Path = MIGRATIONS) -> None:
    """Apply what of ``folder`` was not applied yet; raise StoreError for a newer store."""
    newer = newer_migrations(connection, folder)
    if newer:
        msg = f"the store was made by a newer version: {', '.join(newer)}"
        raise StoreError(msg)
    migrations = Migrations("kezek")
    for path in sorted(folder.glob("*.sql")):
        _register(migrations, path)
    migrations.apply(_database(connection))


def _database(connection: Connection) -> Database:
    # pysqlite3 has no types; its connections do all that those of the standard library do.
    return Database(cast("Any", connection), execute_plugins=False)


def _register(migrations: Migrations, path: Path) -> None:
    @migrations(name=path.stem)
    def _apply(database: Database) -> None:
        for statement in split_statements(path.read_text(encoding="utf-8")):
            database.conn.execute(statement)


def schema_of(connection: Connection) -> frozenset[tuple[str, str]]:
    """Return the tables and indexes that migrations made, by name, however they are spaced.

    What keeps count of the migrations is not theirs: made before them in several steps, it may
    lack its index for ever if the power went between these.
    """
    rows = connection.execute(
        "select name, tbl_name, sql from sqlite_master where sql is not null"
    )
    return frozenset(
        (name, " ".join(sql.split()))
        for name, table, sql in rows.fetchall()
        if table != _OWN_TABLE
    )


def newer_migrations(connection: Connection, folder: Path = MIGRATIONS) -> list[str]:
    """Return what was done to a store that this version does not know of."""
    applied = {done.name for done in Migrations("kezek").applied(_database(connection))}
    return sorted(applied - {path.stem for path in folder.glob("*.sql")})
