"""What taking the last act of a desk back makes of legs and shares: the reverse of its events."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.protocol.desk_events import (
    DeskPaused,
    DeskResumed,
    DeskUnready,
    OrderOverridden,
)
from server.protocol.events import (
    Entry,
    Event,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketRecalled,
)
from server.protocol.identity import LegId, TicketId
from server.protocol.tickets import CallReason, Instant, LegState, TicketNumber
from server.protocol.visit_events import LegAdded, LegParked, LegTransferred
from server.queueing.ordering import POLICY_VERSION, ShareKey, contest
from server.queueing.slots import waits_as

Undoable = (
    TicketCalled
    | TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | NoShowMarked
    | LegParked
    | LegTransferred
    | LegAdded
    | OrderOverridden
    | DeskUnready
    | DeskPaused
    | DeskResumed
)
"""What can be taken back; an act with anything else in it cannot.

A desk that was ready when it called is not ready after that is taken back: it would call anew.
"""


KEPT = 8
"""So many events of a desk are remembered for the case that they are taken back: one act's."""

AT_DESKS = frozenset({LegState.CALLED, LegState.SERVING})
"""States of a leg whose visitor is asked to a desk or is there."""


NOT_CALLED_YET = frozenset(
    {LegState.WAITING, LegState.UNCLAIMED, LegState.PARKED, LegState.BOOKED}
)
"""States of a leg whose visitor has yet to be called."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What an event did to a leg: it stood ``was`` before and ``now`` after."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    was: LegState
    now: LegState


def effect_of(event: Event, at: Instant, policy_version: int = POLICY_VERSION) -> Effect | None:
    """Return what an event of a desk did to a leg at an instant, none if nothing to any."""
    match event:
        case TicketCalled():
            is_early = event.reason is CallReason.EARLY_BOOKING
            states = LegState.BOOKED if is_early else LegState.WAITING, LegState.CALLED
        case TicketRecalled():
            states = LegState.CALLED, LegState.CALLED
        case ServiceStarted():
            states = LegState.CALLED, LegState.SERVING
        case ServiceFinished(is_unstarted=is_unstarted):
            was = LegState.CALLED if is_unstarted else LegState.SERVING
            states = was, LegState.FINISHED
        case NoShowMarked():
            states = LegState.CALLED, LegState.NO_SHOW
        case _:
            return _effect_on_visit(event, at, policy_version)
    return Effect(event.ticket, event.leg, event.number, *states)


def _effect_on_visit(event: Event, at: Instant, policy_version: int) -> Effect | None:
    match event:
        case LegParked(was=was):
            states = was, LegState.PARKED
        case LegTransferred(was=was):
            states = was, LegState.TRANSFERRED
        case LegAdded():
            states = LegState.WITHDRAWN, waits_as(event, at, policy_version)
        case _:
            return None
    return Effect(event.ticket, event.leg, event.number, *states)


def effects_of(entries: Iterable[Entry]) -> tuple[Effect, ...]:
    """Return what an act did to each leg, as one step from before to after."""
    found: dict[LegId, Effect] = {}
    for entry in entries:
        effect = effect_of(entry.event, entry.at, entry.policy_version)
        if effect is None:
            continue
        first = found.get(effect.leg, effect)
        found[effect.leg] = Effect(effect.ticket, effect.leg, effect.number, first.was, effect.now)
    return tuple(found.values())


def share_of_call(called: TicketCalled) -> ShareKey | None:
    """Return which share the call counted on, none if it counted on none."""
    if called.reason is CallReason.OVERRIDE:
        return None
    found = contest(called.inputs.heads)
    return found.share_key if found else None


def undone_share(called: TicketCalled, now: int) -> int:
    """Return the share after a call is taken back that had counted on it; it is ``now`` so.

    Another desk may have counted on it meanwhile. A call by tier gives back the one it took; one
    by share gives the older leg back the turn that it was owed.
    """
    if called.reason is CallReason.BY_SHARE:
        return max(now, called.inputs.share)
    return max(now - 1, 0)
