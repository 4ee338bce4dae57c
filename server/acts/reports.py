"""What devices report of paper, board and voice."""

from typing import assert_never

from server.acts.desk_standing import standings
from server.acts.turn import Turn
from server.protocol.commands import ReportPrint, ReportShown, ReportSpoken
from server.protocol.errors import ForeignPaperError, UnknownCallError, UnknownTicketError
from server.protocol.events import (
    CallShown,
    CallSpoken,
    PrintFailed,
    TicketCalled,
    TicketPrinted,
    TicketRecalled,
)
from server.protocol.identity import TicketId
from server.protocol.printing import PRINTED_OUTCOMES, PrintOutcome, PrintProblem, SoundResult
from server.protocol.tickets import TicketNumber
from server.storage.devices import Delivery

SHOWN = "shown"
SPOKEN = "spoken"

ReportCommand = ReportPrint | ReportShown | ReportSpoken


def carry_out(turn: Turn, command: ReportCommand) -> None:
    """Do what ``command`` asks."""
    match command:
        case ReportPrint():
            _print(turn, command)
        case ReportShown():
            _shown(turn, command)
        case ReportSpoken():
            _spoken(turn, command)
        case _:
            assert_never(command)


def record_paper(
    turn: Turn,
    ticket: TicketId,
    number: TicketNumber,
    copy: int,
    outcome: PrintOutcome,
    problem: PrintProblem,
) -> None:
    """Record what became of one paper of a ticket."""
    if outcome in PRINTED_OUTCOMES:
        turn.record(TicketPrinted(ticket=ticket, number=number, copy=copy, outcome=outcome))
        return
    turn.record(
        PrintFailed(ticket=ticket, number=number, copy=copy, outcome=outcome, problem=problem)
    )


def _print(turn: Turn, command: ReportPrint) -> None:
    paper = turn.ledger.tickets.paper_of(command.ticket)
    if paper is None:
        raise UnknownTicketError(ticket=command.ticket)
    is_ordered = standings(turn).is_ordered(command.ticket, command.copy, turn.actor.id)
    if not paper.is_printed_by(turn.actor) and not is_ordered:
        raise ForeignPaperError(ticket=command.ticket)
    record_paper(
        turn, command.ticket, paper.number, command.copy, command.outcome, command.problem
    )


def _shown(turn: Turn, command: ReportShown) -> None:
    number = _number_of_call(turn, command)
    if not _keep(turn, command, SHOWN, SHOWN):
        turn.record(CallShown(call=command.call, number=number, zone=command.zone))


def _spoken(turn: Turn, command: ReportSpoken) -> None:
    number = _number_of_call(turn, command)
    earlier = _keep(turn, command, SPOKEN, command.result.value)
    # A mute board that answers first must not hide that the loudspeaker beside it spoke.
    is_better = command.result is SoundResult.SPOKEN and SoundResult.SPOKEN not in earlier
    if not earlier or is_better:
        turn.record(
            CallSpoken(call=command.call, number=number, zone=command.zone, result=command.result)
        )


def _number_of_call(turn: Turn, command: ReportShown | ReportSpoken) -> TicketNumber:
    """Return the number that the call of this zone named."""
    entry = turn.ledger.events.at(command.call)
    match entry.event if entry else None:
        case TicketCalled(number=number, zone=zone) | TicketRecalled(number=number, zone=zone) if (
            zone == command.zone
        ):
            return number
        case _:
            raise UnknownCallError(call=command.call, zone=command.zone)


def _keep(
    turn: Turn, command: ReportShown | ReportSpoken, kind: str, result: str
) -> frozenset[str]:
    """Keep the acknowledgement; return what the zone had of its kind before."""
    delivery = Delivery(command.call, kind, command.zone, turn.actor.id, result, turn.at)
    return turn.ledger.devices.add_delivery(delivery)
