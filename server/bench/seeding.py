"""A bulk loader of past days: every row and event that finished tickets leave, chained as always.

It appends through the same ledger as the Hall does, only without a commit for each ticket.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from server.acts.identifiers import new_id
from server.clock import SystemClock
from server.protocol.events import (
    CallInputs,
    DayClosed,
    DayOpened,
    LaneHead,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketIssued,
)
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind, Key
from server.protocol.tickets import CallReason, Instant, LegState, ServiceDay, TicketClass
from server.queueing.numbering import format_number
from server.storage.ledger import Ledger
from server.storage.tickets import TakenNumber

TICKETS_A_DAY, TICKETS_A_PART = 1000, 10_000
DAY_MS = 24 * 3600 * 1000
MORNING_MS = 8 * 3600 * 1000
SERIES = "reception"
DESK, DESK_LABEL, ZONE = "desk-1", "1", "main"
KIOSK = Actor(ActorKind.KIOSK, "kiosk-1")
OFFICIAL = Actor(ActorKind.OFFICIAL, "o-past")


@dataclass(frozen=True, slots=True)
class PastClock:
    """A clock that stands on the morning before the first of the past days."""

    stands_at: Instant

    @classmethod
    def before(cls, tickets: int) -> "PastClock":
        """Return a clock so long ago that ``tickets`` fit between it and yesterday."""
        days = -(-tickets // TICKETS_A_DAY)
        today = SystemClock().wall_ms() // DAY_MS
        return cls((today - days - 9) * DAY_MS + MORNING_MS)

    def wall_ms(self) -> int:
        """Return where it stands."""
        return self.stands_at

    def boot_ms(self) -> int:
        """Return where it stands."""
        return self.stands_at


@dataclass(frozen=True, slots=True)
class Part:
    """So many past tickets as one transaction bears."""

    services: Sequence[Key]
    tickets: int

    def load(self, ledger: Ledger) -> None:
        """Append tickets that were issued, called, received and finished, a thousand a day."""
        left, at = self.tickets, _morning_after(ledger)
        while left > 0:
            _load_day(ledger, self.services, min(left, TICKETS_A_DAY), at)
            ledger.appended.clear()  # nobody is to be told of the past
            left, at = left - TICKETS_A_DAY, at + DAY_MS


def parts(tickets: int, services: Sequence[Key]) -> Iterator[Part]:
    """Yield the parts in which so many past tickets are loaded, one transaction each."""
    while tickets > 0:
        yield Part(services, min(tickets, TICKETS_A_PART))
        tickets -= TICKETS_A_PART


def _morning_after(ledger: Ledger) -> Instant:
    """Return the first morning that no event of the log has come to."""
    last = ledger.head.last_at
    return last - (last - MORNING_MS) % DAY_MS + (DAY_MS if last % DAY_MS != MORNING_MS else 0)


def _load_day(ledger: Ledger, services: Sequence[Key], tickets: int, morning: Instant) -> None:
    day = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=morning)).date().isoformat()
    ledger.append(DayOpened(service_day=day), SERVER_ACTOR, morning)
    ledger.days.open(day, morning)
    for turn in range(1, tickets + 1):
        taken, service = ledger.tickets.take_number(SERIES), services[turn % len(services)]
        _load_ticket(ledger, _ticket(day, taken, service, morning + turn * 30_000))
    evening = morning + (tickets + 1) * 30_000
    ledger.append(DayClosed(service_day=day, still_waiting=0), SERVER_ACTOR, evening)
    ledger.days.close(day, evening)


def _ticket(day: ServiceDay, taken: TakenNumber, service: Key, at: Instant) -> TicketIssued:
    return TicketIssued(
        ticket=new_id(at),
        leg=new_id(at),
        number=format_number(taken.prefix, taken.ordinal, taken.width),
        service_day=day,
        series=SERIES,
        ordinal=taken.ordinal,
        service=service,
        language="kk",
        ticket_class=TicketClass.ORDINARY,
        claim=None,
        order_key=at,
        people_ahead=0,
        issue_request=str(uuid4()),
    )


def _load_ticket(ledger: Ledger, issued: TicketIssued) -> None:
    at = issued.order_key
    entry = ledger.append(issued, KIOSK, at)
    ledger.tickets.add(issued, entry.epoch, entry.seq, at, entry.actor)
    ledger.append(_call(issued, entry.seq), OFFICIAL, at + 1000)
    ledger.tickets.call(issued.leg, DESK, at + 1000)
    ticket, leg, number = issued.ticket, issued.leg, issued.number
    started = ServiceStarted(ticket=ticket, leg=leg, number=number, desk=DESK)
    ledger.append(started, OFFICIAL, at + 2000)
    finished = ServiceFinished(ticket=ticket, leg=leg, number=number, desk=DESK)
    ledger.append(finished, OFFICIAL, at + 3000)
    ledger.tickets.set_state(issued.leg, LegState.FINISHED)


def _call(issued: TicketIssued, seq: int) -> TicketCalled:
    head = LaneHead(
        issued.leg, issued.number, issued.service, issued.ticket_class, issued.order_key, seq
    )
    return TicketCalled(
        ticket=issued.ticket,
        leg=issued.leg,
        number=issued.number,
        service=issued.service,
        desk=DESK,
        desk_label=DESK_LABEL,
        zone=ZONE,
        language=issued.language,
        ticket_class=issued.ticket_class,
        claim=None,
        waited_ms=1000,
        reason=CallReason.IN_ORDER,
        inputs=CallInputs((head,), 0, 0),
        share_after=0,
    )
