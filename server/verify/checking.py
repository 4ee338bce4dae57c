"""The whole check of one log: chain, replay, head and witnesses, in one pass."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from server.hall_file import HallConfig
from server.protocol.errors import BadMessageError
from server.protocol.events import Entry
from server.protocol.identity import Key
from server.storage.backups import check_pages, only_hall, opened_copy
from server.storage.chain import GENESIS, ChainBrokenError, EventRow, chained, digest
from server.storage.event_log import EventLog, as_entry
from server.storage.halls import Halls
from server.storage.postgres import place_of, reading
from server.storage.rows import Connection
from server.verify.faults import Fault
from server.verify.replay import BadEntryError, Replay


@dataclass(frozen=True, slots=True)
class Verified:
    """What a log holds that was found right."""

    hall: Key
    epoch: int
    entries: int
    head: str
    days: int
    tickets: int
    calls: int
    gaps: int


def verify(path: Path, witnesses: Iterable[str] = ()) -> Verified:
    """Return what the copy ``path`` holds; every head of ``witnesses`` must be in its log.

    Raise BadEntryError at the first entry that is wrong, CopyError if there is no log to read.
    """
    with opened_copy(path) as connection:
        found = _verify(connection, only_hall(connection, path), witnesses)
        check_pages(connection, path)
    return found


def verify_database(url: str, witnesses: Iterable[str] = ()) -> Verified:
    """Return what a PostgreSQL database holds, of one moment, its servers at work beside.

    Raise BadEntryError at the first entry that is wrong, StoreError if it cannot be read.
    """
    with reading(url) as connection:
        return _verify(connection, only_hall(connection, Path(place_of(url))), witnesses)


def _verify(connection: Connection, hall: Key, witnesses: Iterable[str]) -> Verified:
    replay = Replay(*_configuration(connection, hall))
    left = _walk(EventLog(connection, hall), replay, witnesses)
    _check_head(connection, hall, replay)
    seen = replay.picture
    for head in left:
        raise BadEntryError(Fault.WITNESS, seen.epoch, seen.seq, head)
    return Verified(
        hall=hall,
        epoch=seen.epoch,
        entries=seen.seq,
        head=seen.head,
        days=len(replay.days),
        tickets=replay.tickets,
        calls=replay.calls,
        gaps=replay.gaps,
    )


def _configuration(connection: Connection, hall: Key) -> tuple[HallConfig, str]:
    halls = Halls(connection)
    try:
        return halls.config(hall), digest(halls.config_text(hall))
    except msgspec.MsgspecError as error:
        raise BadEntryError(Fault.CONFIGURATION, 1, 1) from error


def _walk(log: EventLog, replay: Replay, witnesses: Iterable[str]) -> list[str]:
    """Play the whole log; return the witnessed heads that it did not come by."""
    left = {head.lower() for head in witnesses}
    try:
        for row, head in chained(log.walk()):
            replay.take(_entry(row))
            left.discard(head)
        replay.finish()
    except ChainBrokenError as error:
        fault = Fault[error.what.name]
        raise BadEntryError(fault, error.row.epoch, error.row.seq) from error
    return sorted(left)


def _entry(row: EventRow) -> Entry:
    try:
        entry = as_entry(row)
    except BadMessageError as error:
        raise BadEntryError(Fault.UNREADABLE, row.epoch, row.seq) from error
    if type(entry.event).__name__ != row.kind:
        raise BadEntryError(Fault.UNREADABLE, row.epoch, row.seq)
    return entry


def _check_head(connection: Connection, hall: Key, replay: Replay) -> None:
    kept, seen = Halls(connection).head(hall), replay.picture
    if (kept.seq, kept.hash) != (seen.seq, seen.head or GENESIS):
        missing = seen.seq < kept.seq
        raise BadEntryError(Fault.HEAD, kept.epoch, seen.seq + 1 if missing else seen.seq)
