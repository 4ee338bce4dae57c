"""One hall inside one open transaction: its head, its rows, and the events appended to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from server.protocol.codec import encode
from server.protocol.events import Entry, Event
from server.protocol.identity import Actor, Key
from server.protocol.tickets import Instant
from server.storage.bookings import Bookings
from server.storage.chain import EventRow, digest, hash_of
from server.storage.days import Days
from server.storage.devices import Devices
from server.storage.event_log import EventLog
from server.storage.halls import Halls, Head
from server.storage.requests import Requests
from server.storage.rows import Connection
from server.storage.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a ledger stood when a savepoint was set."""

    head: Head
    appended: int


class Ledger:
    """What a rule may read and write of a hall whose row is locked; gone with the transaction."""

    def __init__(self, connection: Connection, hall: Key, head: Head) -> None:
        """Stand at ``head``, just read under the lock."""
        self.connection = connection
        self.hall = hall
        self.head = head
        self.began_at = head.hash
        self.appended: list[Entry] = []
        self.halls = Halls(connection)
        self.days = Days(connection, hall)
        self.tickets = Tickets(connection, hall)
        self.requests = Requests(connection, hall)
        self.events = EventLog(connection, hall)
        self.devices = Devices(connection, hall)
        self.bookings = Bookings(connection, hall)

    @classmethod
    def locked(cls, connection: Connection, hall: Key) -> "Ledger":
        """Lock the row of ``hall``, which exists, and return its ledger."""
        return cls(connection, hall, Halls(connection).lock(hall))

    @classmethod
    def for_reading(cls, connection: Connection, hall: Key) -> "Ledger":
        """Return a ledger of ``hall``, which exists, that nothing may be written with."""
        return cls(connection, hall, Halls(connection).head(hall))

    def instant(self, now: Instant) -> Instant:
        """Return when something that happens now happens: never before the newest event."""
        return max(now, self.head.last_at)

    def append(self, event: Event, actor: Actor, at: Instant) -> Entry:
        """Append ``event`` to the log, chained to the head, and return it in its place."""
        body = encode(event).decode()
        row = EventRow(
            hall=self.hall,
            epoch=self.head.epoch,
            seq=self.head.seq + 1,
            at=self.instant(at),
            kind=type(event).__name__,
            actor=str(actor),
            policy_version=self.head.policy_version,
            body=body,
            body_digest=digest(body),
            prev_hash=self.head.hash,
        )
        self.events.add(row)
        self.head = replace(self.head, seq=row.seq, hash=hash_of(row), last_at=row.at)
        entry = Entry(
            row.hall,
            row.epoch,
            row.seq,
            row.at,
            row.actor,
            row.policy_version,
            event,
            self.head.hash,
        )
        self.appended.append(entry)
        return entry

    def begin_epoch(self, epoch: int) -> None:
        """Let the events that follow be of a new epoch; seq and chain go on."""
        self.head = replace(self.head, epoch=epoch)

    def begin_policy(self, policy_version: int) -> None:
        """Let the events that follow be by another version of the rule of order."""
        self.head = replace(self.head, policy_version=policy_version)

    def set_wall_offset(self, wall_offset: int) -> None:
        """Keep what must be added to hall time to get wall time."""
        self.head = replace(self.head, wall_offset=wall_offset)

    @contextmanager
    def savepoint(self) -> Iterator[Mark]:
        """Keep all that the block does, head included, or nothing when it raises."""
        mark = Mark(self.head, len(self.appended))
        self.connection.execute("savepoint job")
        try:
            yield mark
            if self.head != mark.head:
                self.halls.move_head(self.hall, self.head)
        except BaseException:  # whatever ends the block, nothing of it may stay
            self._return_to(mark)
            raise
        self.connection.execute("release job")

    def _return_to(self, mark: Mark) -> None:
        self.head = mark.head
        del self.appended[mark.appended :]
        # A full disk may have undone the whole transaction already (sqlite.org/lang_transaction).
        if self.connection.in_transaction:
            self.connection.execute("rollback to job")
            self.connection.execute("release job")
