"""A store of every schema there was, kept as a dump, and its way back to a file."""

from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from server.storage.scripts import MIGRATIONS

KEPT = sorted(Path("tests/golden/stores").glob("*.sql"))


def put_back(dump: Path, folder: Path) -> Path:
    """Make the store of a dump in ``folder``; return its file."""
    folder.mkdir()
    file = folder / "kezek.db"
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript(dump.read_text(encoding="utf-8"))
    connection.close()
    return file


def schema(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    """Return what tables and indexes there are, however they are spaced."""
    rows = connection.execute("select name, sql from sqlite_master where sql is not null")
    return {(name, " ".join(sql.split())) for name, sql in rows.fetchall()}


def migrations_until(dump: Path, folder: Path) -> Path:
    """Return a folder of the migrations that there were when a store was kept."""
    folder.mkdir()
    for path in MIGRATIONS.glob("*.sql"):
        if path.name <= dump.name:
            (folder / path.name).write_bytes(path.read_bytes())
    return folder
