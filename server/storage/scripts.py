"""The migrations, one text for both engines, and how a script is split into its statements."""

from collections.abc import Iterator
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from server.storage.faults import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"


def split_statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one; executescript would commit half of it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        msg = f"a migration ends in the middle of a statement: {statement.strip()!r}"
        raise StoreError(msg)
