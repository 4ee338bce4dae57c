"""Which engine keeps a hall: a data directory is SQLite, an address is PostgreSQL."""

from pathlib import Path

from server.storage.engine import Engine
from server.storage.sqlite import Store


def open_store(where: Path | str) -> Engine:
    """Open, and if need be create and migrate, a store; raise StoreError that says why not."""
    if isinstance(where, Path):
        return Store.open(where)
    # Its driver takes a tenth of a second and 10 MB, which a hall on SQLite need not pay.
    from server.storage.postgres import PostgresStore  # noqa: PLC0415 - as said above

    return PostgresStore.open(where)
