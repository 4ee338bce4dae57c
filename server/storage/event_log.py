"""The event log of one hall: append-only, chained, read back as entries."""

from collections.abc import Iterator
from itertools import pairwise

from server.protocol.codec import decode_event
from server.protocol.events import DayClosed, DayOpened, Entry
from server.protocol.hall_events import ClockAdjusted, ClockDoubted, LogGap, TicketLayoutChanged
from server.protocol.identity import Key
from server.protocol.tickets import ServiceDay
from server.storage.chain import EventRow, hash_of
from server.storage.rows import Connection, Row, Rows

WHOLE_LOG = 1 << 62
PAGE = 2000

MANY_DAYS = 1000
"""How far back a day can be looked at."""

FEW_DAYS = 32
"""How far back a day may lie that is opened again: days near today only can be."""


class EventLog:
    """Reads and appends the events of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for the log of ``hall``."""
        self._rows = Rows(connection, "events.sql")
        self._hall = hall

    def add(self, row: EventRow) -> None:
        """Append a row that continues the chain."""
        self._rows.run(
            "add_event",
            hall=row.hall,
            epoch=row.epoch,
            seq=row.seq,
            at=row.at,
            kind=row.kind,
            actor=row.actor,
            policy_version=row.policy_version,
            body=row.body,
            body_digest=row.body_digest,
            prev_hash=row.prev_hash,
        )

    def since(self, epoch: int, seq: int, limit: int = WHOLE_LOG) -> tuple[Entry, ...]:
        """Return at most ``limit`` entries after (epoch, seq), in order."""
        found = self._rows.all(
            "events_from", hall=self._hall, epoch=epoch, seq=seq + 1, limit=limit
        )
        return tuple(self._entry(row) for row in found)

    def between(self, epoch: int, first: int, last: int) -> tuple[Entry, ...]:
        """Return the entries ``first`` to ``last`` of one epoch."""
        found = self._rows.all(
            "events_between", hall=self._hall, epoch=epoch, first=first, last=last
        )
        return tuple(self._entry(row) for row in found)

    def at(self, seq: int) -> Entry | None:
        """Return the entry with this seq, if there is one."""
        row = self.row_at(seq)
        return None if row is None else as_entry(row)

    def row_at(self, seq: int) -> EventRow | None:
        """Return the row with this seq as it is kept, if there is one."""
        row = self._rows.one("event_at", hall=self._hall, seq=seq)
        return None if row is None else EventRow(self._hall, *row)

    def newest_of_time(self, kind: type[ClockAdjusted | ClockDoubted | DayClosed]) -> Entry | None:
        """Return the newest entry of a kind that tells of clock or day, if there is one."""
        row = self._rows.one("newest_of_time", hall=self._hall, kind=kind.__name__)
        return None if row is None else self._entry(row)

    def wall_offset(self) -> int:
        """Return what the newest correction of the wall clock says; 0 if there was none."""
        entry = self.newest_of_time(ClockAdjusted)
        event = None if entry is None else entry.event
        return event.wall_offset_ms if isinstance(event, ClockAdjusted) else 0

    def doubted_offset(self) -> int | None:
        """Return what a wall clock would make of the offset that is not believed, if one is."""
        doubted = self.newest_of_time(ClockDoubted)
        adjusted = self.newest_of_time(ClockAdjusted)
        if doubted is None or (adjusted is not None and adjusted.seq > doubted.seq):
            return None
        event = doubted.event
        return event.wall_offset_ms if isinstance(event, ClockDoubted) else None

    def newest_layout(self) -> TicketLayoutChanged | None:
        """Return the newest change of how tickets look, if there was one."""
        row = self._rows.one("newest_layout", hall=self._hall)
        event = None if row is None else self._entry(row).event
        return event if isinstance(event, TicketLayoutChanged) else None

    def current_day(self) -> tuple[Entry, ...]:
        """Return the entries since the newest day was opened, all of them if none was."""
        return tuple(as_entry(row) for row in self.day_rows())

    def opened_at(self) -> tuple[int, int] | None:
        """Return epoch and seq of the entry that opened the newest day, if any did."""
        row = self._rows.one("last_day_opened", hall=self._hall)
        return None if row is None else (int(row[0]), int(row[1]))

    def opened_on(self, day: ServiceDay) -> tuple[int, int] | None:
        """Return epoch and seq of the entry that opened ``day``, if one of many days did."""
        rows = self._rows.all("days_opened", hall=self._hall, limit=MANY_DAYS)
        event = DayOpened(service_day=day)
        found = (EventRow(self._hall, *row) for row in rows)
        return next(
            ((row.epoch, row.seq) for row in found if decode_event(row.body) == event), None
        )

    def day_rows(self) -> tuple[EventRow, ...]:
        """Return the rows of the current day as they are kept, for the check of their chain."""
        opened = self._rows.one("last_day_opened", hall=self._hall)
        epoch, seq = (0, 0) if opened is None else opened
        found = self._rows.all(
            "events_from", hall=self._hall, epoch=epoch, seq=seq, limit=WHOLE_LOG
        )
        return tuple(EventRow(self._hall, *row) for row in found)

    def rows(self) -> tuple[EventRow, ...]:
        """Return the whole log as it is kept, for the check of its chain."""
        found = self._rows.all("events_from", hall=self._hall, epoch=0, seq=0, limit=WHOLE_LOG)
        return tuple(EventRow(self._hall, *row) for row in found)

    def numbering_around(self, day: ServiceDay) -> tuple[Entry, ...]:
        """Return all that told of numbers since the day before ``day``, which is not long ago."""
        rows = self._rows.all("days_opened", hall=self._hall, limit=FEW_DAYS)
        days = [self._entry(row) for row in rows]
        epoch = seq = 0
        for later, earlier in pairwise(days):
            if later.event == DayOpened(service_day=day):
                epoch, seq = earlier.epoch, earlier.seq
        found = self._rows.all("numbering_from", hall=self._hall, epoch=epoch, seq=seq)
        return tuple(self._entry(row) for row in found)

    def gap_before_first_day(self, epoch: int) -> LogGap | None:
        """Return the gap that ``epoch`` began with, if no day was opened in it yet."""
        opened = self._rows.one("last_day_opened", hall=self._hall)
        if opened is not None and opened[0] == epoch:
            return None
        first = self.since(epoch, 0, limit=1)
        event = first[0].event if first else None
        return event if isinstance(event, LogGap) else None

    def page(self, epoch: int, seq: int, limit: int) -> tuple[EventRow, ...]:
        """Return at most ``limit`` rows after (epoch, seq) as they are kept, in order."""
        found = self._rows.all(
            "events_from", hall=self._hall, epoch=epoch, seq=seq + 1, limit=limit
        )
        return tuple(EventRow(self._hall, *row) for row in found)

    def walk(self) -> Iterator[EventRow]:
        """Yield the whole log as it is kept, page by page, so that no log is too long."""
        epoch = seq = 0
        while True:
            page = self._rows.all(
                "events_from", hall=self._hall, epoch=epoch, seq=seq + 1, limit=PAGE
            )
            yield from (EventRow(self._hall, *row) for row in page)
            if len(page) < PAGE:
                return
            epoch, seq = page[-1][0], page[-1][1]

    def _entry(self, row: Row) -> Entry:
        return as_entry(EventRow(self._hall, *row))


def as_entry(row: EventRow) -> Entry:
    """Return the entry that a row keeps."""
    return Entry(
        row.hall,
        row.epoch,
        row.seq,
        row.at,
        row.actor,
        row.policy_version,
        decode_event(row.body),
        hash_of(row),
    )
