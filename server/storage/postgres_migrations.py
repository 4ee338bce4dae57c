"""Migrations on PostgreSQL: the files that SQLite has, each in one transaction, done once."""

from pathlib import Path
from typing import Any

from psycopg import Connection

from server.storage.faults import StoreError
from server.storage.scripts import MIGRATIONS, split_statements

MIGRATION_LOCK = 0x6B657A656B00
"""Key of the advisory lock that one process holds while it migrates."""

_TABLE = "create table if not exists applied_migrations (name text primary key)"


def migrate(connection: Connection[tuple[Any, ...]], folder: Path = MIGRATIONS) -> None:
    """Apply what of ``folder`` was not applied yet; of several processes one does it.

    Raise StoreError if the database was made by a newer version.
    """
    connection.execute("select pg_advisory_lock(%s)", (MIGRATION_LOCK,))
    try:
        with connection.transaction():
            connection.execute(_TABLE)
        applied = applied_migrations(connection)
        refuse_newer(applied, folder)
        for path in sorted(folder.glob("*.sql")):
            if path.stem not in applied:
                _apply(connection, path)
    finally:
        if not connection.closed:
            connection.execute("select pg_advisory_unlock(%s)", (MIGRATION_LOCK,))


def applied_migrations(connection: Connection[tuple[Any, ...]]) -> set[str]:
    """Return the names of what was done to the database."""
    return {row[0] for row in connection.execute("select name from applied_migrations")}


def refuse_newer(applied: set[str], folder: Path = MIGRATIONS) -> None:
    """Raise StoreError if something was done to the database that this version does not know."""
    newer = sorted(applied - {path.stem for path in folder.glob("*.sql")})
    if newer:
        msg = f"the store was made by a newer version: {', '.join(newer)}"
        raise StoreError(msg)


def _apply(connection: Connection[tuple[Any, ...]], path: Path) -> None:
    with connection.transaction():
        for statement in split_statements(path.read_text(encoding="utf-8")):
            connection.execute(statement.encode())
        connection.execute("insert into applied_migrations (name) values (%s)", (path.stem,))
