"""The check at each start: a store that is damaged or older than what was answered is not used."""

from dataclasses import dataclass, field
from itertools import pairwise

from server.protocol.errors import KezekError
from server.protocol.events import DayOpened, DayReopened, Entry, TicketIssued
from server.protocol.identity import TicketId
from server.protocol.offline_events import TicketRenumbered
from server.protocol.tickets import ServiceDay, TicketNumber
from server.storage.chain import EventRow, digest, hash_of
from server.storage.event_log import as_entry
from server.storage.faults import StoreError
from server.storage.ledger import Ledger
from server.storage.sqlite import DatabaseError
from server.storage.witness import Seen

DAMAGE = (DatabaseError, KezekError, LookupError, ValueError, TypeError)
"""What reading a damaged store may raise; msgspec's errors are ValueErrors."""


def read_day(ledger: Ledger, seen: Seen | None) -> tuple[Entry, ...]:
    """Return the entries of the current day; raise StoreError unless all of it is sound."""
    try:
        rows = ledger.events.day_rows()
        _check_rows(rows)
        entries = tuple(as_entry(row) for row in rows)
        _check_tickets(ledger, entries)
    except DAMAGE as error:
        msg = f"the store of {ledger.hall} is damaged: {error}; restore a backup"
        raise StoreError(msg) from error
    _check_witness(ledger, seen)
    return entries


def _check_rows(rows: tuple[EventRow, ...]) -> None:
    """Check the chain of the day; that it ends at the hall's head is known already."""
    for before, row in pairwise(rows):
        if row.prev_hash != hash_of(before):
            msg = f"event {row.epoch}/{row.seq} names another event before it"
            raise ValueError(msg)
    for row in rows:
        if digest(row.body) != row.body_digest:
            msg = f"event {row.epoch}/{row.seq} has another body than was written"
            raise ValueError(msg)


def _check_tickets(ledger: Ledger, entries: tuple[Entry, ...]) -> None:
    """Compare the tickets, from which numbers are given and called, with what the log says."""
    told = _told(entries)
    days = {issued.service_day for issued in told.issued.values()}
    kept = {one for day in days for one in ledger.tickets.numbers_of_day(day)}
    next_ones = ledger.tickets.next_ordinals()
    for seq, issued in told.issued.items():
        number = told.numbers[issued.ticket]
        if (issued.ticket, number, issued.issue_request) not in kept:
            msg = f"{number} of event {seq} is not among the tickets"
            raise ValueError(msg)
        if told.is_counted(issued) and next_ones[issued.series] <= issued.ordinal:
            msg = f"{number} of event {seq} would be given again"
            raise ValueError(msg)


@dataclass(slots=True)
class _Told:
    """What entries say of tickets: each that was issued, by its seq, and its number by now."""

    issued: dict[int, TicketIssued] = field(default_factory=dict)
    numbers: dict[TicketId, TicketNumber] = field(default_factory=dict)
    counted: ServiceDay | None = None

    def is_counted(self, issued: TicketIssued) -> bool:
        """Return whether its series still counts the numbers of its day, as kiosks' always do."""
        own = issued.offline
        return issued.service_day == self.counted or (own is not None and not own.is_repeated)


def _told(entries: tuple[Entry, ...]) -> _Told:
    told = _Told()
    for entry in entries:
        match entry.event:
            case DayOpened(service_day=day) | DayReopened(service_day=day):
                told.counted = day
            case TicketIssued(ticket=ticket, number=number) as issued:
                told.issued[entry.seq] = issued
                told.numbers[ticket] = number
            case TicketRenumbered(ticket=ticket, number=number):
                told.numbers[ticket] = number
            case _:
                pass
    return told


def _check_witness(ledger: Ledger, seen: Seen | None) -> None:
    """Compare with what was answered last; a restore declares its loss by a new epoch."""
    if seen is None or seen.hall != ledger.hall or seen.epoch < ledger.head.epoch:
        return
    entry = ledger.events.at(seen.seq)
    if entry is None or entry.epoch != seen.epoch or entry.head != seen.hash:
        msg = (
            f"the store of {ledger.hall} is older than what was answered from it: event"
            f" {seen.epoch}/{seen.seq} is missing, the log ends at"
            f" {ledger.head.epoch}/{ledger.head.seq}; restore a backup"
        )
        raise StoreError(msg)
