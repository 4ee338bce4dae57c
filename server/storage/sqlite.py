"""The SQLite store: a data directory that one process holds, its database file and its reserve."""

import logging
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from io import TextIOWrapper
from pathlib import Path
from typing import cast

from pysqlite3 import dbapi2 as sqlite3

from server.storage.data_directory import check_restored, hold, is_of_folder, make_private
from server.storage.faults import Fault, StoreError, StoreFolderError
from server.storage.reserve import Reserve
from server.storage.rows import Connection
from server.storage.scripts import MIGRATIONS
from server.storage.sqlite_migrations import migrate, schema_of
from server.storage.syncing import sync, write_anew
from server.storage.witness import Seen, Witness

OLDEST_SQLITE = (3, 51, 3)
"""Older ones may corrupt a WAL file when two connections checkpoint (sqlite.org/wal.html)."""

CACHED_STATEMENTS = 1024
"""More than there are: a full cache throws its newest out, and keeps what opened the store."""

MAX_WAL_PAGES = 16_384
"""Committed pages, 64 MiB, that have yet to be moved."""

BUSY_MS = 2000
SHRINK_SECONDS = 1.0
"""How often, while the disk is full, the log is asked to give its space back."""

MAX_CHECKED_PAGES = 8192
"""Of 4 KiB; of a larger store only the current day is checked, or a start would take too long."""

DATABASE = "kezek.db"
LOG = "kezek.db-wal"

DatabaseError = sqlite3.Error

_log = logging.getLogger(__name__)


_BUGS = {
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_MISUSE,
    sqlite3.SQLITE_RANGE,
    sqlite3.SQLITE_TOOBIG,
}


def fault_of(error: Exception) -> Fault:
    """Return what ``error`` means; whatever is not known to be harmless is fatal."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return Fault.BUG
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return Fault.FULL
    return Fault.BUG if primary in _BUGS else Fault.FATAL


class Store:
    """One open database; used by one thread at a time."""

    def __init__(
        self,
        connection: Connection,
        witness: Witness | None = None,
        reserve: Reserve | None = None,
    ) -> None:
        """Use a migrated connection; one in memory has nothing beside it (tests)."""
        self.connection = connection
        self.opened_full = False
        self.is_shared = False
        self.error: type[Exception] = DatabaseError
        self._witness = witness
        self._reserve = reserve
        self._shrunk_at: float | None = None
        self._lock: TextIOWrapper | None = None

    @classmethod
    def open(cls, directory: Path) -> "Store":
        """Open, and if need be create and migrate, the store in ``directory``.

        Raise StoreError when another process holds it, it cannot be written or SQLite is too old.
        """
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with ExitStack() as opened:
                lock = opened.enter_context(hold(directory))
                check_restored(directory)
                reserve = Reserve(directory)
                reserve.make_room()
                make_private(directory / DATABASE)
                write_anew(directory / LOG)
                connection = opened.enter_context(closing(connect(str(directory / DATABASE))))
                store = cls(connection, Witness(directory), reserve)
                sync(directory)  # SQLite lets it fail, and without its name a new log is none
                store.opened_full = not store.refill_reserve()
                opened.pop_all()
        except (DatabaseError, OSError, ValueError) as error:  # a damaged schema may be no text
            msg = f"{directory} cannot be opened: {error}"
            raise (StoreFolderError if is_of_folder(error) else StoreError)(msg) from error
        store._lock = lock
        if store.opened_full:
            _log.critical("no space for the reserve: no new tickets until there is")
        return store

    def begin(self) -> None:
        """Begin a writing transaction."""
        self.connection.execute("begin immediate")

    def begin_alone(self) -> None:
        """Begin a writing transaction; no other process can have the directory."""
        self.begin()

    def begin_reading(self) -> None:
        """Begin a transaction that writes nothing, so that its end waits for no disk."""
        self.connection.execute("begin")

    def commit(self) -> None:
        """Make the transaction durable; return only when it is."""
        self.connection.execute("commit")

    def rollback(self) -> None:
        """Undo the transaction, if an error has not done so already."""
        if self.connection.in_transaction:
            self.connection.execute("rollback")

    def fault_of(self, error: Exception) -> Fault:
        """Return what ``error`` means; one that is not of the database is a bug."""
        return fault_of(error)

    def is_spoiled(self) -> bool:
        """Return False: a statement that fails leaves the transaction as it was."""
        return False

    def reconnect(self) -> bool:
        """Return True: a file is there or the process ends."""
        return True

    def check_pages(self) -> None:
        """Raise ValueError if SQLite finds its file damaged; a large one is not looked at."""
        _check_schema(self.connection)
        (pages,) = self.connection.execute("pragma page_count").fetchone() or (0,)
        if pages > MAX_CHECKED_PAGES:
            return
        (found,) = self.connection.execute("pragma quick_check(1)").fetchone() or ("nothing",)
        if found != "ok":
            msg = f"SQLite finds {found!r}"
            raise ValueError(msg)

    def watch(self, look: Callable[[], None]) -> None:
        """Do nothing: no other process writes here."""

    def announce(self, seen: Seen) -> None:
        """Do nothing: no other process reads here."""

    def leads(self) -> bool:
        """Return True: there is no other process."""
        return True

    def checkpoint(self) -> bool:
        """Move committed pages from the log to the database file; return whether all went."""
        row = self.connection.execute("pragma wal_checkpoint(passive)").fetchone()
        if row is None:
            return False
        busy, in_log, moved = row
        return bool(busy == 0 and in_log == moved)

    def log_is_long(self) -> bool:
        """Return whether the log must be moved although there is no idle moment."""
        row = self.connection.execute("pragma wal_checkpoint(noop)").fetchone()
        if row is None:
            return False
        # The file's size says nothing: SQLite writes it anew from its start and never cuts it.
        _, in_log, moved = row
        return bool(in_log - moved > MAX_WAL_PAGES)

    def bear_witness(self, seen: Seen) -> None:
        """Keep, beside the store, which event was committed last; a full disk may prevent it."""
        if self._witness is None:
            return
        try:
            self._witness.note(seen)
        except OSError as error:
            _log.warning("the witness is written no more until the next start: %s", error)
            self._witness.close()
            self._witness = None

    def seen(self) -> Seen | None:
        """Return the event that was committed last as far as the witness knows."""
        return None if self._witness is None else self._witness.seen()

    def free_reserve(self) -> None:
        """Give back the space kept for calls and finishes while the disk is full."""
        if self._reserve is not None:
            self._reserve.free()

    def refill_reserve(self) -> bool:
        """Return whether the reserve is there, having tried to claim its space.

        A log that has grown long keeps its space when its pages were moved; it is asked for it.
        """
        if self._reserve is None or self._reserve.claim():
            return True
        return self._shrink_log() and self._reserve.claim()

    def close(self) -> None:
        """Close the database and let another process have the directory."""
        self.connection.close()
        if self._witness is not None:
            self._witness.close()
            self._witness = None
        if self._lock is not None:
            self._lock.close()

    def _shrink_log(self) -> bool:
        """Return whether the log was moved and cut; a reader may be in the way, and is let be."""
        now = time.monotonic()
        if self._shrunk_at is not None and now - self._shrunk_at < SHRINK_SECONDS:
            return False
        self._shrunk_at = now
        self.connection.execute("pragma busy_timeout = 0")
        try:
            row = self.connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        except DatabaseError as error:
            if fault_of(error) is not Fault.FULL:
                raise
            return False
        finally:
            self.connection.execute(f"pragma busy_timeout = {BUSY_MS}")
        return row is not None and row[0] == 0


def connect(path: str, migrations: Path = MIGRATIONS) -> Connection:
    """Return a connection migrated by a folder; ``:memory:`` for tests of the storage."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        msg = f"SQLite {sqlite3.sqlite_version} is older than {OLDEST_SQLITE}"
        raise StoreError(msg)
    connection = sqlite3.connect(
        path,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=CACHED_STATEMENTS,
    )
    for pragma in (
        "journal_mode = wal",
        "synchronous = full",
        "wal_autocheckpoint = 0",
        "foreign_keys = on",
        f"busy_timeout = {BUSY_MS}",
    ):
        connection.execute(f"pragma {pragma}")
    _check_settings(connection, path)
    migrate(connection, migrations)
    return cast("Connection", connection)


def _check_schema(connection: Connection) -> None:
    """Raise ValueError if a table or an index is not as the migrations made it."""
    with closing(connect(":memory:")) as pristine:
        for name, _ in sorted(schema_of(pristine) - schema_of(connection)):
            msg = f"{name} is not as it was made"
            raise ValueError(msg)


def _check_settings(connection: Connection, path: str) -> None:
    """Raise StoreError unless what was set holds: where SQLite cannot, it says so by the value."""
    wanted = {"journal_mode": "memory" if path == ":memory:" else "wal", "synchronous": 2}
    for name, value in wanted.items():
        (found,) = connection.execute(f"pragma {name}").fetchone() or (None,)
        if found != value:
            msg = f"SQLite keeps {name} at {found} here, not at {value}"
            raise StoreError(msg)
