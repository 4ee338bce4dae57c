"""Calling a chosen visitor out of order: with a coded reason, and counted."""

from msgspec.structs import replace

from server.acts.calls import call, choose_for, end_before_call, official_of
from server.acts.desk_standing import begin_calling, check_code, check_record, leg_rows, standings
from server.acts.turn import Turn
from server.protocol.codes import CodeKind
from server.protocol.desk_commands import CallChosen
from server.protocol.desk_errors import NotServedHereError, NotWaitingError
from server.protocol.desk_events import OrderOverridden
from server.protocol.desks import Desk
from server.protocol.errors import NoOneWaitingError, UnknownTicketError
from server.protocol.events import LaneHead
from server.protocol.identity import TicketId
from server.protocol.tickets import CallReason, LegState
from server.queueing.lanes import lanes_of
from server.queueing.ordering import Choice


def call_chosen(turn: Turn, command: CallChosen, desk: Desk) -> None:
    """Call the named visitor to ``desk``; whoever is in service there is finished."""
    check_code(turn, CodeKind.OVERRIDE, command.reason)
    check_record(turn, command.record)
    begin_calling(turn, desk.id)
    end_before_call(turn, desk, command.current, command.record)
    head = _waiting(turn, command.ticket, desk)
    first = choose_for(turn, desk, official_of(turn))
    if first is None:  # the chosen one is in a lane of the desk, so somebody waits
        raise NoOneWaitingError(desk=desk.id)
    times = standings(turn).overrides(desk.id) + 1
    standings(turn).set_overrides(desk.id, times)
    turn.record(
        OrderOverridden(
            desk=desk.id,
            ticket=command.ticket,
            leg=head.leg,
            number=head.number,
            reason=command.reason,
            times=times,
        )
    )
    inputs = replace(first.inputs, chosen=head)
    call(turn, desk, Choice(head, CallReason.OVERRIDE, inputs, None, inputs.share))


def _waiting(turn: Turn, ticket: TicketId, desk: Desk) -> LaneHead:
    """Return the waiting leg of ``ticket``, which stands in a lane of ``desk``."""
    leg = leg_rows(turn).newest_of(ticket)
    if leg is None:
        raise UnknownTicketError(ticket=ticket)
    if leg.state is not LegState.WAITING:
        raise NotWaitingError(number=leg.head.number, state=leg.state.value)
    if leg.head.stands_in not in lanes_of(desk, official_of(turn)):
        raise NotServedHereError(service=leg.head.service)
    return leg.head
