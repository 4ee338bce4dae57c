"""The .sql files read by aiosql, and typed access to their statements on one connection."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import aiosql

SQL = Path(__file__).parent / "sql"

SQLITE = "sqlite3"
"""The driver of a connection that names none, in aiosql's word."""

Value = str | int | None
Row = tuple[Any, ...]


class Cursor(Protocol):
    """What is used of a database cursor."""

    def fetchone(self) -> Row | None:
        """Return the next row."""

    def fetchall(self) -> list[Row]:
        """Return the rows that are left."""


class Connection(Protocol):
    """What is used of a database connection in manual transactions."""

    @property
    def in_transaction(self) -> bool:
        """Return whether a transaction is open."""

    def execute(self, statement: str, values: Mapping[str, Value] = ..., /) -> Cursor:
        """Run one statement."""

    def close(self) -> None:
        """Close the connection."""


class Rows:
    """The queries of one .sql file, run on one connection; names are those in the file."""

    __slots__ = ("_execute", "_statements")

    def __init__(self, connection: Connection, file: str) -> None:
        """Use the queries of ``file``, in the words of the connection's driver."""
        self._execute = connection.execute
        self._statements = load_statements(file, getattr(connection, "driver", SQLITE))

    def one(self, query: str, **values: Value) -> Row | None:
        """Return the one row of a ``^`` query, if there is one."""
        return self._execute(self._statements[query], values).fetchone()

    def value(self, query: str, **values: Value) -> Any:  # noqa: ANN401 - columns have any type
        """Return the one value of a ``$`` query, None when there is no row."""
        row = self._execute(self._statements[query], values).fetchone()
        return None if row is None else row[0]

    def run(self, query: str, **values: Value) -> None:
        """Run a ``!`` query."""
        self._execute(self._statements[query], values)

    def all(self, query: str, **values: Value) -> list[Row]:
        """Return every row of a plain select."""
        return self._execute(self._statements[query], values).fetchall()


@cache
def load_statements(file: str, driver: str = SQLITE) -> Mapping[str, str]:
    """Return the statements of a file in the folder sql by name, as aiosql reads them.

    They are run by Rows itself: aiosql's own functions cost more than a small statement does.
    """
    queries = aiosql.from_path(SQL / file, driver)
    names = [name for name in queries.available_queries if not name.endswith("_cursor")]
    return {name: getattr(queries, name).sql for name in names}
