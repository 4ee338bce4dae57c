"""What stands on a visitor's paper: names from the hall's offer, time from the hall's clock."""

from datetime import datetime

from msgspec.structs import replace

from kiosk.happenings import PrintRoute
from kiosk.offer import Offer, wall_time
from kiosk.papers import Papers, TicketNames
from printers.slips import Elsewhere
from server.protocol.events import TicketIssued
from server.protocol.frames import PrintTicket
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode
from server.protocol.snapshots import HallTime


def print_ticket(
    papers: Papers,
    offer: Offer,
    paper: PrintTicket,
    time: HallTime,
) -> None:
    """Print one paper of a ticket; ``time`` is now."""
    ticket, copy = paper.ticket, paper.copy
    names = names_of(offer, ticket.service, ticket.claim)
    # Who is early has his place by the slot: it does not say when he got his number.
    came_at = (paper.issued_at or time.at) if ticket.is_early else ticket.order_key
    is_timed = came_at > 0  # the kiosk that gave it knew no time otherwise
    issued_at = wall_time(came_at, time) if is_timed else None
    papers.print(ticket, copy, names, issued_at, slot_of(ticket, time))


def slot_of(ticket: TicketIssued, time: HallTime) -> datetime | None:
    """Return the wall time that the visitor had booked, by the zone's offset there and then."""
    if ticket.booked is None:
        return None
    zone = replace(time, utc_offset_minutes=ticket.booked.utc_offset_minutes)
    return wall_time(ticket.booked.slot_at, zone)


def print_slip(
    papers: Papers, offer: Offer, service: Key, language: LanguageCode, time: HallTime | None
) -> None:
    """Print a slip that sends a visitor of ``service`` to the staff; ``time`` if it is known."""
    at = None if time is None else wall_time(time.at, time)
    papers.print_slip(names_of(offer, service, None), at, language)


def print_route(
    papers: Papers,
    offer: Offer,
    route: PrintRoute,
    language: LanguageCode,
    time: HallTime | None,
) -> None:
    """Print where, and when next, a visitor is received whom nobody receives here and now."""
    matter = offer.matter(route.elsewhere or "")
    service = offer.service(route.service or "")
    what = service or matter
    post = offer.post(route.post or "")
    at = None if time is None else wall_time(time.at, time)
    next_at = None
    if route.opens_at is not None and time is not None:
        next_at = wall_time(route.opens_at, time)
    told = Elsewhere(
        hall_names=offer.hall_names,
        what_names={} if what is None else what.names,
        where={} if matter is None else matter.where,
        at=at,
        next_at=next_at,
        is_full=route.is_full,
        who_names={} if post is None else post.names,
    )
    papers.print_route(told, language)


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
