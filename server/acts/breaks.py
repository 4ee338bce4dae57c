"""Breaks of a desk: nobody is received there for a while, for a coded reason."""

from server.acts.desk_standing import (
    begin_break,
    check_code,
    end_break,
    standings,
    stop_waiting,
)
from server.acts.turn import Turn
from server.protocol.codes import CodeKind
from server.protocol.desk_commands import EndBreak, StartBreak
from server.protocol.desk_errors import DeskOccupiedError, NotOnBreakError, OnBreakError
from server.protocol.identity import Key


def start(turn: Turn, command: StartBreak) -> None:
    """Let the desk, at which nobody may be, have a break."""
    check_code(turn, CodeKind.BREAK, command.reason)
    check_free(turn, command.desk)
    if standings(turn).desk(command.desk).on_break is not None:
        raise OnBreakError(desk=command.desk)
    stop_waiting(turn, command.desk)
    begin_break(turn, command.desk, command.reason)


def end(turn: Turn, command: EndBreak) -> None:
    """Let the desk receive again."""
    if not end_break(turn, command.desk):
        raise NotOnBreakError(desk=command.desk)


def check_free(turn: Turn, desk: Key) -> None:
    """Raise DeskOccupiedError if somebody is called to ``desk`` or received there."""
    seen = turn.ledger.tickets.at_desk(desk)
    if seen is not None:
        raise DeskOccupiedError(ticket=seen.ticket)
