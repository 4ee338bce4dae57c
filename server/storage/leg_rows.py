"""Legs one by one: how each stands, and how it is put back when an act is taken back."""

from msgspec import Struct

from server.protocol.events import LaneHead
from server.protocol.identity import Key, LegId, TicketId
from server.protocol.tickets import Instant, LegState, ServiceDay, TicketClass, TicketNumber
from server.storage.rows import Connection, Row, Rows

AT_A_DESK = frozenset(
    {LegState.CALLED, LegState.SERVING, LegState.FINISHED, LegState.NO_SHOW, LegState.TRANSFERRED}
)
"""States in which the row says at which desk the leg is, or was."""


class LegRow(Struct, frozen=True):
    """One leg, its ticket, and the head that it would be if it were the first of its lane."""

    leg: LegId
    ticket: TicketId
    state: LegState
    desk: Key | None
    called_at: Instant | None
    issued_at: Instant
    head: LaneHead


class LegRows:
    """Reads and puts back the legs of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "leg_rows.sql")
        self._hall = hall

    def leg(self, leg: LegId) -> LegRow | None:
        """Return a leg, if the hall has it."""
        return _leg(self._rows.one("leg", leg=leg))

    def newest_of(self, ticket: TicketId) -> LegRow | None:
        """Return the newest leg of a ticket that was not withdrawn, if the hall has it."""
        return _leg(self._rows.one("newest_leg", hall=self._hall, ticket=ticket))

    def newest_of_number(self, day: ServiceDay, number: TicketNumber) -> LegRow | None:
        """Return the newest leg of the ticket that has ``number`` in a service day."""
        return _leg(
            self._rows.one("newest_leg_of_number", hall=self._hall, service_day=day, number=number)
        )

    def put_back(self, leg: LegId, state: LegState) -> None:
        """Put a leg back into ``state``; one that waits again is at no desk."""
        query = "put_back_to_desk" if state in AT_A_DESK else "put_back_to_wait"
        self._rows.run(query, leg=leg, state=state.value)

    def take_recall_back(self, leg: LegId) -> None:
        """Count one recall of a leg less."""
        self._rows.run("take_recall_back", leg=leg)

    def put_to_desk(self, leg: LegId, state: LegState, desk: Key, at: Instant) -> None:
        """Put a leg, called to ``desk`` at an instant, into ``state``."""
        self._rows.run("put_to_desk", leg=leg, state=state.value, desk=desk, at=at)


def _leg(row: Row | None) -> LegRow | None:
    if row is None:
        return None
    leg, ticket, state, desk, called_at, issued_at, number, service, its_class, *place = row
    order_key, seq, lane = place
    meant_for = None if lane == service else lane
    head = LaneHead(leg, number, service, TicketClass(its_class), order_key, seq, meant_for)
    return LegRow(leg, ticket, LegState(state), desk, called_at, issued_at, head)
