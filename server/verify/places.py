"""The place of a new ticket: the moment of the arrival, in the class that the claim gives."""

from server.hall_file import HallConfig
from server.protocol.events import TicketIssued
from server.protocol.tickets import ArrivalMoved, Instant, OfflineIssue, TicketClass


def has_its_place(issued: TicketIssued, at: Instant, config: HallConfig) -> bool:
    """Return whether a ticket issued at ``at`` stands where its visitor came in.

    That of a booking stands where its slot puts it, which is looked at with the booking.
    """
    if issued.booked is not None:
        return issued.claim is None
    is_known = issued.claim is not None and config.category(issued.claim) is not None
    by_claim = TicketClass.STATUTORY if is_known else TicketClass.ORDINARY
    if issued.ticket_class is not by_claim:
        return False
    if issued.offline is not None:
        return is_arrival(issued.offline, issued.order_key, at)
    return issued.order_key == at and is_known is (issued.claim is not None)


def is_arrival(offline: OfflineIssue, order_key: Instant, at: Instant) -> bool:
    """Return whether ``order_key`` is what the kiosk said, or was moved as the reason says."""
    if not offline.is_certain:
        return offline.moved is not None and order_key <= at
    match offline.moved:
        case None:
            return order_key == offline.arrived_at <= at
        case ArrivalMoved.IN_FUTURE:
            return order_key == at < offline.arrived_at
        case ArrivalMoved.UNCERTAIN:
            return False
        case _:
            return offline.arrived_at < order_key <= at
