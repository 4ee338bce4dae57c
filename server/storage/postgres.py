"""The PostgreSQL store: one connection of one writer thread to a database that processes share."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from typing import Any, Self

import psycopg
from psycopg import Connection as RawConnection
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import Diagnostic
from psycopg.pq import TransactionStatus

from server.clock import SystemClock
from server.storage.backoff import Backoff
from server.storage.faults import Fault, StoreError
from server.storage.hints import HintLine
from server.storage.postgres_migrations import (
    applied_migrations,
    migrate,
    refuse_newer,
)
from server.storage.postgres_settings import (
    check_clock,
    check_settings,
    connect_raw,
    set_timeouts,
)
from server.storage.rows import Cursor, Value
from server.storage.witness import Seen

FULL_SECONDS = 5.0
"""How long new tickets are refused after the cluster had no space, before they are tried again."""

OPENING_LOCK = 0x6B657A656B01
LEADER_LOCK = 0x6B657A656B02
"""Keys of advisory locks, which all processes on one database share."""

DatabaseError = psycopg.Error

_log = logging.getLogger(__name__)

_BY_STATE = {
    "40001": Fault.AGAIN,
    "40P01": Fault.AGAIN,
    "53100": Fault.FULL,
    "55P03": Fault.LATE,
    "57014": Fault.LATE,
    "XX001": Fault.FATAL,
    "XX002": Fault.FATAL,
    "25P02": Fault.BUG,
}
_BUG_CLASSES = {"0A", "21", "22", "23", "42"}
"""SQLSTATEs and their classes (PostgreSQL manual, appendix A); all others mean LOST."""


class UnsureCommitError(psycopg.Error):
    """The cluster did not say plainly that the transaction is durable."""


def fault_of(error: Exception) -> Fault:
    """Return what ``error`` means; whatever is not known to be harmless ends the connection."""
    if not isinstance(error, psycopg.Error):
        return Fault.BUG
    state = error.sqlstate
    if state is None:
        is_ours = isinstance(error, psycopg.ProgrammingError | psycopg.DataError)
        return Fault.BUG if is_ours else Fault.LOST
    known = _BY_STATE.get(state)
    if known is not None:
        return known
    return Fault.BUG if state[:2] in _BUG_CLASSES else Fault.LOST


class PostgresConnection:
    """A connection in manual transactions, in the words that the rows use."""

    driver = "psycopg"

    def __init__(self, raw: "RawConnection[tuple[Any, ...]]") -> None:
        """Use a connection that commits by itself when no transaction was begun."""
        self.raw = raw

    @property
    def in_transaction(self) -> bool:
        """Return whether a transaction is open, spoiled or not."""
        return self.raw.info.transaction_status in {
            TransactionStatus.ACTIVE,
            TransactionStatus.INTRANS,
            TransactionStatus.INERROR,
        }

    def execute(self, statement: str, values: Mapping[str, Value] | None = None) -> Cursor:
        """Run one statement; those with parameters are prepared when they come again."""
        if values is None:
            return self.raw.execute(statement.encode(), prepare=False)
        return self.raw.execute(statement.encode(), values)

    def close(self) -> None:
        """Close the connection."""
        self.raw.close()


class PostgresStore:
    """One connection of a writer thread, made anew when it was lost."""

    is_shared = True
    error: type[Exception] = psycopg.Error
    opened_full = False

    def __init__(self, url: str, raw: "RawConnection[tuple[Any, ...]]") -> None:
        """Use a checked connection to a migrated database."""
        self._url = url
        self._backoff = Backoff()
        self._hints: HintLine | None = None
        self._full_since: float | None = None
        self._warnings: list[str] = []
        self._use(raw)

    @classmethod
    def open(cls, url: str) -> Self:
        """Connect, and migrate if need be; raise StoreError that says why it cannot be."""
        try:
            with ExitStack() as opened:
                raw = opened.enter_context(closing(connect_raw(url)))
                check_settings(raw)
                check_clock(raw, SystemClock())
                migrate(raw)
                set_timeouts(raw)
                opened.pop_all()
        except psycopg.Error as error:
            msg = f"the database {place_of(url)} cannot be used: {str(error).strip()}"
            raise StoreError(msg) from error
        return cls(url, raw)

    def begin(self) -> None:
        """Begin a writing transaction; each of its statements sees what was committed before."""
        self.connection.execute("begin isolation level read committed")

    def begin_alone(self) -> None:
        """Begin a writing transaction while no other process opens a hall."""
        self.begin()
        self._raw.execute("select pg_advisory_xact_lock(%s)", (OPENING_LOCK,))

    def begin_reading(self) -> None:
        """Begin a transaction that writes nothing and sees one moment."""
        self.connection.execute("begin isolation level repeatable read read only")

    def commit(self) -> None:
        """Make the transaction durable; return only when the cluster says that it is."""
        self._warnings.clear()
        # The COMMIT of a spoiled transaction is a ROLLBACK that raises nothing, and one whose
        # wait for a standby was cancelled warns and succeeds (PostgreSQL manual, COMMIT; 20.6).
        done = self._raw.execute(b"commit", prepare=False).statusmessage
        if done != "COMMIT" or self._warnings:
            reason = "; ".join(self._warnings) or f"COMMIT was answered by {done}"
            self._raw.close()
            raise UnsureCommitError(reason)

    def rollback(self) -> None:
        """Undo the transaction, if there is one still; a lost connection has undone it."""
        if self._raw.closed or not self.connection.in_transaction:
            return
        try:
            self.connection.execute("rollback")
        except psycopg.Error as error:
            _log.info("the rollback found no connection: %s", error)
            self._raw.close()

    def fault_of(self, error: Exception) -> Fault:
        """Return what ``error`` means; one that is not of the database is a bug."""
        fault = fault_of(error)
        if fault is Fault.FULL:
            self._full_since = time.monotonic()
        return Fault.LOST if fault is Fault.BUG and self._raw.closed else fault

    def is_spoiled(self) -> bool:
        """Return whether the open transaction takes no more statements."""
        return self._raw.info.transaction_status is TransactionStatus.INERROR

    def reconnect(self) -> bool:
        """Return whether there is a sound connection; try at growing intervals to make one."""
        if not self._raw.closed and self._raw.info.transaction_status is TransactionStatus.IDLE:
            return True
        if not self._backoff.is_due():
            return False
        self._raw.close()
        try:
            raw = connect_raw(self._url)
            check_settings(raw)
            check_clock(raw, SystemClock())
            set_timeouts(raw)
        except (psycopg.Error, StoreError) as error:
            _log.info("the database is still away: %s", error)
            self._backoff.failed()
            return False
        self._backoff.succeeded()
        self._use(raw)
        return True

    def checkpoint(self) -> bool:
        """Return True: the cluster tidies up by itself."""
        return True

    def log_is_long(self) -> bool:
        """Return False: the cluster looks after its log."""
        return False

    def check_pages(self) -> None:
        """Do nothing: the cluster's own checksums and pg_amcheck do that."""

    def bear_witness(self, seen: Seen) -> None:
        """Do nothing: nobody exchanges a cluster for an older file unnoticed by its keeper."""

    def seen(self) -> Seen | None:
        """Return None: there is no witness beside a cluster."""
        return None

    def free_reserve(self) -> None:
        """Do nothing: the cluster keeps its own space."""

    def refill_reserve(self) -> bool:
        """Return whether new tickets should be tried again after the disk was full."""
        if self._full_since is None:
            return True
        return time.monotonic() - self._full_since >= FULL_SECONDS

    def watch(self, look: Callable[[], None]) -> None:
        """Call ``look``, on a thread of its own, when another process hints at new events."""
        self._hints = HintLine(self._url, look)

    def announce(self, seen: Seen) -> None:
        """Hint to other processes that a hall's log has grown."""
        if self._hints is not None:
            self._hints.announce(seen.hall, seen.seq)

    def leads(self) -> bool:
        """Return whether this process is the one that says how hall and wall time differ."""
        row = self._raw.execute("select pg_try_advisory_lock(%s)", (LEADER_LOCK,)).fetchone()
        return row is not None and bool(row[0])

    def close(self) -> None:
        """Close the connections."""
        if self._hints is not None:
            self._hints.close()
            self._hints = None
        self._raw.close()

    def _use(self, raw: "RawConnection[tuple[Any, ...]]") -> None:
        raw.add_notice_handler(self._note)
        self._raw = raw
        self.connection = PostgresConnection(raw)

    def _note(self, notice: Diagnostic) -> None:
        if notice.severity_nonlocalized == "WARNING":
            self._warnings.append(notice.message_primary or "a warning")


@contextmanager
def reading(url: str) -> Iterator[PostgresConnection]:
    """Yield a connection that writes nothing and sees one moment; raise StoreError without one."""
    try:
        with connect_raw(url, application_name="kezek-reading") as raw:
            connection = PostgresConnection(raw)
            connection.execute("begin isolation level repeatable read read only")
            refuse_newer(applied_migrations(raw))
            yield connection
    except psycopg.Error as error:
        msg = f"the database {place_of(url)} cannot be read: {str(error).strip()}"
        raise StoreError(msg) from error


def place_of(url: str) -> str:
    """Return where a database is, without what is secret of its address."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error:
        return "(an address that cannot be read)"
    shown = ("host", "port", "dbname", "service")
    return " ".join(f"{name}={parts[name]}" for name in shown if parts.get(name))
