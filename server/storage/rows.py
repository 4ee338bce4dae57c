"""Typed access to the .sql files: one class over aiosql, whose queries carry no types."""

from functools import cache
from pathlib import Path
from typing import Any, Protocol

import aiosql
from aiosql.queries import Queries

SQL = Path(__file__).parent / "sql"

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

    def execute(self, statement: str) -> Cursor:
        """Run one statement."""

    def close(self) -> None:
        """Close the connection."""


class Rows:
    """The queries of one .sql file, run on one connection; names are those in the file."""

    def __init__(self, connection: Connection, file: str) -> None:
        """Use the queries of ``file`` in the folder sql."""
        self._connection = connection
        self._queries = load_queries(file)

    def one(self, query: str, **values: Value) -> Row | None:
        """Return the one row of a ``^`` query, if there is one."""
        row: Row | None = getattr(self._queries, query)(self._connection, **values)
        return row

    def value(self, query: str, **values: Value) -> Any:  # noqa: ANN401 - columns have any type
        """Return the one value of a ``$`` query, None when there is no row."""
        return getattr(self._queries, query)(self._connection, **values)

    def run(self, query: str, **values: Value) -> None:
        """Run a ``!`` query."""
        getattr(self._queries, query)(self._connection, **values)

    def all(self, query: str, **values: Value) -> list[Row]:
        """Return every row of a plain select."""
        return list(getattr(self._queries, query)(self._connection, **values))


@cache
def load_queries(file: str) -> Queries:
    """Return the parsed queries of a file in the folder sql."""
    queries: Queries = aiosql.from_path(SQL / file, "sqlite3")
    return queries
