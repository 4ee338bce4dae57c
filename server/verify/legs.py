"""Which ticket may do what: the legs that are not past, followed event by event."""

from dataclasses import dataclass, replace
from typing import assert_never

from server.protocol.events import (
    Event,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketClaimed,
    TicketIssued,
    TicketLapsed,
    TicketRecalled,
    TicketUnclaimed,
)
from server.protocol.identity import LegId, TicketId
from server.protocol.offline_events import TicketRenumbered, TicketRevived
from server.protocol.tickets import LegState, ServiceDay, TicketNumber

Moved = (
    TicketUnclaimed
    | TicketClaimed
    | TicketCalled
    | TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | NoShowMarked
    | TicketLapsed
)

_WAITING, _CALLED, _SERVING = LegState.WAITING, LegState.CALLED, LegState.SERVING
_ASIDE = LegState.UNCLAIMED
_OPEN = (_WAITING, _ASIDE, _CALLED, _SERVING)
_MOVES: dict[type[Moved], tuple[tuple[LegState, ...], LegState | None]] = {
    TicketUnclaimed: ((_WAITING,), _ASIDE),
    TicketClaimed: ((_ASIDE,), _WAITING),
    TicketCalled: ((_WAITING,), _CALLED),
    TicketRecalled: ((_CALLED,), _CALLED),
    ServiceStarted: ((_CALLED,), _SERVING),
    ServiceFinished: ((_SERVING,), None),
    NoShowMarked: ((_CALLED,), None),
    TicketLapsed: (_OPEN, None),
}


@dataclass(frozen=True, slots=True)
class _Leg:
    """A leg as it was issued with entry ``seq``, the number it goes by, and its state."""

    issued: TicketIssued
    seq: int
    number: TicketNumber
    state: LegState = _WAITING

    @property
    def ticket(self) -> TicketId:
        return self.issued.ticket


class Legs:
    """The open legs of a hall; a ticket is at one desk at most."""

    def __init__(self, *, start_is_optional: bool) -> None:
        """Hold nobody, in a hall whose configuration says ``start_is_optional``."""
        self._legs: dict[LegId, _Leg] = {}
        self._at_desks: set[TicketId] = set()
        self._unheard: dict[LegId, _Leg] = {}
        self._received: set[int] = set()
        self._start_is_optional = start_is_optional

    def follow(self, event: Event, seq: int = 0) -> bool:
        """Take in ``event``; return False if the ticket that it is about could not do that."""
        if isinstance(event, TicketIssued):
            if event.leg in self._legs:
                return False
            self._legs[event.leg] = _Leg(event, seq, event.number)
            return True
        if isinstance(event, TicketRenumbered | TicketRevived):
            return self._take_back(event)
        return self._move(event) if isinstance(event, Moved) else True

    def yet_to_be_called(self) -> int:
        """Return how many wait, those set aside included."""
        return sum(leg.state in {_WAITING, _ASIDE} for leg in self._legs.values())

    def are_all_of(self, day: ServiceDay) -> bool:
        """Return whether nobody of another day is left."""
        return all(leg.issued.service_day == day for leg in self._legs.values())

    def _take_back(self, event: TicketRenumbered | TicketRevived) -> bool:
        """Follow a ticket that goes by the number its visitor holds, past ones among them."""
        match event:
            case TicketRenumbered():
                return self._renumber(event)
            case TicketRevived(leg=leg):
                left = self._unheard.pop(leg, None)
                if left is None or not _is_revival(left, event):
                    return False
                self._legs[leg] = replace(left, state=_WAITING)
                return True
            case _:
                assert_never(event)

    def _renumber(self, event: TicketRenumbered) -> bool:
        places = self._legs if event.leg in self._legs else self._unheard
        known = places.get(event.leg)
        if known is None:
            # Received under the lost number: the paper is told of, nobody waits any more.
            was = _mark(event.leg, event.ticket, event.was)
            is_known = was in self._received
            self._received.discard(was)
            self._received.add(_mark(event.leg, event.ticket, event.number))
            return is_known
        if (known.ticket, known.number) != (event.ticket, event.was):
            return False
        places[event.leg] = replace(known, number=event.number)
        return event.issue_request == known.issued.issue_request

    def _move(self, event: Moved) -> bool:
        leg = self._legs.get(event.leg)
        if leg is None or not _is_about(leg, event):
            return False
        sources, target = _MOVES[type(event)]
        if self._start_is_optional and isinstance(event, ServiceFinished):
            sources = (_CALLED, _SERVING)
        if leg.state not in sources:
            return False
        if isinstance(event, TicketCalled) and event.ticket in self._at_desks:
            return False
        self._put(event.leg, leg, target)
        if isinstance(event, NoShowMarked | TicketLapsed):
            self._unheard[event.leg] = leg
        elif target is None:
            self._received.add(_mark(event.leg, leg.ticket, leg.number))
        return True

    def _put(self, key: LegId, leg: _Leg, target: LegState | None) -> None:
        self._at_desks.discard(leg.ticket)
        if target in {_CALLED, _SERVING}:
            self._at_desks.add(leg.ticket)
        if target is None:
            del self._legs[key]
        else:
            self._legs[key] = replace(leg, state=target)


def _is_about(leg: _Leg, event: Moved) -> bool:
    number = getattr(event, "number", leg.number)
    if (event.ticket, number) != (leg.ticket, leg.number):
        return False
    if not isinstance(event, TicketCalled):
        return True
    issued = leg.issued
    return (event.claim, event.language) == (issued.claim, issued.language)


def _is_revival(left: _Leg, event: TicketRevived) -> bool:
    """Return whether the ticket waits again as what it was, at its own place."""
    issued = left.issued
    was = (issued.ticket, left.number, issued.service, issued.language, issued.ticket_class)
    now = (event.ticket, event.number, event.service, event.language, event.ticket_class)
    place = (issued.claim, issued.order_key, left.seq)
    return was == now and place == (event.claim, event.order_key, event.issue_seq)


def _mark(leg: LegId, ticket: TicketId, number: TicketNumber) -> int:
    """Return a short mark of who was received: there are millions of them."""
    return hash((leg, ticket, number))
