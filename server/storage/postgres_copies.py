"""Copies of a PostgreSQL database in the form of a SQLite store, and the way back from one."""

import os
from contextlib import closing
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, cast

import psycopg
from psycopg import Connection as RawConnection
from psycopg import sql

from server.storage.backups import CopyError, Examined, Flaw, examine, opened_copy
from server.storage.chain import ChainBrokenError, check_chain
from server.storage.event_log import EventLog
from server.storage.faults import StoreError
from server.storage.halls import Halls
from server.storage.postgres import PostgresStore, place_of, reading
from server.storage.postgres_migrations import applied_migrations
from server.storage.rows import Connection
from server.storage.scripts import MIGRATIONS
from server.storage.sqlite import connect
from server.storage.syncing import sync

_TABLES = """
    select name from sqlite_master
    where type = 'table' and name not in ('_sqlite_migrations', 'sqlite_sequence')
    order by name
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that both engines have: its columns and their types, in PostgreSQL's words too."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]

    def copying(self, what: str) -> sql.Composed:
        """Return the statement that copies all rows ``from stdin`` or ``to stdout``."""
        columns = sql.SQL(", ").join(map(sql.Identifier, self.columns))
        return sql.SQL("copy {} ({}) {}").format(
            sql.Identifier(self.name), columns, sql.SQL(cast("Any", what))
        )


def copy_database(url: str, target: Path) -> None:
    """Write a database as it is at one moment to ``target``, durably, its servers at work beside.

    Raise StoreError if it cannot be read.
    """
    with reading(url) as source, closing(_new_copy(target, source.raw)) as copy:
        copy.execute("begin")
        for table in tables_of(copy):
            _take_rows(source.raw, table, copy)
        copy.execute("commit")
    sync(target)


def load_copy(url: str, copy: Path) -> Examined:
    """Put the copy ``copy``, brought up to this version, into an empty database: all or nothing.

    Raise CopyError if a hall is there already, StoreError if it cannot be written.
    """
    wanted = examine(copy)
    try:
        with closing(PostgresStore.open(url)) as store, opened_copy(copy) as rows:
            store.begin_alone()
            # Set by `set_timeouts` for a hall at work; a log of years takes longer to load.
            store.connection.execute("set local statement_timeout = 0")
            _check_empty(store.connection, url)
            for table in tables_of(rows):
                _give_rows(rows, table, store.connection.raw)
            _check_loaded(store.connection, wanted)
            store.commit()
    except psycopg.Error as error:
        msg = f"the database {place_of(url)} cannot be written: {str(error).strip()}"
        raise StoreError(msg) from error
    return wanted


def tables_of(copy: Connection) -> tuple[Table, ...]:
    """Return the tables of a copy, each after those that its rows refer to."""
    names = [row[0] for row in copy.execute(_TABLES).fetchall()]
    parents = {name: _parents(copy, name) for name in names}
    return tuple(_table(copy, name) for name in TopologicalSorter(parents).static_order())


def _parents(copy: Connection, name: str) -> set[str]:
    return {row[2] for row in copy.execute(f"pragma foreign_key_list({name})").fetchall()}


def _table(copy: Connection, name: str) -> Table:
    rows = copy.execute(f"pragma table_info({name})").fetchall()
    # SQLite writes the types that it knows itself in capitals.
    return Table(name, tuple(row[1] for row in rows), tuple(row[2].lower() for row in rows))


def _new_copy(target: Path, source: "RawConnection[tuple[Any, ...]]") -> Connection:
    """Return an empty store in a new file, of the schema that the database has."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    with TemporaryDirectory() as folder:
        for name in applied_migrations(source):
            copyfile(MIGRATIONS / f"{name}.sql", Path(folder) / f"{name}.sql")
        copy = connect(str(target), Path(folder))
    copy.execute("pragma journal_mode = delete")
    copy.execute("pragma synchronous = off")  # nobody knows the file before it is synced whole
    return copy


def _take_rows(source: "RawConnection[tuple[Any, ...]]", table: Table, copy: Connection) -> None:
    places = ", ".join("?" for _ in table.columns)
    inserting = f"insert into {table.name} ({', '.join(table.columns)}) values ({places})"  # noqa: S608 - our own names
    with source.cursor() as cursor, cursor.copy(table.copying("to stdout")) as rows:
        rows.set_types(table.types)
        cast("Any", copy).executemany(inserting, rows.rows())


def _give_rows(copy: Connection, table: Table, raw: "RawConnection[tuple[Any, ...]]") -> None:
    selecting = f"select {', '.join(table.columns)} from {table.name} order by rowid"  # noqa: S608 - our own names
    found = cast("Any", copy.execute(selecting))
    with raw.cursor() as cursor, cursor.copy(table.copying("from stdin")) as rows:
        rows.set_types(table.types)
        for row in found:
            rows.write_row(row)


def _check_empty(connection: Connection, url: str) -> None:
    for hall in Halls(connection).all():
        raise CopyError(Flaw.NOT_EMPTY, Path(place_of(url)), hall=hall)


def _check_loaded(connection: Connection, wanted: Examined) -> None:
    """Read the log back before it counts."""
    try:
        count = check_chain(EventLog(connection, wanted.hall).walk(), wanted.head.hash)
    except ChainBrokenError as error:
        msg = f"the database did not take the log: {error}"
        raise StoreError(msg) from error
    if count != wanted.entries or Halls(connection).head(wanted.hall) != wanted.head:
        msg = f"the database took {count} entries of {wanted.entries}"
        raise StoreError(msg)
