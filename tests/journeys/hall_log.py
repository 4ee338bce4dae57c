"""The event log read beside the running server, by the same SQLite, without writing."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from server.protocol.identity import Key
from server.storage.chain import EventRow
from server.storage.event_log import EventLog
from server.storage.halls import Halls
from server.storage.rows import Connection


def read_log(data: Path, hall: Key) -> tuple[tuple[EventRow, ...], str]:
    """Return the rows of the log and the head that the hall keeps, of one moment."""
    with _reading(data) as connection:
        return EventLog(connection, hall).rows(), Halls(connection).head(hall).hash


@contextmanager
def _reading(data: Path) -> Iterator[Connection]:
    source = f"{(data / 'kezek.db').as_uri()}?mode=ro"
    with closing(sqlite3.connect(source, uri=True, isolation_level=None)) as connection:
        connection.execute("pragma busy_timeout = 2000")
        connection.execute("begin")
        yield connection
        connection.execute("rollback")
