"""Papers of a ticket that a person orders of a printing device: the original, then copies."""

from server.acts.desk_standing import standings
from server.acts.turn import Turn
from server.protocol.desk_commands import OrderPaper
from server.protocol.desk_errors import TooManyCopiesError, UnknownPrinterError
from server.protocol.desk_events import PaperOrdered
from server.protocol.errors import UnknownTicketError
from server.protocol.identity import ActorKind, DeviceRole
from server.protocol.printing import MOST_COPIES

FIRST_COPY = 1


def order(turn: Turn, command: OrderPaper) -> None:
    """Have the next paper of the ticket printed."""
    device = turn.ledger.devices.find(command.device)
    if device is None or device.is_revoked or device.role is not DeviceRole.KIOSK:
        raise UnknownPrinterError(device=command.device)
    paper = turn.ledger.tickets.paper_of(command.ticket)
    if paper is None:
        raise UnknownTicketError(ticket=command.ticket)
    newest = standings(turn).newest_copy(command.ticket)
    kiosks_own = not paper.issued_by.startswith(f"{ActorKind.OFFICIAL}:")
    copy = (FIRST_COPY if kiosks_own else 0) if newest is None else newest + 1
    if copy > MOST_COPIES:  # no device could report it, and nobody knew what became of it
        raise TooManyCopiesError(copies=MOST_COPIES)
    standings(turn).order_paper(command.ticket, copy, command.device)
    turn.record(
        PaperOrdered(ticket=command.ticket, number=paper.number, device=command.device, copy=copy)
    )
