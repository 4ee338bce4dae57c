"""A visitor whose number was lost on its way holds another one: his ticket goes by that now."""

from server.acts.next_legs import visits_of
from server.acts.turn import Turn
from server.protocol.commands import OfflineTicket
from server.protocol.events import TicketClaimed, TicketRecalled
from server.protocol.offline_events import TicketRenumbered, TicketRevived
from server.protocol.tickets import LegState, TicketNumber, kiosk_number
from server.queueing.slots import waits_as
from server.storage.offline import KnownTicket, OfflineNumbers

UNHEARD = frozenset({LegState.NO_SHOW, LegState.LAPSED})
"""Ends of a ticket whose visitor could not know that he was called."""


def take_back(turn: Turn, known: KnownTicket, ticket: OfflineTicket, *, is_repeated: bool) -> None:
    """Call the ticket by the printed number; let it wait again if it ended under the other."""
    number = kiosk_number(ticket.kiosk, ticket.ordinal)
    OfflineNumbers(turn.ledger.connection, turn.ledger.hall).renumber(known.ticket, number)
    turn.record(
        TicketRenumbered(
            ticket=known.ticket,
            leg=known.leg,
            number=number,
            was=known.number,
            kiosk=ticket.kiosk,
            ordinal=ticket.ordinal,
            issue_request=ticket.request,
            is_repeated=is_repeated,
        )
    )
    if known.state is LegState.UNCLAIMED:
        turn.ledger.tickets.set_state(known.leg, LegState.WAITING)
        turn.record(TicketClaimed(ticket=known.ticket, leg=known.leg))
    elif known.state is LegState.CALLED:
        _call_again(turn, known, number)
    elif known.state in UNHEARD:
        _revive(turn, known, number)


def _call_again(turn: Turn, known: KnownTicket, number: TicketNumber) -> None:
    """Have the call made again, by the number that the visitor knows."""
    desk = turn.config.desk(known.desk or "")
    if desk is None:
        return
    turn.ledger.tickets.recall(known.leg)
    turn.record(
        TicketRecalled(
            ticket=known.ticket,
            leg=known.leg,
            number=number,
            desk=desk.id,
            desk_label=desk.label,
            zone=desk.zone,
            language=known.language,
            times=known.recalls + 1,
        )
    )


def _revive(turn: Turn, known: KnownTicket, number: TicketNumber) -> None:
    visits_of(turn).wait_again(known.leg, waits_as(known, turn.at))
    turn.record(
        TicketRevived(
            ticket=known.ticket,
            leg=known.leg,
            number=number,
            service=known.service,
            language=known.language,
            ticket_class=known.ticket_class,
            claim=known.claim,
            order_key=known.order_key,
            issue_seq=known.seq,
            persons=known.persons,
            lane=known.meant_for,
        )
    )
