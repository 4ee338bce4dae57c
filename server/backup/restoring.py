"""The way back: a checked backup becomes the store of a stopped server, in a new epoch."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile, rmtree

from server.backup.making import stamp
from server.clock import Clock
from server.hall import Hall
from server.protocol.events import LogGap
from server.protocol.identity import Key
from server.storage.backups import (
    READING,
    CopyError,
    Examined,
    Flaw,
    examine,
    only_hall,
    opened_aside,
    opened_copy,
    sync,
)
from server.storage.faults import StoreError
from server.storage.halls import Halls, Head
from server.storage.ledger import Ledger
from server.storage.sqlite import DATABASE, RESTORE_MARK, connect, hold
from server.storage.witness import FILE as WITNESS
from server.storage.witness import Witness

UNFINISHED = "restored.part"
ASIDE = "before-restore-"
SUFFIXES = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Old:
    """What a store that is replaced, or was before, still tells; ``given`` is an ordinal."""

    hall: Key
    head: Head
    given: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, the gap that its log declares, and where the old data lie now."""

    copy: Examined
    gap: LogGap
    lost: int | None
    aside: Path | None


def restore(data_dir: Path, backup: Path, margin: int | None, clock: Clock) -> Restored:
    """Put ``backup`` into ``data_dir``, whose server is stopped, and keep the old data aside.

    Raise CopyError, StoreError or OSError; what was there before is then still there. ``margin``
    stands in for the hall's own ``restore_gap``.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = data_dir / UNFINISHED
    with _held(data_dir):
        for left in data_dir.glob(f"{READING}*"):  # by a restore that was killed
            rmtree(left)
        try:
            _copy(backup, unfinished)
            copy = examine(unfinished)
            known = _known(data_dir, copy.hall)
            epoch = _next_epoch(data_dir, copy, known)
            gap = _begin_epoch(unfinished, epoch, _margin(unfinished, known, margin), clock)
            aside = _exchange(data_dir, unfinished, clock)
        finally:
            _forget(unfinished)
    return Restored(copy, gap, _lost(copy, known), aside)


@contextmanager
def _held(data_dir: Path) -> Iterator[None]:
    try:
        lock = hold(data_dir)
    except StoreError as error:
        raise CopyError(Flaw.HELD, data_dir) from error
    with closing(lock):
        yield


def _copy(backup: Path, unfinished: Path) -> None:
    _forget(unfinished)
    with opened_copy(backup):
        unfinished.touch(mode=0o600)
        copyfile(backup, unfinished)
    sync(unfinished)


def _known(data_dir: Path, hall: Key) -> tuple[Old, ...]:
    """Return what the store that is there tells, and those that earlier restores put aside."""
    places = (data_dir, *sorted(data_dir.glob(f"{ASIDE}*")))
    known = tuple(old for place in places if (old := _old(place)) is not None)
    for old in known:
        if old.hall != hall:
            raise CopyError(Flaw.OTHER_HALL, data_dir, hall=old.hall, backup=hall)
    return known


def _old(place: Path) -> Old | None:
    """Return what a store tells, None if there is none or it can no longer be read."""
    with suppress(CopyError), opened_aside(place) as connection:
        hall, halls = only_hall(connection, place), Halls(connection)
        return Old(hall, halls.head(hall), max(halls.next_ordinals(hall).values()) - 1)
    return None


def _next_epoch(data_dir: Path, copy: Examined, known: tuple[Old, ...]) -> int:
    """Return an epoch that no log of this hall had, as far as this data directory tells."""
    epochs = [copy.head.epoch, *(old.head.epoch for old in known)]
    if (data_dir / WITNESS).exists():
        witness = Witness(data_dir)
        seen = witness.seen()
        witness.close()
        epochs += [seen.epoch] if seen is not None else []
    return max(epochs) + 1


def _margin(unfinished: Path, known: tuple[Old, ...], wanted: int | None) -> int:
    """Return how many numbers to leave out: no fewer than old stores are known to have given."""
    with opened_copy(unfinished) as connection:
        config = Halls(connection).config(only_hall(connection, unfinished))
    return max([wanted or config.restore_gap, *(old.given for old in known)])


def _begin_epoch(unfinished: Path, epoch: int, margin: int, clock: Clock) -> LogGap:
    """Bring the copy up to this version's schema and declare the gap, in one transaction."""
    with closing(connect(str(unfinished))) as connection:
        config = Halls(connection).config(only_hall(connection, unfinished))
        connection.execute("begin immediate")
        ledger = Ledger.locked(connection, config.id)
        with ledger.savepoint():
            gap = Hall(config, clock.wall_ms).begin_epoch(ledger, epoch, margin)
        connection.execute("commit")
        connection.execute("pragma wal_checkpoint(truncate)")
    sync(unfinished)
    return gap


def _exchange(data_dir: Path, unfinished: Path, clock: Clock) -> Path | None:
    """Move the old files aside and the new one to its place; a start in between is refused."""
    mark = data_dir / RESTORE_MARK
    mark.touch(mode=0o600)
    sync(data_dir)
    there = [path for path in _files(data_dir / DATABASE) if path.exists()]
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


def _lost(copy: Examined, known: tuple[Old, ...]) -> int | None:
    """Return how many entries the backup lacks, as far as the stores that are left tell."""
    seqs = [old.head.seq for old in known]
    return max(0, max(seqs) - copy.head.seq) if seqs else None


def _files(database: Path) -> list[Path]:
    return [Path(f"{database}{suffix}") for suffix in SUFFIXES]


def _forget(unfinished: Path) -> None:
    for path in _files(unfinished):
        path.unlink(missing_ok=True)
