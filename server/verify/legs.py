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
from server.protocol.tickets import LegState, TicketNumber

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
_OPEN = (_WAITING, LegState.UNCLAIMED, _CALLED, _SERVING)
_MOVES: dict[type[Moved], tuple[tuple[LegState, ...], LegState | None]] = {
    TicketUnclaimed: ((_WAITING,), LegState.UNCLAIMED),
    TicketClaimed: ((LegState.UNCLAIMED,), _WAITING),
    TicketCalled: ((_WAITING,), _CALLED),
    TicketRecalled: ((_CALLED,), _CALLED),
    ServiceStarted: ((_CALLED,), _SERVING),
    ServiceFinished: ((_SERVING,), None),
    NoShowMarked: ((_CALLED,), None),
    TicketLapsed: (_OPEN, None),
}


@dataclass(frozen=True, slots=True)
class _OpenLeg:
    ticket: TicketId
    number: TicketNumber
    state: LegState


class Legs:
    """The open legs of a hall; a ticket is at one desk at most."""

    def __init__(self, *, start_is_optional: bool) -> None:
        """Hold nobody, in a hall whose configuration says ``start_is_optional``."""
        self._legs: dict[LegId, _OpenLeg] = {}
        self._at_desks: set[TicketId] = set()
        self._unheard: dict[LegId, _OpenLeg] = {}
        self._start_is_optional = start_is_optional

    def follow(self, event: Event) -> bool:
        """Take in ``event``; return False if the ticket that it is about could not do that."""
        if isinstance(event, TicketIssued):
            if event.leg in self._legs:
                return False
            self._legs[event.leg] = _OpenLeg(event.ticket, event.number, _WAITING)
            return True
        if isinstance(event, TicketRenumbered | TicketRevived):
            return self._take_back(event)
        return self._move(event) if isinstance(event, Moved) else True

    def _take_back(self, event: TicketRenumbered | TicketRevived) -> bool:
        """Follow a ticket that goes by the number its visitor holds, past ones among them."""
        known = self._legs.get(event.leg) or self._unheard.get(event.leg)
        match event:
            case TicketRenumbered() if known is None:
                # Received under the lost number: the paper is told of, nobody waits any more.
                return True
            case TicketRenumbered(was=was):
                if known is None or (known.ticket, known.number) != (event.ticket, was):
                    return False
                places = self._legs if event.leg in self._legs else self._unheard
                places[event.leg] = replace(known, number=event.number)
                return True
            case TicketRevived():
                left = self._unheard.pop(event.leg, None)
                if left is None or (left.ticket, left.number) != (event.ticket, event.number):
                    return False
                self._legs[event.leg] = replace(left, state=_WAITING)
                return True
            case _:
                assert_never(event)

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
        return True

    def _put(self, key: LegId, leg: _OpenLeg, target: LegState | None) -> None:
        self._at_desks.discard(leg.ticket)
        if target in {_CALLED, _SERVING}:
            self._at_desks.add(leg.ticket)
        if target is None:
            del self._legs[key]
        else:
            self._legs[key] = replace(leg, state=target)


def _is_about(leg: _OpenLeg, event: Moved) -> bool:
    number = getattr(event, "number", leg.number)
    return (event.ticket, number) == (leg.ticket, leg.number)
