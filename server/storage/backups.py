"""Copies of a store: made while the server writes, opened to be read only, judged before use."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import cast

from pysqlite3 import dbapi2 as sqlite3

from server.protocol.identity import Key
from server.storage.chain import ChainBrokenError, check_chain, hash_of
from server.storage.event_log import EventLog
from server.storage.halls import Halls, Head
from server.storage.rows import Connection
from server.storage.sqlite import DATABASE, DatabaseError
from server.storage.sqlite_migrations import newer_migrations
from server.storage.syncing import sync
from server.storage.witness import Seen, read_witness

WAIT_SECONDS = 10.0
READING = "reading-"
"""How the folder begins in which a stopped store is read."""


class Flaw(StrEnum):
    """Why a store cannot be copied, or a copy not used."""

    NO_STORE = "no-store"
    NOT_COPIED = "not-copied"
    NO_FILE = "no-file"
    IN_USE = "in-use"
    NO_STORE_FILE = "no-store-file"
    NEWER_SCHEMA = "newer-schema"
    DAMAGED = "damaged"
    CHAIN_BROKEN = "chain-broken"
    NO_HALL = "no-hall"
    HELD = "held"
    OTHER_HALL = "other-hall"
    BEHIND = "behind"
    NOT_EMPTY = "not-empty"


class CopyError(Exception):
    """A store cannot be copied, or a copy not used; the words for it are in server/words."""

    def __init__(self, flaw: Flaw, path: Path, **data: str | int) -> None:
        """Keep what the words need."""
        super().__init__(f"{flaw}: {path} {data or ''}")
        self.flaw = flaw
        self.data = {"path": str(path), **data}


@dataclass(frozen=True, slots=True)
class Examined:
    """A copy that was found whole: its hall, where its log stands, how many entries it has."""

    hall: Key
    head: Head
    entries: int


def copy_store(data_dir: Path, target: Path) -> None:
    """Write the store of ``data_dir`` as it is at one moment to ``target``, durably.

    Works on a connection of its own, beside a running server. A damaged store is not copied, nor
    one that has lost what was answered from it: the copy would hide what is wrong.
    """
    source, seen = data_dir / DATABASE, read_witness(data_dir)
    if not source.is_file():
        raise CopyError(Flaw.NO_STORE, data_dir)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    quoted = str(target).replace("'", "''")
    try:
        with closing(_connect(source, "mode=rw")) as connection:
            check_pages(connection, source)
            connection.execute(f"vacuum into '{quoted}'")
    except DatabaseError as error:
        raise CopyError(Flaw.NOT_COPIED, source, why=str(error)) from error
    if seen is not None:
        _check_witness(target, source, seen)
    sync(target)


@contextmanager
def opened_copy(path: Path) -> Iterator[Connection]:
    """Give a connection that only reads the copy ``path``, which nobody else writes.

    Raise CopyError for what is no copy, is in use, or was made by a newer version.
    """
    if not path.is_file():
        raise CopyError(Flaw.NO_FILE, path)
    if Path(f"{path}-wal").exists():
        raise CopyError(Flaw.IN_USE, path)
    try:
        with closing(_connect(path, "mode=ro&immutable=1")) as connection:
            _check_schema(connection, path)
            yield connection
    except DatabaseError as error:
        raise CopyError(Flaw.DAMAGED, path, why=str(error)) from error


@contextmanager
def opened_aside(data_dir: Path) -> Iterator[Connection]:
    """Give a connection to a copy of a stopped store's files, its log too; they stay untouched."""
    source = data_dir / DATABASE
    if not source.is_file():
        raise CopyError(Flaw.NO_STORE, data_dir)
    with TemporaryDirectory(dir=data_dir, prefix=READING) as folder:
        copy = Path(folder) / DATABASE
        for suffix in ("", "-wal"):
            if Path(f"{source}{suffix}").exists():
                copyfile(f"{source}{suffix}", f"{copy}{suffix}")
        try:
            with closing(_connect(copy, "mode=rw")) as connection:
                _check_schema(connection, source)
                yield connection
        except DatabaseError as error:
            raise CopyError(Flaw.DAMAGED, source, why=str(error)) from error


def only_hall(connection: Connection, path: Path) -> Key:
    """Return the hall that a copy keeps."""
    known = Halls(connection).all()
    if not known:
        raise CopyError(Flaw.NO_HALL, path)
    return known[0]


def check_pages(connection: Connection, path: Path) -> None:
    """Raise CopyError unless SQLite finds every page and index whole."""
    rows = connection.execute("pragma quick_check").fetchall()
    if rows != [("ok",)]:
        raise CopyError(Flaw.DAMAGED, path, why=str(rows[0][0]))


def examine(path: Path) -> Examined:
    """Return what the copy ``path`` keeps; raise CopyError unless all of it is whole."""
    with opened_copy(path) as connection:
        check_pages(connection, path)
        hall = only_hall(connection, path)
        head = Halls(connection).head(hall)
        try:
            count = check_chain(EventLog(connection, hall).walk(), head.hash)
        except ChainBrokenError as error:
            raise CopyError(Flaw.CHAIN_BROKEN, path, seq=error.seq) from error
    if count != head.seq:
        raise CopyError(Flaw.CHAIN_BROKEN, path, seq=count + 1)
    return Examined(hall, head, count)


def _check_witness(copy: Path, source: Path, seen: Seen) -> None:
    """Raise CopyError unless the copy has what was answered last, or declares that it lacks it."""
    with opened_copy(copy) as connection:
        hall = only_hall(connection, source)
        if seen.hall != hall or seen.epoch < Halls(connection).head(hall).epoch:
            return
        entry = EventLog(connection, hall).row_at(seen.seq)
        if entry is None or entry.epoch != seen.epoch or hash_of(entry) != seen.hash:
            raise CopyError(Flaw.BEHIND, source, epoch=seen.epoch, seq=seen.seq)


def _connect(path: Path, mode: str) -> Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None, timeout=WAIT_SECONDS
    )
    # A byte that fell over must be found by the chain, with its place, not by the decoder.
    connection.text_factory = lambda text: text.decode(errors="replace")
    return cast("Connection", connection)


def _check_schema(connection: Connection, path: Path) -> None:
    tables = {row[0] for row in connection.execute("select name from sqlite_master").fetchall()}
    if not {"halls", "events", "_sqlite_migrations"} <= tables:
        raise CopyError(Flaw.NO_STORE_FILE, path)
    newer = newer_migrations(connection)
    if newer:
        raise CopyError(Flaw.NEWER_SCHEMA, path, newer=", ".join(newer))
