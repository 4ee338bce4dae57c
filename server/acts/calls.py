"""What an official does at a desk: next, recall, start, finish, no-show."""

from typing import assert_never

from server.acts.turn import Turn
from server.protocol.commands import CallNext, FinishService, MarkNoShow, Recall, StartService
from server.protocol.desks import Desk
from server.protocol.errors import NoOneWaitingError, UnknownDeskError
from server.protocol.events import (
    LaneHead,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketRecalled,
)
from server.protocol.identity import Key
from server.protocol.tickets import LegState, TicketClass
from server.queueing.ordering import Choice, Limits, choose, contest
from server.queueing.transitions import (
    Occupant,
    check_finish,
    check_no_show,
    check_recall,
    check_start,
    finishes_before_call,
)

DeskCommand = CallNext | Recall | StartService | FinishService | MarkNoShow


def carry_out(turn: Turn, command: DeskCommand) -> None:
    """Do what ``command`` asks."""
    desk = turn.config.desk(command.desk)
    if desk is None:
        raise UnknownDeskError(desk=command.desk)
    seen = _occupant(turn, desk.id)
    match command:
        case CallNext():
            _call_next(turn, command, desk, seen)
        case Recall():
            _recall(turn, command, desk, seen)
        case StartService():
            _start(turn, command, seen)
        case FinishService():
            _finish_service(turn, command, seen)
        case MarkNoShow():
            _mark_no_show(turn, command, seen)
        case _:
            assert_never(command)


def _call_next(turn: Turn, command: CallNext, desk: Desk, seen: Occupant | None) -> None:
    ends_service = finishes_before_call(
        seen, command.current, start_is_optional=turn.config.start_is_optional
    )
    if seen is not None and ends_service:
        _change(turn, desk.id, seen, LegState.FINISHED, ServiceFinished)
    choice = _choose(turn, desk)
    if choice is None:
        raise NoOneWaitingError(desk=desk.id)
    if choice.share_key is not None:
        turn.ledger.days.keep_share(choice.share_key, choice.share_after)
    _call(turn, desk, choice)


def _choose(turn: Turn, desk: Desk) -> Choice | None:
    heads = _heads(turn, desk)
    found = contest(heads)
    key = found.share_key if found else None
    shares = {} if key is None else {key: turn.ledger.days.share(key)}
    limits = Limits(turn.config.statutory_limit, turn.config.booked_limit)
    return choose(heads, shares, limits)


def _heads(turn: Turn, desk: Desk) -> tuple[LaneHead, ...]:
    heads = (
        turn.ledger.tickets.head_of_lane(service, ticket_class)
        for service in desk.services
        for ticket_class in TicketClass
    )
    return tuple(head for head in heads if head is not None)


def _call(turn: Turn, desk: Desk, choice: Choice) -> None:
    head = choice.head
    ticket = turn.ledger.tickets.of_leg(head.leg)
    turn.ledger.tickets.call(head.leg, desk.id, turn.at)
    turn.record(
        TicketCalled(
            ticket=ticket.id,
            leg=head.leg,
            number=head.number,
            service=head.service,
            desk=desk.id,
            desk_label=desk.label,
            zone=desk.zone,
            language=ticket.language,
            ticket_class=head.ticket_class,
            claim=ticket.claim,
            waited_ms=turn.at - head.order_key,
            reason=choice.reason,
            inputs=choice.inputs,
            share_after=choice.share_after,
        )
    )


def _recall(turn: Turn, command: Recall, desk: Desk, seen: Occupant | None) -> None:
    called = check_recall(seen, command.ticket, turn.config.recall_limit)
    ticket = turn.ledger.tickets.of_leg(called.leg)
    turn.ledger.tickets.recall(called.leg)
    turn.record(
        TicketRecalled(
            ticket=ticket.id,
            leg=called.leg,
            number=ticket.number,
            desk=desk.id,
            desk_label=desk.label,
            zone=desk.zone,
            language=ticket.language,
            times=called.recalls + 1,
        )
    )


def _start(turn: Turn, command: StartService, seen: Occupant | None) -> None:
    _change(
        turn, command.desk, check_start(seen, command.ticket), LegState.SERVING, ServiceStarted
    )


def _finish_service(turn: Turn, command: FinishService, seen: Occupant | None) -> None:
    received = check_finish(seen, command.ticket, start_is_optional=turn.config.start_is_optional)
    _change(turn, command.desk, received, LegState.FINISHED, ServiceFinished)


def _mark_no_show(turn: Turn, command: MarkNoShow, seen: Occupant | None) -> None:
    absent = check_no_show(seen, command.ticket)
    _change(turn, command.desk, absent, LegState.NO_SHOW, NoShowMarked)


def _change(
    turn: Turn,
    desk: Key,
    occupant: Occupant,
    state: LegState,
    event: type[ServiceStarted | ServiceFinished | NoShowMarked],
) -> None:
    """Put the visitor at ``desk`` into ``state`` and record it as ``event``."""
    ticket = turn.ledger.tickets.of_leg(occupant.leg)
    turn.ledger.tickets.set_state(occupant.leg, state)
    turn.record(event(ticket=ticket.id, leg=occupant.leg, number=ticket.number, desk=desk))


def _occupant(turn: Turn, desk: Key) -> Occupant | None:
    seen = turn.ledger.tickets.at_desk(desk)
    if seen is None:
        return None
    return Occupant(seen.ticket, seen.leg, seen.state, seen.recalls)
