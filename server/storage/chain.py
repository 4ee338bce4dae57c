"""The hash chain of a hall's event log: what a hash covers, and the check of a whole log."""

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec
from msgspec import Struct

from server.protocol.identity import Key
from server.protocol.tickets import Instant

GENESIS = "0" * 64
"""What the first event of a hall's first epoch follows."""

_FORMAT = "kezek-event-1"
_encoder = msgspec.json.Encoder()


class EventRow(Struct, frozen=True):
    """One row of the event log; ``body`` is the event as JSON text."""

    hall: Key
    epoch: int
    seq: int
    at: Instant
    kind: str
    actor: str
    policy_version: int
    body: str
    body_digest: str
    prev_hash: str


class Break(StrEnum):
    """What is wrong with an entry."""

    SEQ = "does not follow the event before it"
    TIME = "goes back in time"
    PREVIOUS = "names another event before it"
    BODY = "has another body than was written"
    HEAD = "is not the head that the hall keeps"


class ChainBrokenError(Exception):
    """The event log is not what was once written; ``row`` is the first entry found wrong."""

    def __init__(self, row: EventRow, what: Break) -> None:
        """Name the entry and what is wrong with it."""
        super().__init__(f"{row.hall}: event {row.epoch}/{row.seq}: {what}")
        self.row = row
        self.what = what
        self.seq = row.seq


def digest(text: str) -> str:
    """Return the SHA-256 of ``text`` in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of(row: EventRow) -> str:
    """Return the hash of all but the body: a JSON array, so that no two rows read alike."""
    covered = (
        _FORMAT,
        row.hall,
        row.epoch,
        row.seq,
        row.at,
        row.kind,
        row.actor,
        row.policy_version,
        row.body_digest,
        row.prev_hash,
    )
    return hashlib.sha256(_encoder.encode(covered)).hexdigest()


def check_chain(rows: Iterable[EventRow], head_hash: str) -> int:
    """Return how many events the log has; raise ChainBrokenError at the first that is wrong.

    ``rows`` is the whole log of one hall in order, ``head_hash`` what the hall's row keeps.
    """
    newest: EventRow | None = None
    count, head = 0, GENESIS
    for row, hashed in chained(rows):
        newest, head, count = row, hashed, count + 1
    if newest is not None and head != head_hash:
        raise ChainBrokenError(newest, Break.HEAD)
    return count


def chained(rows: Iterable[EventRow]) -> Iterator[tuple[EventRow, str]]:
    """Yield each row of a whole log and its hash; raise ChainBrokenError at the first wrong."""
    before: EventRow | None = None
    expected = GENESIS
    for row in rows:
        _check_row(row, before, expected)
        before, expected = row, hash_of(row)
        yield row, expected


def _check_row(row: EventRow, before: EventRow | None, expected: str) -> None:
    if row.seq != (before.seq + 1 if before else 1):
        raise ChainBrokenError(row, Break.SEQ)
    if before and (row.epoch < before.epoch or row.at < before.at):
        raise ChainBrokenError(row, Break.TIME)
    if row.prev_hash != expected:
        raise ChainBrokenError(row, Break.PREVIOUS)
    if digest(row.body) != row.body_digest:
        raise ChainBrokenError(row, Break.BODY)
