"""Which engine keeps a hall: a data directory is SQLite, an address is PostgreSQL."""

from pathlib import Path

from server.storage.engine import Engine
from server.storage.postgres import PostgresStore
from server.storage.sqlite import Store


def open_store(where: Path | str) -> Engine:
    """Open, and if need be create and migrate, a store; raise StoreError that says why not."""
    return Store.open(where) if isinstance(where, Path) else PostgresStore.open(where)
