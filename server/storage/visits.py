"""The legs of a visit as rows: added, set aside, back, missed; claims settled."""

from dataclasses import dataclass

from server.protocol.identity import Key, LegId, TicketId
from server.protocol.lanes import LaneName
from server.protocol.languages import LanguageCode
from server.protocol.tickets import Instant, LegState, ServiceDay, TicketClass, TicketNumber
from server.protocol.visit_events import LegAdded
from server.storage.rows import Connection, Row, Rows


@dataclass(frozen=True, slots=True)
class LegRow:
    """One leg and its ticket."""

    ticket: TicketId
    number: TicketNumber
    language: LanguageCode
    claim: Key | None
    persons: int
    is_claim_confirmed: bool
    service_day: ServiceDay
    leg: LegId
    service: Key
    lane: LaneName
    ticket_class: TicketClass
    order_key: Instant
    seq: int
    nth: int
    state: LegState
    desk: Key | None
    absent_at: Instant | None
    revivals: int
    back_service: Key | None
    back_lane: LaneName | None


@dataclass(frozen=True, slots=True)
class DueLeg:
    """A leg whose time to wait again has come."""

    leg: LegId
    ticket: TicketId
    number: TicketNumber
    state: LegState
    ticket_class: TicketClass
    order_key: Instant


class Visits:
    """Reads and writes the legs of one hall's visits."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "visits.sql")
        self._hall = hall

    def leg(self, leg: LegId) -> LegRow:
        """Return a leg that the hall has."""
        row = self._rows.one("leg", hall=self._hall, leg=leg)
        if row is None:
            msg = f"{self._hall} has no leg {leg}"
            raise LookupError(msg)
        return _leg(row)

    def newest(self, ticket: TicketId) -> LegRow | None:
        """Return the last leg of a ticket, if the hall has it."""
        row = self._rows.one("newest_leg", hall=self._hall, ticket=ticket)
        return None if row is None else _leg(row)

    def add(self, added: LegAdded, state: LegState) -> None:
        """Keep a further leg of a visit, which waits, or is booked for later."""
        self._rows.run(
            "add_next_leg",
            leg=added.leg,
            hall=self._hall,
            ticket=added.ticket,
            service=added.service,
            lane=added.lane or added.service,
            ticket_class=added.ticket_class.value,
            order_key=added.order_key,
            seq=added.issue_seq,
            state=state.value,
            due_at=added.order_key if state is LegState.BOOKED else None,
            nth=added.nth,
            back_service=added.back_service,
            back_lane=added.back_lane,
        )

    def park(self, leg: LegId, due_at: Instant | None) -> None:
        """Set a leg aside."""
        self._rows.run("park_leg", leg=leg, due_at=due_at)

    def wait_again(self, leg: LegId, state: LegState) -> None:
        """Let a leg wait, or be booked until its own time, as if nobody had called it."""
        self._rows.run("wait_again", leg=leg, state=state.value)

    def miss(self, leg: LegId, at: Instant) -> None:
        """Keep that the visitor did not come, and when that was said."""
        self._rows.run("miss_leg", leg=leg, at=at)

    def revive(self, leg: LegId, state: LegState) -> None:
        """Let a missed leg wait again, or be booked until its own time, and count it."""
        self._rows.run("count_revival", leg=leg)
        self.wait_again(leg, state)

    def due(self, now: Instant, most: int) -> tuple[DueLeg, ...]:
        """Return the legs that are to wait again by ``now``, the longest due first."""
        found = self._rows.all("due_legs", hall=self._hall, now=now, most=most)
        return tuple(_due(row) for row in found)

    def confirm_claim(self, ticket: TicketId) -> None:
        """Keep that the ticket's claim was seen to be right."""
        self._rows.run("confirm_claim", hall=self._hall, ticket=ticket)

    def refuse_claim(self, ticket: TicketId, leg: LegId) -> None:
        """Take the claim away; the leg waits again, as ordinary."""
        self._rows.run("drop_claim", hall=self._hall, ticket=ticket)
        self._rows.run("lower_leg", leg=leg)
        self.wait_again(leg, LegState.WAITING)


def _due(row: Row) -> DueLeg:
    leg, ticket, number, state, kind, order_key = row
    return DueLeg(leg, ticket, number, LegState(state), TicketClass(kind), order_key)


def _leg(row: Row) -> LegRow:
    ticket, number, language, claim, persons, confirmed, day, leg, *rest = row
    service, lane, kind, order_key, seq, nth, state, desk, absent_at, *rest = rest
    revivals, back_service, back_lane = rest
    return LegRow(
        ticket=ticket,
        number=number,
        language=language,
        claim=claim,
        persons=persons,
        is_claim_confirmed=bool(confirmed),
        service_day=day,
        leg=leg,
        service=service,
        lane=lane,
        ticket_class=TicketClass(kind),
        order_key=order_key,
        seq=seq,
        nth=nth,
        state=LegState(state),
        desk=desk,
        absent_at=absent_at,
        revivals=revivals,
        back_service=back_service,
        back_lane=back_lane,
    )
