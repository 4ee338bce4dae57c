"""The hash chain of a hall's event log: what a hash covers, and the check of a whole log."""

import hashlib
from collections.abc import Iterable

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


class ChainBrokenError(Exception):
    """The event log is not what was once written; ``seq`` is the first event found wrong."""

    def __init__(self, row: EventRow, what: str) -> None:
        """Name the entry and what is wrong with it."""
        super().__init__(f"{row.hall}: event {row.epoch}/{row.seq}: {what}")
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
    before: EventRow | None = None
    count, expected = 0, GENESIS
    for row in rows:
        _check_row(row, before, expected)
        before, expected, count = row, hash_of(row), count + 1
    if before is not None and expected != head_hash:
        raise ChainBrokenError(before, "is not the head that the hall keeps")
    return count


def _check_row(row: EventRow, before: EventRow | None, expected: str) -> None:
    if row.seq != (before.seq + 1 if before else 1):
        raise ChainBrokenError(row, "does not follow the event before it")
    if before and (row.epoch < before.epoch or row.at < before.at):
        raise ChainBrokenError(row, "goes back in time")
    if row.prev_hash != expected:
        raise ChainBrokenError(row, "names another event before it")
    if digest(row.body) != row.body_digest:
        raise ChainBrokenError(row, "has another body than was written")
