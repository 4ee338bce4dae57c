"""Tickets and legs of one hall, as rows."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from server.protocol.events import LaneHead, TicketIssued
from server.protocol.identity import Actor, Key, LegId, RequestId, TicketId
from server.protocol.lanes import LaneName
from server.protocol.languages import LanguageCode
from server.protocol.tickets import (
    TIERS,
    Instant,
    LegState,
    Ordinal,
    ServiceDay,
    TicketClass,
    TicketNumber,
)
from server.storage.rows import Connection, Row, Rows


class TakenNumber(Struct, frozen=True):
    """The next ordinal of a series, taken, how the series writes it, and the open day."""

    ordinal: Ordinal
    prefix: str
    width: int
    service_day: ServiceDay | None


class OpenLeg(Struct, frozen=True):
    """A leg that is not past, and its ticket."""

    leg: LegId
    ticket: TicketId
    number: TicketNumber


class TicketRow(Struct, frozen=True):
    """What is said of a ticket wherever it is named."""

    id: TicketId
    number: TicketNumber
    language: LanguageCode
    claim: Key | None
    persons: int


class PaperRow(Struct, frozen=True):
    """A ticket as it is printed: by the kiosk that issued it, or that brought its own number."""

    number: TicketNumber
    issued_by: str
    merged_by: Key | None

    def is_printed_by(self, actor: Actor) -> bool:
        """Return whether ``actor`` prints this ticket, and may say what became of it."""
        return self.issued_by == str(actor) or self.merged_by == actor.id


class AtDesk(Struct, frozen=True):
    """The visitor who is called to a desk or received there."""

    ticket: TicketId
    leg: LegId
    state: LegState
    recalls: int
    service: Key
    back_service: Key | None
    back_lane: LaneName | None


class Tickets:
    """Reads and writes the tickets and legs of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "tickets.sql")
        self._hall = hall

    def take_number(self, series: Key) -> TakenNumber:
        """Take the next ordinal of ``series``, which the hall has."""
        # Two plain statements under the hall's lock: one that returns costs SQLite twice as much.
        row = self._rows.one("next_number", hall=self._hall, series=series)
        if row is None:
            msg = f"{self._hall} has no series {series}"
            raise LookupError(msg)
        taken = TakenNumber(*row)
        self._rows.run("set_next_number", hall=self._hall, series=series, next=taken.ordinal + 1)
        return taken

    def add(self, issued: TicketIssued, epoch: int, seq: int, at: Instant, actor: str) -> None:
        """Keep a ticket and its leg, which waits, or is booked for later, as ``issued`` says."""
        self._rows.run(
            "add_ticket",
            ticket=issued.ticket,
            hall=self._hall,
            service_day=issued.service_day,
            series=issued.series,
            ordinal=issued.ordinal,
            number=issued.number,
            language=issued.language,
            claim=issued.claim,
            persons=issued.persons,
            issue_request=issued.issue_request,
            issued_by=actor,
            issued_at=at,
            epoch=epoch,
            seq=seq,
        )
        self._rows.run(
            "add_leg",
            leg=issued.leg,
            hall=self._hall,
            ticket=issued.ticket,
            service=issued.service,
            lane=issued.lane or issued.service,
            ticket_class=issued.ticket_class.value,
            order_key=issued.order_key,
            seq=seq,
            state=(LegState.BOOKED if issued.is_early else LegState.WAITING).value,
            due_at=issued.order_key if issued.is_early else None,
        )

    def paper_of(self, ticket: TicketId) -> PaperRow | None:
        """Return who prints a ticket, if the hall has it."""
        row = self._rows.one("paper_of", hall=self._hall, ticket=ticket)
        return None if row is None else PaperRow(*row)

    def issued_seq(self, ticket: TicketId) -> int | None:
        """Return the seq of the event by which a ticket was issued, if the hall has it."""
        seq: int | None = self._rows.value("issued_seq", hall=self._hall, ticket=ticket)
        return seq

    def of_leg(self, leg: LegId) -> TicketRow:
        """Return the ticket of a leg that the hall has."""
        row = self._rows.one("ticket_of_leg", leg=leg)
        if row is None:
            msg = f"{self._hall} has no leg {leg}"
            raise LookupError(msg)
        return TicketRow(*row)

    def numbers_of_day(
        self, day: ServiceDay
    ) -> Iterator[tuple[TicketId, TicketNumber, RequestId]]:
        """Yield (ticket, number, request) of every ticket of a service day."""
        for row in self._rows.all("numbers_of_day", hall=self._hall, service_day=day):
            yield row[0], row[1], row[2]

    def next_ordinals(self) -> dict[Key, Ordinal]:
        """Return the ordinal that each series gives next."""
        return {row[0]: row[1] for row in self._rows.all("next_ordinals", hall=self._hall)}

    def leg_of_request(self, request: RequestId, state: LegState) -> OpenLeg | None:
        """Return the leg of the ticket that ``request`` made, if it is in ``state``."""
        row = self._rows.one(
            "leg_of_request", hall=self._hall, issue_request=request, state=state.value
        )
        return None if row is None else OpenLeg(*row)

    def heads_of_lane(self, lane: LaneName) -> tuple[LaneHead, ...]:
        """Return the first waiting leg of each class: one seek of callable_legs_by_lane each."""
        found = self._rows.all("heads_of_lane", hall=self._hall, lane=lane)
        return tuple(sorted(map(_head, found), key=lambda head: TIERS[head.ticket_class]))

    def booked_heads(self, lanes: Iterable[LaneName]) -> tuple[LaneHead, ...]:
        """Return the first leg of each of ``lanes`` that is booked for later and here already."""
        found: dict[LaneName, LaneHead] = {}
        for row in self._rows.all("booked_legs", hall=self._hall):
            head = _head(row)
            found.setdefault(head.stands_in, head)
        return tuple(found[lane] for lane in lanes if lane in found)

    def parked_before(self, desk: Key, head: LaneHead, most: int) -> tuple[LaneHead, ...]:
        """Return the first of those whom ``desk`` has set aside and who stand before ``head``."""
        key, seq = head.order_key, head.seq
        found = self._rows.all(
            "parked_before", hall=self._hall, desk=desk, order_key=key, seq=seq, most=most
        )
        return tuple(map(_head, found))

    def waiting_by_lane(self) -> dict[tuple[LaneName, TicketClass], int]:
        """Return how many wait in each lane that somebody waits in, by class."""
        found = self._rows.all("waiting_by_lane", hall=self._hall)
        return {(lane, TicketClass(its_class)): count for lane, its_class, count in found}

    def waiting_for_officials(self) -> dict[tuple[LaneName, Key, TicketClass], int]:
        """Return how many wait for each official, by service and class."""
        found = self._rows.all("waiting_for_officials", hall=self._hall)
        return {(lane, service, TicketClass(kind)): count for lane, service, kind, count in found}

    def count_open(self) -> int:
        """Return how many have yet to be called, those set aside included."""
        count: int = self._rows.value("count_open", hall=self._hall)
        return count

    def open_legs_of_other_days(self, day: ServiceDay) -> tuple[OpenLeg, ...]:
        """Return every leg that is not past and not of ``day``, in the order of issue."""
        found = self._rows.all("open_legs_of_other_days", hall=self._hall, day=day)
        return tuple(OpenLeg(*row) for row in found)

    def set_state(self, leg: LegId, state: LegState) -> None:
        """Put a leg into ``state``."""
        self._rows.run("set_state", leg=leg, state=state.value)

    def call(self, leg: LegId, desk: Key, at: Instant) -> None:
        """Put a leg to ``desk``, called."""
        self._rows.run("call_leg", leg=leg, desk=desk, at=at)

    def recall(self, leg: LegId) -> None:
        """Count one more recall of a leg."""
        self._rows.run("recall_leg", leg=leg)

    def at_desk(self, desk: Key) -> AtDesk | None:
        """Return the visitor who is called to ``desk`` or received there."""
        row = self._rows.one("at_desk", hall=self._hall, desk=desk)
        if row is None:
            return None
        ticket, leg, state, *rest = row
        return AtDesk(ticket, leg, LegState(state), *rest)


def _head(row: Row) -> LaneHead:
    leg, number, service, ticket_class, order_key, seq, lane = row
    meant_for = None if lane == service else lane
    return LaneHead(leg, number, service, TicketClass(ticket_class), order_key, seq, meant_for)
