"""The engine that a test runs on: stores for it, made by the fixture `engine` of conftest.py."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import psycopg
from pysqlite3 import dbapi2 as sqlite3

from server.storage.engine import Engine
from server.storage.postgres import PostgresStore
from server.storage.sqlite import Store, connect
from tests.server.cluster import Cluster

P = TypeVar("P", bound=PostgresStore)

INTEGRITY_ERRORS = (sqlite3.IntegrityError, psycopg.IntegrityError)
"""What an engine raises when a row would break a rule of the schema."""


class Engines:
    """Where new stores come from: SQLite in memory, or a cluster while one is in use."""

    def __init__(self) -> None:
        """Begin with SQLite."""
        self._cluster: Cluster | None = None
        self._made = ExitStack()
        self._addresses: dict[Path, str] = {}

    @property
    def is_postgresql(self) -> bool:
        """Return whether a test runs on PostgreSQL now."""
        return self._cluster is not None

    @contextmanager
    def using(self, cluster: Cluster | None) -> Iterator[None]:
        """Make stores in ``cluster``, SQLite without one, and tidy them up after the block."""
        self._cluster = cluster
        try:
            with ExitStack() as self._made:
                yield
        finally:
            self._cluster = None
            self._addresses.clear()

    def address(self) -> str:
        """Return the address of an empty database of PostgreSQL."""
        assert self._cluster is not None
        url = self._cluster.take()
        self._made.callback(self._cluster.give_back, url)
        return url

    def where(self, directory: Path) -> Path | str:
        """Return where a test's server keeps its hall, always the same for one directory."""
        if self._cluster is None:
            return directory
        if directory not in self._addresses:
            self._addresses[directory] = self.address()
        return self._addresses[directory]

    def opened(self, kind: type[P]) -> P | None:
        """Return a new store of a class of PostgreSQL, None while tests run on SQLite."""
        if self._cluster is None:
            return None
        store = kind.open(self.address())
        self._made.callback(store.close)
        return store

    def beside(self, store: P) -> P:
        """Return another store on the database of ``store``, as another process has it."""
        other = type(store).open(store.connection.raw.info.dsn)
        self._made.callback(other.close)
        return other

    def new_store(self) -> Engine:
        """Return an empty, migrated store."""
        return self.opened(PostgresStore) or Store(connect(":memory:"))


ENGINES = Engines()
"""The one of this process: halls are made deep in helpers of the tests."""


def new_store() -> Engine:
    """Return an empty, migrated store of the engine that the test runs on."""
    return ENGINES.new_store()
