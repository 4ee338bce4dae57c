"""Stores of PostgreSQL that fail as a test says."""

from collections.abc import Mapping

import psycopg

from server.storage.postgres import PostgresConnection, PostgresStore
from server.storage.rows import Cursor, Value


class LateStore(PostgresStore):
    """A store whose next COMMIT loses its answer, or that fails as a test says."""

    loses_answer = False
    is_writing = False
    begin_errors: tuple[Exception, ...] = ()

    def begin(self) -> None:
        """Begin, or fail as the test says, each time another way."""
        if self.begin_errors:
            error, *left = self.begin_errors
            self.begin_errors = tuple(left)
            raise error
        self.is_writing = True
        super().begin()

    def commit(self) -> None:
        """Commit; if the test says so, nobody hears of it."""
        super().commit()
        was_writing, self.is_writing = self.is_writing, False
        if self.loses_answer and was_writing:
            self.loses_answer = False
            self.connection.close()
            msg = "the connection was lost"
            raise psycopg.OperationalError(msg)


class SpaciousStore(LateStore):
    """A store that has space again as soon as it had none."""

    def refill_reserve(self) -> bool:
        """Say that there is space."""
        return True


class UnlockedConnection(PostgresConnection):
    """A connection whose lock of the hall's row is none: what a careless rewrite would do."""

    def execute(self, statement: str, values: Mapping[str, Value] | None = None) -> Cursor:
        """Run a statement; the lock becomes a look."""
        if statement.startswith("update halls set seq = seq"):
            columns = statement.partition("returning ")[2].rstrip(";")
            statement = f"select {columns} from halls where id = %(hall)s"  # noqa: S608 - our own
        return super().execute(statement, values)


class UnlockedStore(PostgresStore):
    """A store that locks nothing."""

    def begin(self) -> None:
        """Begin on a connection that only looks where it should lock."""
        self.connection = UnlockedConnection(self.connection.raw)
        super().begin()
