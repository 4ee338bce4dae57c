"""What desks do beyond their daily round, and pauses of the whole hall."""

from typing import assert_never

from server.acts import breaks, overrides, paper_calls, papers, pauses, readiness, undoing
from server.acts.turn import Turn
from server.protocol.desk_commands import (
    CallChosen,
    DeskControlCommand,
    EndBreak,
    EnterPaperCall,
    NotReady,
    OrderPaper,
    PauseHall,
    Ready,
    ResumeHall,
    ReturnCalled,
    StartBreak,
    StopHall,
    Undo,
)
from server.protocol.errors import UnknownDeskError

_OfDesk = Ready | NotReady | CallChosen | Undo | StartBreak | EndBreak | EnterPaperCall
_OfHall = PauseHall | StopHall | ResumeHall | OrderPaper | ReturnCalled


def carry_out(turn: Turn, command: DeskControlCommand) -> None:
    """Do what ``command`` asks."""
    match command:
        case PauseHall() | StopHall() | ResumeHall() | OrderPaper() | ReturnCalled():
            _carry_out_in_hall(turn, command)
        case _:
            _carry_out_at_desk(turn, command)


def _carry_out_in_hall(turn: Turn, command: _OfHall) -> None:
    match command:
        case PauseHall():
            pauses.pause(turn, command)
        case StopHall():
            pauses.stop(turn, command)
        case ResumeHall():
            pauses.resume(turn, command)
        case OrderPaper():
            papers.order(turn, command)
        case ReturnCalled():
            paper_calls.return_called(turn, command)
        case _:
            assert_never(command)


def _carry_out_at_desk(turn: Turn, command: _OfDesk) -> None:
    desk = turn.config.desk(command.desk)
    if desk is None:
        raise UnknownDeskError(desk=command.desk)
    match command:
        case Ready():
            readiness.ready(turn, command, desk)
        case NotReady():
            readiness.not_ready(turn, command)
        case CallChosen():
            overrides.call_chosen(turn, command, desk)
        case Undo():
            undoing.undo(turn, command)
        case StartBreak() | EndBreak():
            _carry_out_break(turn, command)
        case EnterPaperCall():
            paper_calls.enter(turn, command)
        case _:
            assert_never(command)


def _carry_out_break(turn: Turn, command: StartBreak | EndBreak) -> None:
    if isinstance(command, StartBreak):
        breaks.start(turn, command)
    else:
        breaks.end(turn, command)
