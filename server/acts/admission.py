"""Admitting visitors: a number for each, and tickets set aside while nobody may hold them."""

from typing import assert_never

from server.acts.identifiers import new_id
from server.acts.turn import Turn
from server.protocol.commands import IssueTicket, MarkClaimed, MarkUnclaimed
from server.protocol.errors import (
    DayNotOpenError,
    ServiceClosedError,
    UnknownCategoryError,
    UnknownLanguageError,
    UnknownServiceError,
)
from server.protocol.events import TicketClaimed, TicketIssued, TicketUnclaimed
from server.protocol.identity import RequestId
from server.protocol.services import Service
from server.protocol.tickets import LegState, TicketClass
from server.queueing.hours import is_open, next_opening
from server.queueing.numbering import format_number

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
    service = _check_wish(turn, command)
    tickets = turn.ledger.tickets
    ticket_class = TicketClass.ORDINARY if command.claim is None else TicketClass.STATUTORY
    people_ahead = turn.crowd.ahead_of(turn.ledger, command.service, ticket_class)
    series = turn.config.series_of(command.service)
    taken = tickets.take_number(series.id)
    # Looked at after the number was taken, in one question: a refusal gives the number back.
    if taken.service_day is None:
        raise DayNotOpenError
    _check_hours(turn, service)
    issued = TicketIssued(
        ticket=new_id(turn.at),
        leg=new_id(turn.at),
        number=format_number(taken.prefix, taken.ordinal, taken.width),
        service_day=taken.service_day,
        series=series.id,
        ordinal=taken.ordinal,
        service=command.service,
        language=command.language,
        ticket_class=ticket_class,
        claim=command.claim,
        order_key=turn.at,
        people_ahead=people_ahead,
        issue_request=command.request_id,
    )
    entry = turn.record(issued)
    tickets.add(issued, entry.epoch, entry.seq, entry.at, entry.actor)


def _check_wish(turn: Turn, command: IssueTicket) -> Service:
    """Return the service if the hall has all that ``command`` names."""
    service = turn.config.service(command.service)
    if service is None:
        raise UnknownServiceError(service=command.service)
    if command.language not in turn.config.languages:
        raise UnknownLanguageError(language=command.language)
    if command.claim is not None and turn.config.category(command.claim) is None:
        raise UnknownCategoryError(category=command.claim)
    return service


def _check_hours(turn: Turn, service: Service) -> None:
    hours, local = service.hours or turn.config.hours, turn.local()
    if is_open(hours, local):
        return
    opening = next_opening(hours, local)
    if opening is None:
        raise ServiceClosedError(service=service.id)
    in_ms = int((opening - local).total_seconds() * 1000)
    raise ServiceClosedError(service=service.id, opens_at=turn.at + in_ms)


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
