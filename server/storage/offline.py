"""Kiosks' own numbers: whose they are, which were merged, and to which tickets they belong."""

from msgspec import Struct

from server.protocol.identity import Key, LegId, RequestId, TicketId
from server.protocol.lanes import LaneName
from server.protocol.languages import LanguageCode
from server.protocol.tickets import (
    KIOSK_WIDTH,
    Instant,
    LegState,
    Ordinal,
    TicketClass,
    TicketNumber,
    kiosk_prefix,
    kiosk_series,
)
from server.storage.absences import Absences, Span
from server.storage.rows import Connection, Rows


class KnownTicket(Struct, frozen=True):
    """A ticket that a request made, its newest leg, and whether a kiosk's number stands for it."""

    ticket: TicketId
    number: TicketNumber
    language: LanguageCode
    claim: Key | None
    leg: LegId
    service: Key
    ticket_class: TicketClass
    order_key: Instant
    seq: int
    state: LegState
    desk: Key | None
    recalls: int
    is_merged: bool
    persons: int = 1
    meant_for: LaneName | None = None


class OfflineNumbers:
    """The numbers that the kiosks of one hall gave by themselves."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "offline.sql")
        self._absences = Absences(connection, hall)
        self._hall = hall

    def number_of(self, device: Key) -> int:
        """Return the short number of a kiosk; the first time it is given the next free one."""
        number: int | None = self._rows.value("kiosk_number", hall=self._hall, device=device)
        if number is None:
            number = int(self._rows.value("take_kiosk_number", hall=self._hall))
            self._rows.run("set_kiosk_number", hall=self._hall, device=device, number=number)
        return number

    def may_bring(self, device: Key, kiosk: int) -> bool:
        """Return whether ``device`` may bring numbers of ``kiosk``: its own, or of one revoked.

        A kiosk that was paired anew still holds what it gave under its number of before.
        """
        row = self._rows.one("holder_of_number", hall=self._hall, number=kiosk)
        return row is None or row[0] == device or bool(row[1])

    def merged_to(self, kiosk: int) -> int:
        """Return the greatest ordinal that may have been given under a kiosk's number, or 0."""
        found: int | None = self._rows.value(
            "next_of_series", hall=self._hall, series=kiosk_series(kiosk)
        )
        return 0 if found is None else found - 1

    def arrival_before(self, kiosk: int, ordinal: Ordinal) -> Instant:
        """Return the arrival of the newest merged number before this one, or 0."""
        found: Instant | None = self._rows.value(
            "arrival_before",
            hall=self._hall,
            kiosk=kiosk,
            ordinal=ordinal,
            series=kiosk_series(kiosk),
        )
        return found or 0

    def absences(self, device: Key, kiosk: int, now: Instant) -> tuple[Span, ...]:
        """Return when the kiosk of this number was away; one revoked is away ever since."""
        row = self._rows.one("holder_of_number", hall=self._hall, number=kiosk)
        holder = device if row is None else row[0]
        found = self._absences.of(holder)
        if holder == device or row is None:
            return found
        return (*found, (row[2] or 0, now))

    def is_taken(self, kiosk: int, ordinal: Ordinal) -> bool:
        """Return whether this number belongs to a ticket already."""
        found = self._rows.value("offline_ticket", hall=self._hall, kiosk=kiosk, ordinal=ordinal)
        return found is not None

    def ticket_of(self, request: RequestId) -> KnownTicket | None:
        """Return the ticket that ``request`` made, however old."""
        row = self._rows.one("ticket_of_request", hall=self._hall, issue_request=request)
        if row is None:
            return None
        *about, ticket_class, order_key, seq, state, desk, recalls, merged = row
        ticket, number, language, claim, persons, leg, service, lane = about
        return KnownTicket(
            ticket=ticket,
            number=number,
            language=language,
            claim=claim,
            leg=leg,
            service=service,
            ticket_class=TicketClass(ticket_class),
            order_key=order_key,
            seq=seq,
            state=LegState(state),
            desk=desk,
            recalls=recalls,
            is_merged=merged is not None,
            persons=persons,
            meant_for=None if lane == service else lane,
        )

    def prepare(self, kiosk: int, ordinal: Ordinal) -> Key:
        """Return the series of a kiosk's own numbers, known to reach up to ``ordinal``."""
        series = kiosk_series(kiosk)
        self._rows.run(
            "add_kiosk_series",
            hall=self._hall,
            series=series,
            prefix=kiosk_prefix(kiosk),
            width=KIOSK_WIDTH,
        )
        self._rows.run("raise_series", hall=self._hall, series=series, next=ordinal + 1)
        return series

    def keep(
        self, kiosk: int, ordinal: Ordinal, ticket: TicketId, device: Key, at: Instant
    ) -> None:
        """Keep for ever that this number is that of ``ticket``."""
        self._rows.run(
            "add_offline_number",
            hall=self._hall,
            kiosk=kiosk,
            ordinal=ordinal,
            ticket=ticket,
            device=device,
            at=at,
        )

    def renumber(self, ticket: TicketId, number: TicketNumber) -> None:
        """Let a ticket be called by the number that the visitor holds."""
        self._rows.run("renumber_ticket", hall=self._hall, ticket=ticket, number=number)
