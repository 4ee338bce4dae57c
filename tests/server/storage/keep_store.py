"""Keeps a store of the newest schema: ``python -m tests.server.storage.keep_store``."""

import sqlite3  # what the store itself uses cannot dump
from pathlib import Path
from tempfile import TemporaryDirectory

from server.storage.scripts import MIGRATIONS
from server.storage.sqlite import connect
from tests.server.storage.kept_stores import KEPT, put_back


def keep() -> Path:
    """Bring the newest kept store up to date and keep it under the newest migration's name."""
    newest = max(MIGRATIONS.glob("*.sql")).name
    target = KEPT[-1].with_name(newest)
    with TemporaryDirectory() as folder:
        file = put_back(KEPT[-1], Path(folder) / "data")
        connect(str(file)).close()
        connection = sqlite3.connect(file)
        target.write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")
        connection.close()
    return target


if __name__ == "__main__":
    keep()
