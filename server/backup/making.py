"""Making a backup: a whole, checked copy beside a running server; the older ones thinned out."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from server.clock import Clock
from server.storage.backups import Examined, copy_store, examine
from server.storage.postgres_copies import copy_database
from server.storage.syncing import sync


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made, and how many of its hall lie in the folder now."""

    path: Path
    copy: Examined
    size: int
    kept: int
    removed: int


def make_backup(source: Path | str, folder: Path, keep: int | None, clock: Clock) -> Backup:
    """Return the checked backup of a data directory or a database, made in ``folder``.

    Raise CopyError, StoreError or OSError if there is none. A file there by its final name is
    whole; of one hall the newest ``keep`` stay.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder / f".{uuid4()}.part"
    try:
        _copy(source, unfinished)
        copy = examine(unfinished)
        path = folder / name_of(copy, clock)
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync(folder)
    backups = backups_of(copy.hall, folder)
    surplus = [] if keep is None else [old for old in backups[:-keep] if old != path]
    for old in surplus:
        old.unlink()
    return Backup(path, copy, path.stat().st_size, len(backups) - len(surplus), len(surplus))


def _copy(source: Path | str, target: Path) -> None:
    if isinstance(source, Path):
        copy_store(source, target)
    else:
        copy_database(source, target)


def name_of(copy: Examined, clock: Clock) -> str:
    """Return the name of a backup: it sorts by the log, so that a wrong clock does no harm."""
    return f"{copy.hall}.e{copy.head.epoch:04d}.s{copy.head.seq:010d}.{stamp(clock)}.kezek"


def stamp(clock: Clock) -> str:
    """Return the time as it stands in the names of files."""
    now = datetime.fromtimestamp(clock.wall_ms() / 1000, UTC)
    return f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z"


def backups_of(hall: str, folder: Path) -> list[Path]:
    """Return the backups of ``hall`` in ``folder``, oldest first."""
    return sorted(folder.glob(f"{hall}.e*.s*.*.kezek"))
