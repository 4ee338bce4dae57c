"""Visitors who were called without a server: entered afterwards, and calls that were left open."""

from server.acts.desk_standing import check_record, leg_rows
from server.acts.next_legs import AS_PLANNED, go_on, visits_of
from server.acts.turn import Turn
from server.protocol.desk_commands import EnterPaperCall, ReturnCalled
from server.protocol.desk_errors import (
    BadCallTimeError,
    CallNotOpenError,
    NotWaitingError,
    UnknownNumberError,
)
from server.protocol.desk_events import CalledOnPaper, CallReturned
from server.protocol.errors import DayNotOpenError, UnknownTicketError
from server.protocol.tickets import LegState
from server.queueing.slots import waits_as
from server.queueing.transitions import Occupant
from server.queueing.undoing import NOT_CALLED_YET
from server.queueing.visits import way_back

MINUTE_MS = 60_000


def enter(turn: Turn, command: EnterPaperCall) -> None:
    """Record that the visitor with this number was called by a list on paper.

    Whoever was received goes on as planned; who did not come may come back as from any desk.
    """
    check_record(turn, command.record)
    day = turn.ledger.days.newest()
    if day is None:
        raise DayNotOpenError
    row = leg_rows(turn).newest_of_number(day.id, command.number)
    if row is None:
        raise UnknownNumberError(number=command.number)
    if row.state not in NOT_CALLED_YET:
        raise NotWaitingError(number=command.number, state=row.state.value)
    came_at = min(row.issued_at, row.head.order_key)
    if not came_at - MINUTE_MS < command.called_at <= turn.at:
        raise BadCallTimeError(number=command.number)
    called_at = max(came_at, command.called_at)  # people write minutes
    state = LegState.FINISHED if command.is_received else LegState.NO_SHOW
    leg_rows(turn).put_to_desk(row.leg, state, command.desk, called_at)
    turn.record(
        CalledOnPaper(
            ticket=row.ticket,
            leg=row.leg,
            number=row.head.number,
            desk=command.desk,
            called_at=called_at,
            is_received=command.is_received,
            record=command.record,
        )
    )
    if command.is_received:
        leg = visits_of(turn).leg(row.leg)
        back = way_back(leg.back_service, leg.back_lane)
        go_on(turn, Occupant(leg.ticket, leg.leg, state, 0, leg.service, back), AS_PLANNED)
    else:
        visits_of(turn).miss(row.leg, turn.at)


def return_called(turn: Turn, command: ReturnCalled) -> None:
    """Put a visitor back to his place whose call nobody has started or ended for long."""
    row = leg_rows(turn).newest_of(command.ticket)
    if row is None:
        raise UnknownTicketError(ticket=command.ticket)
    open_ms = turn.config.open_call_minutes * MINUTE_MS
    is_called = row.state is LegState.CALLED and row.called_at is not None
    if row.desk is None or not is_called or turn.at - (row.called_at or 0) < open_ms:
        raise CallNotOpenError(number=row.head.number)
    leg_rows(turn).put_back(row.leg, waits_as(row.head, turn.at))
    turn.record(
        CallReturned(ticket=row.ticket, leg=row.leg, number=row.head.number, desk=row.desk)
    )
