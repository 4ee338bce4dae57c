"""What stands on a visitor's paper: names from the hall's offer, time from the hall's clock."""

from kiosk.offer import Offer, wall_time
from kiosk.papers import Papers, TicketNames
from server.protocol.events import TicketIssued
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode
from server.protocol.snapshots import HallTime


def print_ticket(
    papers: Papers, offer: Offer, ticket: TicketIssued, copy: int, time: HallTime
) -> None:
    """Print paper ``copy`` of ``ticket``."""
    names = names_of(offer, ticket.service, ticket.claim)
    is_timed = ticket.order_key > 0  # the kiosk that gave it knew no time otherwise
    papers.print(ticket, copy, names, wall_time(ticket.order_key, time) if is_timed else None)


def print_slip(
    papers: Papers, offer: Offer, service: Key, language: LanguageCode, time: HallTime | None
) -> None:
    """Print a slip that sends a visitor of ``service`` to the staff; ``time`` if it is known."""
    at = None if time is None else wall_time(time.at, time)
    papers.print_slip(names_of(offer, service, None), at, language)


def names_of(offer: Offer, key: Key, category: Key | None) -> TicketNames:
    """Return the names that stand on a ticket for service ``key``."""
    service = offer.service(key)
    body = None if service is None else offer.body(service.body)
    claim = None if category is None else offer.category(category)
    return TicketNames(
        hall=offer.hall_names,
        body={} if body is None else body.names,
        service={} if service is None else service.names,
        claim={} if claim is None else claim.names,
        layout=offer.ticket.layout,
    )
