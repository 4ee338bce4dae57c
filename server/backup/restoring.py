"""The way back: a checked backup becomes the store of a stopped server, in a new epoch."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from server.backup.epochs import (
    SUFFIXES,
    Old,
    Restored,
    begin_epoch,
    check_same_hall,
    forget_copy,
    lost_of,
    salvaged,
    take_copy,
)
from server.backup.making import stamp
from server.clock import Clock
from server.storage.backups import (
    READING,
    CopyError,
    Examined,
    Flaw,
    examine,
    opened_aside,
)
from server.storage.data_directory import RESTORE_MARK, hold
from server.storage.faults import StoreError
from server.storage.sqlite import DATABASE
from server.storage.syncing import sync
from server.storage.witness import read_witness

UNFINISHED = "restored.part"
ASIDE = "before-restore-"


def restore(
    data_dir: Path, backup: Path, margin: int | None, clock: Clock, known: tuple[Old, ...] = ()
) -> Restored:
    """Put ``backup`` into ``data_dir``, whose server is stopped, and keep the old data aside.

    Raise CopyError, StoreError or OSError; what was there before is then still there. What is
    ``known`` of the hall elsewhere counts too; ``margin`` stands in for its own ``restore_gap``.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = data_dir / UNFINISHED
    with _held(data_dir):
        for left in data_dir.glob(f"{READING}*"):  # by a restore that was killed
            rmtree(left)
        try:
            take_copy(backup, unfinished)
            copy = examine(unfinished)
            known = (*known, *_known(data_dir))
            check_same_hall(known, copy.hall, data_dir)
            epoch = _next_epoch(data_dir, copy, known)
            gap = begin_epoch(unfinished, epoch, known, margin, clock)
            aside = _exchange(data_dir, unfinished, clock)
        finally:
            forget_copy(unfinished)
    return Restored(copy, gap, lost_of(copy, known), aside)


@contextmanager
def _held(data_dir: Path) -> Iterator[None]:
    try:
        lock = hold(data_dir)
    except StoreError as error:
        raise CopyError(Flaw.HELD, data_dir) from error
    with closing(lock):
        yield


def _known(data_dir: Path) -> tuple[Old, ...]:
    """Return what the store that is there tells, and those that earlier restores put aside."""
    places = (data_dir, *sorted(data_dir.glob(f"{ASIDE}*")))
    return tuple(old for place in places if (old := _old(place)) is not None)


def _old(place: Path) -> Old | None:
    """Return what a store tells, None if there is none or it can no longer be read."""
    with suppress(CopyError), opened_aside(place) as connection:
        return salvaged(connection, place)
    return None


def _next_epoch(data_dir: Path, copy: Examined, known: tuple[Old, ...]) -> int:
    """Return an epoch that no log of this hall had, as far as this data directory tells."""
    epochs = [copy.head.epoch, *(old.head.epoch for old in known)]
    seen = read_witness(data_dir)
    epochs += [seen.epoch] if seen is not None else []
    return max(epochs) + 1


def _exchange(data_dir: Path, unfinished: Path, clock: Clock) -> Path | None:
    """Move the old files aside and the new one to its place; a start in between is refused."""
    mark = data_dir / RESTORE_MARK
    mark.touch(mode=0o600)
    sync(data_dir)
    files = [Path(f"{data_dir / DATABASE}{suffix}") for suffix in SUFFIXES]
    there = [path for path in files if path.exists()]
    aside = data_dir / f"{ASIDE}{stamp(clock)}" if there else None
    if aside is not None:
        aside.mkdir(mode=0o700)
        for path in there:
            path.rename(aside / path.name)
        sync(aside)
    unfinished.rename(data_dir / DATABASE)
    sync(data_dir)
    mark.unlink()
    sync(data_dir)
    return aside
