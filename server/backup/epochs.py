"""The new epoch of a restored hall: what is still known of what was lost, and the gap declared."""

from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from server.clock import Clock
from server.hall import Hall
from server.hall_file import HallConfig
from server.protocol.hall_events import LogGap
from server.protocol.identity import Key
from server.protocol.tickets import Ordinal
from server.storage.backups import CopyError, Examined, Flaw, only_hall, opened_copy
from server.storage.halls import Halls, Head
from server.storage.ledger import Ledger
from server.storage.postgres import place_of, reading
from server.storage.rows import Connection
from server.storage.soundness import DAMAGE
from server.storage.sqlite import connect
from server.storage.syncing import sync

SUFFIXES = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Old:
    """What a store that is replaced, or was before, still tells."""

    hall: Key
    head: Head
    next_ordinals: dict[Key, Ordinal]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, the gap that its log declares, and where the old data lie now."""

    copy: Examined
    gap: LogGap
    lost: int | None
    aside: Path | None


def old_of(connection: Connection, place: Path) -> Old:
    """Return what a store tells; raise CopyError if it keeps no hall."""
    hall, halls = only_hall(connection, place), Halls(connection)
    return Old(hall, halls.head(hall), halls.next_ordinals(hall))


def salvaged(connection: Connection, place: Path) -> Old | None:
    """Return what a store that may be damaged tells, None if not even where its log ends.

    Raise CopyError if it keeps no hall.
    """
    with suppress(*DAMAGE):
        return _checked(old_of(connection, place))
    with suppress(*DAMAGE):
        hall = only_hall(connection, place)
        return _checked(Old(hall, Halls(connection).head(hall), {}))
    return None


def old_of_database(url: str) -> Old:
    """Return what a database tells; raise CopyError or StoreError if it tells nothing."""
    with reading(url) as connection:
        return old_of(connection, Path(place_of(url)))


def check_same_hall(known: Iterable[Old], hall: Key, place: Path) -> None:
    """Raise CopyError if something of another hall would be replaced."""
    for old in known:
        if old.hall != hall:
            raise CopyError(Flaw.OTHER_HALL, place, hall=old.hall, backup=hall)


def lost_of(copy: Examined, known: Iterable[Old]) -> int | None:
    """Return how many entries the backup lacks, as far as the stores that are left tell."""
    seqs = [old.head.seq for old in known]
    return max(0, max(seqs) - copy.head.seq) if seqs else None


def take_copy(backup: Path, unfinished: Path) -> None:
    """Copy a backup to where it is made ready, durably; raise CopyError if it is none."""
    forget_copy(unfinished)
    with opened_copy(backup):
        unfinished.touch(mode=0o600)
        copyfile(backup, unfinished)
    sync(unfinished)


def forget_copy(unfinished: Path) -> None:
    """Remove what was made ready, or begun to be."""
    for suffix in SUFFIXES:
        Path(f"{unfinished}{suffix}").unlink(missing_ok=True)


def begin_epoch(
    unfinished: Path, epoch: int, known: Iterable[Old], wanted: int | None, clock: Clock
) -> LogGap:
    """Bring the copy up to this version's schema and declare the gap, in one transaction.

    The margin is the hall's own, or ``wanted``, but no less than old stores are known to have
    given.
    """
    with closing(connect(str(unfinished))) as connection:
        halls = Halls(connection)
        config = halls.config(only_hall(connection, unfinished))
        ordinals = halls.next_ordinals(config.id)
        margin = max(
            [wanted or config.restore_gap, *(_given(old, config, ordinals) for old in known)]
        )
        connection.execute("begin immediate")
        ledger = Ledger.locked(connection, config.id)
        with ledger.savepoint():
            gap = Hall(config, clock.wall_ms).begin_epoch(ledger, epoch, margin)
        connection.execute("commit")
        connection.execute("pragma wal_checkpoint(truncate)")
    sync(unfinished)
    return gap


def _checked(old: Old) -> Old:
    """Return ``old``; raise ValueError if its numbers are none: SQLite keeps what it is given."""
    numbers = (old.head.epoch, old.head.seq, *old.next_ordinals.values())
    if not all(isinstance(number, int) for number in numbers):
        raise ValueError(numbers)
    return old


def _given(old: Old, config: HallConfig, ordinals: dict[Key, Ordinal]) -> int:
    """Return how many numbers of a series the old store gave that the copy may not know of.

    A series of the hall begins anew each day, so all that were given may be of today; those of
    kiosks never do.
    """
    daily = {series.id for series in config.series}
    given = (
        ordinal - (1 if series in daily else ordinals.get(series, 1))
        for series, ordinal in old.next_ordinals.items()
    )
    return max(given, default=0)
