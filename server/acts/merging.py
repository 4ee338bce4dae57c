"""Taking over the numbers that kiosks gave while they had no server; nobody comes in twice."""

from server.acts.bookings import arrival_note, use_booking
from server.acts.capacity import count_in
from server.acts.identifiers import new_id
from server.acts.reports import record_paper
from server.acts.revival import take_back
from server.acts.turn import Turn, local_time
from server.protocol.commands import MergeOffline, OfflineTicket
from server.protocol.errors import DayNotOpenError, NotAllowedError
from server.protocol.events import TicketIssued
from server.protocol.identity import Key, RequestId, TicketId
from server.protocol.offline_events import OfflineMerged
from server.protocol.tickets import (
    Instant,
    OfflineIssue,
    ServiceDay,
    TicketClass,
    TicketNumber,
    kiosk_number,
)
from server.queueing.arrivals import Absence, Arrival, Known, Said, bound
from server.storage.offline import OfflineNumbers


def carry_out(turn: Turn, command: MergeOffline) -> None:
    """Take over each number that is not here yet, whatever the hours are now.

    A visitor of a day that is yet to be opened stays with the kiosk until then; raise
    DayNotOpenError if that is so of all of them, NotAllowedError if all are another kiosk's.
    """
    numbers = OfflineNumbers(turn.ledger.connection, turn.ledger.hall)
    arrivals = _Arrivals(turn, numbers, command.reconnected_at)
    settled: list[RequestId] = []
    unplaced: list[RequestId] = []
    came: list[Arrival] = []
    for ticket in _own(turn, numbers, command):
        arrival = arrivals.of(ticket)
        if turn.config.service(ticket.service) is None:
            unplaced.append(ticket.request)
        elif _take_over(turn, numbers, ticket, arrival):
            settled.append(ticket.request)
            came.append(arrival)
    if not settled and not unplaced:
        raise DayNotOpenError
    turn.record(
        OfflineMerged(
            tickets=len(settled),
            first_at=min((each.at for each in came), default=turn.at),
            last_at=max((each.at for each in came), default=turn.at),
            settled=tuple(settled),
            unplaced=tuple(unplaced),
            moved=sum(each.moved is not None for each in came),
        )
    )


def _own(turn: Turn, numbers: OfflineNumbers, command: MergeOffline) -> list[OfflineTicket]:
    """Return what the kiosk may bring, in the order of its numbers."""
    kiosks = {ticket.kiosk for ticket in command.tickets}
    may_bring = {kiosk for kiosk in kiosks if numbers.may_bring(turn.actor.id, kiosk)}
    if not may_bring:
        raise NotAllowedError(kiosk=min(kiosks))
    own = (ticket for ticket in command.tickets if ticket.kiosk in may_bring)
    return sorted(own, key=lambda each: (each.kiosk, each.ordinal))


class _Arrivals:
    """The arrivals of one batch, its numbers in order."""

    def __init__(self, turn: Turn, numbers: OfflineNumbers, back_at: Instant) -> None:
        """Work out arrivals at ``turn`` of a kiosk that says it was back at ``back_at``."""
        self._turn = turn
        self._numbers = numbers
        self._back_at = back_at
        self._absences: dict[int, tuple[Absence, ...]] = {}
        self._before: dict[int, Instant] = {}

    def of(self, ticket: OfflineTicket) -> Arrival:
        """Return when the visitor came: while the kiosk was away, and after those before him."""
        kiosk = ticket.kiosk
        if kiosk not in self._absences:
            away = self._numbers.absences(self._turn.actor.id, kiosk, self._turn.at)
            self._absences[kiosk] = tuple(Absence(*span) for span in away)
            self._before[kiosk] = self._numbers.arrival_before(kiosk, ticket.ordinal)
        known = Known(self._absences[kiosk], self._before[kiosk], self._back_at, self._turn.at)
        came = bound(Said(ticket.arrived_at, ticket.contact_at, ticket.is_certain), known)
        self._before[kiosk] = came.at
        return came


def _take_over(
    turn: Turn, numbers: OfflineNumbers, ticket: OfflineTicket, arrival: Arrival
) -> bool:
    """Return whether the visitor is with the server now."""
    known = numbers.ticket_of(ticket.request)
    if known is not None:
        # A number that another paper has too is kept for that one alone, and known by the ticket.
        if not known.is_merged and known.number != _number(ticket):
            is_repeated = numbers.is_taken(ticket.kiosk, ticket.ordinal)
            _keep_number(turn, numbers, ticket, known.ticket)
            take_back(turn, known, ticket, is_repeated=is_repeated)
            _record_paper(turn, ticket, known.ticket)
        return True
    day = _day_of(turn, arrival.at)
    if day is None:
        return False
    _admit(turn, numbers, ticket, arrival, day)
    return True


def _day_of(turn: Turn, arrived_at: Instant) -> ServiceDay | None:
    """Return the open day, else the last one if the visitor came before its end was slept over."""
    is_open = turn.ledger.days.open_day()
    if is_open is not None:
        return is_open.id
    newest = turn.ledger.days.newest()
    local = local_time(arrived_at, turn.ledger.head.wall_offset, turn.config.time_zone)
    if newest is None or local.date().isoformat() > newest.id:
        return None
    return newest.id


def _admit(
    turn: Turn,
    numbers: OfflineNumbers,
    ticket: OfflineTicket,
    arrival: Arrival,
    day: ServiceDay,
) -> None:
    is_repeated = numbers.is_taken(ticket.kiosk, ticket.ordinal)
    series, ordinal = _place(turn, numbers, ticket, is_repeated=is_repeated)
    note = arrival_note(turn, ticket, arrival.at, day)
    ticket_class = _class(turn, ticket) if note is None else TicketClass.BOOKED
    issued = TicketIssued(
        ticket=new_id(turn.at),
        leg=new_id(turn.at),
        number=_number(ticket),
        service_day=day,
        series=series,
        ordinal=ordinal,
        service=ticket.service,
        language=_language(turn, ticket),
        ticket_class=ticket_class,
        claim=ticket.claim,
        order_key=arrival.at if note is None else note.order_key,
        people_ahead=turn.crowd.ahead_of(turn.ledger, ticket.service, ticket_class),
        issue_request=ticket.request,
        persons=ticket.persons if note is None else note.persons,
        lane=None if note is None else note.lane,
        booked=None if note is None else note.booked,
        offline=OfflineIssue(
            ticket.kiosk,
            ticket.ordinal,
            ticket.arrived_at,
            ticket.is_certain,
            is_repeated,
            arrival.moved,
        ),
    )
    entry = turn.record(issued)
    turn.ledger.tickets.add(issued, entry.epoch, entry.seq, entry.at, entry.actor)
    if note is not None:
        use_booking(turn, note.booked.booking, issued.ticket)
    count_in(turn, ticket.service, day)
    _keep_number(turn, numbers, ticket, issued.ticket)
    _record_paper(turn, ticket, issued.ticket)


def _class(turn: Turn, ticket: OfflineTicket) -> TicketClass:
    """Return the class that the visitor's claim has; a law does not ask who wrote it down."""
    is_claimed = ticket.claim is not None and turn.config.category(ticket.claim) is not None
    return TicketClass.STATUTORY if is_claimed else TicketClass.ORDINARY


def _place(
    turn: Turn, numbers: OfflineNumbers, ticket: OfflineTicket, *, is_repeated: bool
) -> tuple[Key, int]:
    """Return series and ordinal: the kiosk's own, or the service's if two papers say the same."""
    if not is_repeated:
        return numbers.prepare(ticket.kiosk, ticket.ordinal), ticket.ordinal
    series = turn.config.series_of(ticket.service)
    return series.id, turn.ledger.tickets.take_number(series.id).ordinal


def _keep_number(
    turn: Turn, numbers: OfflineNumbers, ticket: OfflineTicket, known: TicketId
) -> None:
    if not numbers.is_taken(ticket.kiosk, ticket.ordinal):
        numbers.prepare(ticket.kiosk, ticket.ordinal)
        numbers.keep(ticket.kiosk, ticket.ordinal, known, turn.actor.id, turn.at)


def _record_paper(turn: Turn, ticket: OfflineTicket, known: TicketId) -> None:
    if ticket.outcome is not None:
        record_paper(turn, known, _number(ticket), 0, ticket.outcome, ticket.problem)


def _language(turn: Turn, ticket: OfflineTicket) -> str:
    spoken = turn.config.languages
    return ticket.language if ticket.language in spoken else spoken[0]


def _number(ticket: OfflineTicket) -> TicketNumber:
    return kiosk_number(ticket.kiosk, ticket.ordinal)
