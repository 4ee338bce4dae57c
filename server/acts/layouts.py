"""How a hall's tickets look is changed by an admin, one change after another."""

from server.acts.turn import Turn
from server.protocol.admin_errors import BadTicketLayoutError, StaleTicketLayoutError
from server.protocol.commands import ChangeTicketLayout
from server.protocol.hall_events import TicketLayoutChanged
from server.protocol.ticket_layout import problems_of


def carry_out(turn: Turn, command: ChangeTicketLayout) -> None:
    """Take the layout over; refuse one that cannot be, or that was made from an older one."""
    for problem in problems_of(command.layout)[:1]:
        raise BadTicketLayoutError(fault=problem.fault, part=problem.part, row=problem.row)
    newest = turn.ledger.events.newest_layout()
    version = 0 if newest is None else newest.version
    if command.version != version:
        raise StaleTicketLayoutError(version=version)
    turn.record(TicketLayoutChanged(version=version + 1, layout=command.layout))
