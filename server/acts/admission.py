"""Admitting visitors: a number for each, and tickets set aside while nobody may hold them."""

from dataclasses import dataclass
from sys import intern
from typing import assert_never

from server.acts.capacity import check_capacity, check_hours, count_in
from server.acts.desk_standing import check_tickets
from server.acts.identifiers import new_id
from server.acts.turn import Turn
from server.protocol.commands import IssueTicket, MarkClaimed, MarkUnclaimed
from server.protocol.errors import (
    DayNotOpenError,
    UnknownCategoryError,
    UnknownDeskError,
    UnknownLanguageError,
    UnknownServiceError,
)
from server.protocol.events import TicketClaimed, TicketIssued, TicketUnclaimed
from server.protocol.identity import Key, RequestId
from server.protocol.services import Service
from server.protocol.tickets import (
    TIERS,
    LegState,
    Ordinal,
    ServiceDay,
    TicketClass,
    TicketNumber,
)
from server.queueing.numbering import format_number


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that was taken, of the open day."""

    number: TicketNumber
    service_day: ServiceDay
    series: Key
    ordinal: Ordinal


AdmissionCommand = IssueTicket | MarkUnclaimed | MarkClaimed


def carry_out(turn: Turn, command: AdmissionCommand) -> None:
    """Do what ``command`` asks."""
    match command:
        case IssueTicket():
            _issue(turn, command)
        case MarkUnclaimed():
            _set_aside(turn, command.issue_requests)
        case MarkClaimed():
            _put_back(turn, command.issue_requests)
        case _:
            assert_never(command)


def _issue(turn: Turn, command: IssueTicket) -> None:
    check_tickets(turn)
    service = _check_wish(turn, command)
    ticket_class = TicketClass.ORDINARY if command.claim is None else TicketClass.STATUTORY
    people_ahead = turn.crowd.ahead_of(turn.ledger, command.service, ticket_class)
    taken = take_number(turn, service)
    check_hours(turn, service)
    check_capacity(turn, service, taken.service_day)
    told = turn.outlook.of(command.service, TIERS[ticket_class], turn.at)
    # Words that stand in every ticket are kept once: each command brings copies of its own.
    issued = TicketIssued(
        ticket=new_id(turn.at),
        leg=new_id(turn.at),
        number=taken.number,
        service_day=taken.service_day,
        series=taken.series,
        ordinal=taken.ordinal,
        service=service.id,
        language=intern(command.language),
        ticket_class=ticket_class,
        claim=command.claim,
        order_key=turn.at,
        people_ahead=people_ahead,
        issue_request=command.request_id,
        persons=command.persons,
        from_desk=command.desk,
        expected=None if told is None else told.expected,
        forecast=None if told is None else told.forecast,
    )
    entry = turn.record(issued)
    turn.ledger.tickets.add(issued, entry.epoch, entry.seq, entry.at, entry.actor)
    count_in(turn, service.id, taken.service_day)


def take_number(turn: Turn, service: Service) -> Taken:
    """Take the next number of ``service``, which a refusal gives back; there must be a day."""
    series = turn.config.series_of(service.id)
    taken = turn.ledger.tickets.take_number(series.id)
    if taken.service_day is None:  # told with the number, so that it costs no question of its own
        raise DayNotOpenError
    number = format_number(taken.prefix, taken.ordinal, taken.width)
    return Taken(number, taken.service_day, series.id, taken.ordinal)


def _check_wish(turn: Turn, command: IssueTicket) -> Service:
    """Return the service if the hall has all that ``command`` names."""
    service = turn.config.service(command.service)
    if service is None:
        raise UnknownServiceError(service=command.service)
    if command.language not in turn.config.languages:
        raise UnknownLanguageError(language=command.language)
    if command.claim is not None and turn.config.category(command.claim) is None:
        raise UnknownCategoryError(category=command.claim)
    if command.desk is not None and turn.config.desk(command.desk) is None:
        raise UnknownDeskError(desk=command.desk)
    return service


def _set_aside(turn: Turn, requests: tuple[RequestId, ...]) -> None:
    for request in requests:
        leg = turn.ledger.tickets.leg_of_request(request, LegState.WAITING)
        if leg is not None:
            turn.ledger.tickets.set_state(leg.leg, LegState.UNCLAIMED)
            turn.record(TicketUnclaimed(ticket=leg.ticket, leg=leg.leg))


def _put_back(turn: Turn, requests: tuple[RequestId, ...]) -> None:
    for request in requests:
        leg = turn.ledger.tickets.leg_of_request(request, LegState.UNCLAIMED)
        if leg is not None:
            turn.ledger.tickets.set_state(leg.leg, LegState.WAITING)
            turn.record(TicketClaimed(ticket=leg.ticket, leg=leg.leg))
