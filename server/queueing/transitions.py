"""What may happen at a desk with the visitor who is there; every refusal is named."""

from dataclasses import dataclass

from server.protocol.errors import (
    DeskBusyError,
    NotStartedError,
    RecallLimitError,
    StaleTicketError,
)
from server.protocol.identity import Key, LegId, TicketId
from server.protocol.tickets import LegState
from server.queueing.visits import Target


@dataclass(frozen=True, slots=True)
class Occupant:
    """The visitor called to a desk or received there; ``back`` is where he returns to after it."""

    ticket: TicketId
    leg: LegId
    state: LegState
    recalls: int
    service: Key = ""
    back: Target | None = None


def finishes_before_call(
    occupant: Occupant | None, current: TicketId | None, *, start_is_optional: bool
) -> bool:
    """Return whether calling the next finishes the visitor who is there.

    Raise StaleTicketError if the desk sees somebody else than is there, DeskBusyError if the
    visitor was called and has neither been started nor marked absent.
    """
    seen = occupant.ticket if occupant else None
    if current != seen:
        raise StaleTicketError(ticket=current or "", at_desk=seen or "")
    if occupant is None:
        return False
    if occupant.state is LegState.CALLED and not start_is_optional:
        raise DeskBusyError(ticket=occupant.ticket)
    return True


def check_present(occupant: Occupant | None, ticket: TicketId) -> Occupant:
    """Return the visitor who is there, called or received, if it is he whom the desk sees."""
    if occupant is None or occupant.ticket != ticket:
        raise StaleTicketError(ticket=ticket, at_desk=occupant.ticket if occupant else "")
    return occupant


def check_recall(occupant: Occupant | None, ticket: TicketId, limit: int) -> Occupant:
    """Return the called visitor if he may be recalled once more."""
    called = _called(occupant, ticket)
    if called.recalls >= limit:
        raise RecallLimitError(limit=limit)
    return called


def check_start(occupant: Occupant | None, ticket: TicketId) -> Occupant:
    """Return the called visitor, who has come."""
    return _called(occupant, ticket)


def check_no_show(occupant: Occupant | None, ticket: TicketId) -> Occupant:
    """Return the called visitor, who has not come."""
    return _called(occupant, ticket)


def check_finish(
    occupant: Occupant | None, ticket: TicketId, *, start_is_optional: bool
) -> Occupant:
    """Return the visitor who has been received."""
    present = check_present(occupant, ticket)
    if present.state is LegState.CALLED and not start_is_optional:
        raise NotStartedError(ticket=ticket)
    return present


def _called(occupant: Occupant | None, ticket: TicketId) -> Occupant:
    present = check_present(occupant, ticket)
    if present.state is not LegState.CALLED:
        raise StaleTicketError(ticket=ticket, state=present.state.value)
    return present
