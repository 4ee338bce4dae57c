"""The way back on PostgreSQL: a checked backup fills an empty database, in a new epoch."""

from pathlib import Path
from tempfile import TemporaryDirectory

from server.backup.epochs import (
    Old,
    Restored,
    begin_epoch,
    check_same_hall,
    lost_of,
    take_copy,
)
from server.clock import Clock
from server.storage.backups import examine
from server.storage.postgres import place_of
from server.storage.postgres_copies import load_copy


def restore_database(
    url: str, backup: Path, margin: int | None, clock: Clock, known: tuple[Old, ...] = ()
) -> Restored:
    """Put ``backup`` into the empty database at ``url``: all of it with its gap, or nothing.

    Raise CopyError, StoreError or OSError. What is ``known`` of the hall counts; ``margin``
    stands in for the hall's own ``restore_gap``.
    """
    with TemporaryDirectory(prefix="kezek-restore-") as folder:
        unfinished = Path(folder) / "copy"
        take_copy(backup, unfinished)
        copy = examine(unfinished)
        check_same_hall(known, copy.hall, Path(place_of(url)))
        epoch = max([copy.head.epoch, *(old.head.epoch for old in known)]) + 1
        gap = begin_epoch(unfinished, epoch, known, margin, clock)
        load_copy(url, unfinished)
    return Restored(copy, gap, lost_of(copy, known), None)
