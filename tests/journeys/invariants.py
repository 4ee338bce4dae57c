"""What must hold after every journey, whatever happened in it; read from the log and the papers.

It rebuilds the queue by itself and shares with the server only the pure rule of order.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from server.hall_file import HallConfig
from server.protocol.desk_events import ActUndone, CallReturned
from server.protocol.events import (
    Entry,
    NoShowMarked,
    ServiceFinished,
    TicketCalled,
    TicketIssued,
    TicketLapsed,
)
from server.protocol.identity import Key, RequestId, TicketId
from server.protocol.offline_events import TicketRenumbered
from server.protocol.tickets import LegState, TicketNumber
from server.protocol.visit_events import ClaimRefused, LegParked, LegTransferred
from server.storage.chain import ChainBrokenError, EventRow, check_chain
from server.storage.event_log import as_entry
from tests.history.evidence import Evidence, judge_evidence
from tests.journeys.told_queue import ToldQueue

COPY_WORDS = ("көшірме", "копия", "copy")
"""One of them stands on every paper that is not the first of its ticket."""

AT_DESKS = (LegState.CALLED, LegState.SERVING)

FOREIGN_PROGRAMS = frozenset({"pulseaudio", "recorder"})
COMPLAINT = re.compile(r"\b(ERROR|CRITICAL|Traceback)\b|\.qml:\d+")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper that was cut: the number as eyes read it, and the text that was sent."""

    number: TicketNumber
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a journey leaves behind."""

    config: HallConfig
    rows: tuple[EventRow, ...]
    head: str
    """The hash of the newest event, as the hall's own row keeps it."""
    received: dict[RequestId, TicketNumber]
    """The numbers that reached a kiosk."""
    papers: tuple[Paper, ...]
    shown: tuple[TicketNumber, ...] = ()
    """The numbers that visitors read on screens."""
    evidence: Evidence = field(default_factory=Evidence)
    """What clients and boards recorded, and what was written, as far as the run has it."""

    @property
    def entries(self) -> list[Entry]:
        """Return the log as entries."""
        return [as_entry(row) for row in self.rows]


def broken(record: Record) -> list[str]:
    """Return what does not hold, one sentence each; an empty list if everything holds."""
    return [
        *_lost(record),
        *_given_twice(record),
        *_overlapping(record.entries),
        *_out_of_order(record),
        *_strange_papers(record),
        *_broken_chain(record),
        *_back_in_time(record.rows),
        *judge_evidence(record.evidence, record.entries),
    ]


def complaints(logs: Path) -> list[str]:
    """Return what our own programs logged as wrong: errors, tracebacks, warnings of QML."""
    return [
        f"{path.stem}: {line}"
        for path in sorted(logs.glob("*.log"))
        if path.stem not in FOREIGN_PROGRAMS
        for line in path.read_text(errors="replace").splitlines()
        if COMPLAINT.search(line)
    ]


def _issued(record: Record) -> list[TicketIssued]:
    return [entry.event for entry in record.entries if isinstance(entry.event, TicketIssued)]


def _own_numbers(record: Record) -> list[TicketNumber]:
    """Return the numbers that kiosks gave by themselves, and that stand for another one."""
    events = (entry.event for entry in record.entries)
    return [event.number for event in events if isinstance(event, TicketRenumbered)]


def _lost(record: Record) -> Iterator[str]:
    """I1: every number that reached a kiosk or a visitor is in the log, under its request."""
    issued = {ticket.issue_request: ticket.number for ticket in _issued(record)}
    for request_id, number in record.received.items():
        if issued.get(request_id) != number:
            yield f"I1: a kiosk got {number}, the log has {issued.get(request_id)}"
    for number in set(record.shown).difference(issued.values(), _own_numbers(record)):
        yield f"I1: a visitor read {number}, which the log does not have"
    yield from _repeated("I1: visitors read", record.shown)


def _given_twice(record: Record) -> Iterator[str]:
    """I2: a number is given once a day, a request makes one ticket."""
    tickets = _issued(record)
    yield from _repeated("I2: ordinal", [(t.service_day, t.series, t.ordinal) for t in tickets])
    yield from _repeated("I2: number", [(t.service_day, t.number) for t in tickets])
    yield from _repeated("I2: request", [t.issue_request for t in tickets])
    own = [ticket.number for ticket in tickets if ticket.offline is not None]
    yield from _repeated("I2: a kiosk's own number", [*own, *_own_numbers(record)])


def _repeated(what: str, things: Iterable[object]) -> Iterator[str]:
    return (
        f"{what} {thing} {count} times" for thing, count in Counter(things).items() if count > 1
    )


def _overlapping(entries: list[Entry]) -> Iterator[str]:
    """I3: a ticket is at one desk at a time, and a desk has one ticket at a time."""
    desk_of: dict[TicketId, Key] = {}
    for entry in entries:
        match entry.event:
            case TicketCalled(ticket=ticket, desk=desk, number=number):
                if ticket in desk_of:
                    yield f"I3: {number} called to {desk} while at {desk_of[ticket]}"
                if desk in desk_of.values():
                    yield f"I3: {number} called to {desk} while somebody is there"
                desk_of[ticket] = desk
            case (
                ServiceFinished(ticket=ticket)
                | NoShowMarked(ticket=ticket)
                | TicketLapsed(ticket=ticket)
                | LegTransferred(ticket=ticket)
                | LegParked(ticket=ticket)
                | ClaimRefused(ticket=ticket)
                | CallReturned(ticket=ticket)
            ):
                desk_of.pop(ticket, None)
            case ActUndone(desk=desk, legs=legs):
                desk_of = {one: at for one, at in desk_of.items() if at != desk}
                desk_of |= {one.ticket: desk for one in legs if one.state in AT_DESKS}
            case _:
                pass


def _out_of_order(record: Record) -> Iterator[str]:
    """I4: each call is what the rule chooses from the queue that the log tells of."""
    queue = ToldQueue(record.config)
    for entry in record.entries:
        if isinstance(entry.event, TicketCalled):
            wrong = queue.judge(entry, entry.event)
            if wrong:
                yield wrong
        if isinstance(entry.event, TicketIssued) and not _stands_at_its_arrival(entry):
            yield f"I4: {entry.event.number} has the place of another moment than its own"
        queue.fold(entry)


def _stands_at_its_arrival(entry: Entry) -> bool:
    """Return whether a walk-in's place is its arrival; a kiosk alone, or a booking, tells it."""
    event = entry.event
    assert isinstance(event, TicketIssued)
    return bool(event.offline or event.booked) or event.order_key == entry.at


def _strange_papers(record: Record) -> Iterator[str]:
    """I5: each paper is of one ticket, and a second paper of a ticket says that it is a copy."""
    numbers = {*(ticket.number for ticket in _issued(record)), *_own_numbers(record)}
    originals: list[TicketNumber] = []
    for paper in record.papers:
        if paper.number not in numbers:
            yield f"I5: a paper says {paper.number!r}, which was never issued: {paper.text}"
        elif not any(word in paper.text.lower() for word in COPY_WORDS):
            originals.append(paper.number)
    yield from _repeated("I5: paper not marked copy of", originals)


def _broken_chain(record: Record) -> Iterator[str]:
    """I6: the log is what was once written, from the first event to the hall's head."""
    try:
        check_chain(record.rows, record.head)
    except ChainBrokenError as error:
        yield f"I6: {error}"


def _back_in_time(rows: tuple[EventRow, ...]) -> Iterator[str]:
    """I11: instants never decrease."""
    for before, row in pairwise(rows):
        if row.at < before.at:
            yield f"I11: event {row.seq} is earlier than event {before.seq}"
