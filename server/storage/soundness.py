"""The check at each start: a store that is damaged or older than what was answered is not used."""

from itertools import pairwise

from server.protocol.errors import KezekError
from server.protocol.events import DayOpened, Entry, TicketIssued
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
    days = [entry.event.service_day for entry in entries if isinstance(entry.event, DayOpened)]
    kept = {number for day in days for number in ledger.tickets.numbers_of_day(day)}
    next_ones = ledger.tickets.next_ordinals()
    for entry in entries:
        match entry.event:
            case TicketIssued(ticket=ticket, number=number, issue_request=request) as issued:
                if (ticket, number, request) not in kept:
                    msg = f"{number} of event {entry.seq} is not among the tickets"
                    raise ValueError(msg)
                if next_ones[issued.series] <= issued.ordinal:
                    msg = f"{number} of event {entry.seq} would be given again"
                    raise ValueError(msg)
            case _:
                pass


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
