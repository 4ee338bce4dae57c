"""Which ticket may do what: the legs that are not past, followed event by event."""

from collections.abc import Mapping
from dataclasses import replace

from server.protocol.desk_events import CalledOnPaper, CallReturned
from server.protocol.events import (
    DayOpened,
    DayReopened,
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
from server.protocol.identity import Key, LegId, TicketId
from server.protocol.offline_events import TicketRenumbered, TicketRevived
from server.protocol.tickets import Instant, LegState, ServiceDay, TicketNumber
from server.protocol.visit_events import (
    ClaimConfirmed,
    ClaimRefused,
    LegAdded,
    LegParked,
    LegReturned,
    LegSentOn,
    LegTransferred,
    VisitEvent,
)
from server.queueing.ordering import POLICY_VERSION
from server.queueing.standing import waiting_leg
from server.verify.known_legs import (
    AT_DESK,
    KnownLeg,
    by_hand,
    goes_on,
    issued_leg,
    returned,
    sent_on,
    set_aside,
    settled,
)

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
_ASIDE, _PARKED, _BOOKED = LegState.UNCLAIMED, LegState.PARKED, LegState.BOOKED
_YET_TO_BE_CALLED = (_WAITING, _ASIDE, _PARKED, _BOOKED)
_MOVES: dict[type[Moved], tuple[tuple[LegState, ...], LegState]] = {
    TicketUnclaimed: ((_WAITING,), _ASIDE),
    TicketClaimed: ((_ASIDE,), _WAITING),
    TicketCalled: ((_WAITING, _BOOKED), _CALLED),
    TicketRecalled: ((_CALLED,), _CALLED),
    ServiceStarted: ((_CALLED,), _SERVING),
    ServiceFinished: ((_SERVING,), LegState.FINISHED),
    NoShowMarked: ((_CALLED,), LegState.NO_SHOW),
    TicketLapsed: ((*_YET_TO_BE_CALLED, *AT_DESK), LegState.LAPSED),
}
_PAST = (LegState.FINISHED, LegState.TRANSFERRED, LegState.NO_SHOW, LegState.LAPSED)


class Legs:
    """The open legs of a hall; a ticket is at one desk at most."""

    def __init__(
        self,
        *,
        start_is_optional: bool,
        plans: Mapping[Key, Key] | None = None,
        grace_seconds: int = 0,
    ) -> None:
        """Hold nobody, in a hall whose services lead on as ``plans`` says."""
        self._legs: dict[LegId, KnownLeg] = {}
        self._at_desks: set[TicketId] = set()
        self._unheard: dict[LegId, KnownLeg] = {}
        self._received: set[int] = set()
        self._just_over: KnownLeg | None = None
        self._just_renumbered: LegId | None = None
        self._day: ServiceDay | None = None
        self._policy = POLICY_VERSION
        self._start_is_optional = start_is_optional
        self._plans = dict(plans or {})
        self._grace_ms = grace_seconds * 1000

    def follow(
        self, event: Event, seq: int = 0, at: Instant = 0, policy_version: int = POLICY_VERSION
    ) -> bool:
        """Take in ``event``; return False if the ticket that it is about could not do that."""
        self._policy = policy_version
        over, self._just_over = self._just_over, None
        renumbered, self._just_renumbered = self._just_renumbered, None
        if isinstance(event, LegAdded):
            return self._add(over, event, at)
        if over is not None and over.state is LegState.TRANSFERRED:
            return False  # whoever is sent on waits somewhere
        if isinstance(event, TicketRevived):
            is_heard_of = event.by_grace or event.leg == renumbered
            return is_heard_of and self._revive(event, at)
        return self._follow(event, seq, at)

    def is_sending_on(self) -> bool:
        """Return whether a visitor was just sent on, of whom it must be said where he waits."""
        over = self._just_over
        return over is not None and over.state is LegState.TRANSFERRED

    def _follow(self, event: Event, seq: int, at: Instant) -> bool:
        match event:
            case DayOpened(service_day=day) | DayReopened(service_day=day):
                self._day = day
                return True
            case TicketIssued():
                is_new = event.leg not in self._legs
                self._legs[event.leg] = issued_leg(event, seq)
                return is_new
            case TicketRenumbered():
                self._just_renumbered = event.leg
                return self._renumber(event)
            case _:
                return self._go(event, at)

    def known(self, leg: LegId) -> KnownLeg | None:
        """Return a leg that is not past, or whose visitor did not come."""
        return self._legs.get(leg) or self._unheard.get(leg)

    def put_back(self, leg: LegId, before: KnownLeg | None) -> None:
        """Let a leg stand as it did ``before`` the act that was taken back, or not at all."""
        known = self._legs.pop(leg, None) or self._unheard.pop(leg, None) or before
        if known is not None:
            self._at_desks.discard(known.ticket)
            self._received.discard(_mark(leg, known.ticket, known.number))
        if before is not None:
            self._put(before)

    def yet_to_be_called(self) -> int:
        """Return how many wait, those set aside included."""
        return sum(leg.state in _YET_TO_BE_CALLED for leg in self._legs.values())

    def are_all_of(self, day: ServiceDay) -> bool:
        """Return whether nobody of another day is left."""
        return all(leg.day == day for leg in self._legs.values())

    def _add(self, over: KnownLeg | None, added: LegAdded, at: Instant) -> bool:
        next_leg = None if over is None else goes_on(over, added, self._plans, at)
        if next_leg is None or added.leg in self._legs:
            return False
        self._legs[added.leg] = next_leg.by_policy(self._policy)
        return True

    def _revive(self, event: TicketRevived, at: Instant) -> bool:
        """Let a ticket wait again as what it was, at its own place."""
        left = self._unheard.pop(event.leg, None)
        if left is None or waiting_leg(event, event.issue_seq) != left.place:
            return False
        if event.by_grace and not self._has_grace(left, at):
            return False
        revivals = left.revivals + event.by_grace
        again = replace(left, revivals=revivals).waiting(at)
        self._legs[event.leg] = again.by_policy(self._policy)
        return True

    def _has_grace(self, left: KnownLeg, at: Instant) -> bool:
        if left.absent_at is None or left.revivals:
            return False
        is_of_newest_day = self._day in {None, left.day}  # later his number is given again
        return is_of_newest_day and at - left.absent_at <= self._grace_ms

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
        places[event.leg] = known.numbered(event.number)
        return event.issue_request == known.request

    def _go(self, event: Event, at: Instant) -> bool:
        if not isinstance(event, Moved | VisitEvent | CallReturned | CalledOnPaper):
            return True
        leg = self._legs.get(event.leg)
        number = getattr(event, "number", leg.number if leg else "")
        if leg is None or (event.ticket, number) != (leg.ticket, leg.number):
            return False
        moved = self._moved(leg, event, at)
        if moved is None:
            return False
        self._put(moved.by_policy(self._policy))
        return True

    def _moved(
        self,
        leg: KnownLeg,
        event: Moved | VisitEvent | CallReturned | CalledOnPaper,
        at: Instant,
    ) -> KnownLeg | None:
        """Return the leg after the event, none if that cannot follow."""
        match event:
            case LegTransferred() | LegSentOn():
                moved = sent_on(leg, event, self._policy)
            case LegParked():
                moved = set_aside(leg, event)
            case LegReturned():
                moved = returned(leg, event, at)
            case ClaimConfirmed() | ClaimRefused():
                moved = settled(leg, event)
            case LegAdded():
                moved = None
            case CallReturned() | CalledOnPaper():
                moved = by_hand(leg, event, at)
            case _:
                moved = self._step(leg, event, at)
        return moved

    def _step(self, leg: KnownLeg, event: Moved, at: Instant) -> KnownLeg | None:
        sources, target = _MOVES[type(event)]
        if self._start_is_optional and isinstance(event, ServiceFinished):
            sources = AT_DESK
        if leg.state not in sources:
            return None
        if isinstance(event, ServiceFinished) and event.is_unstarted and leg.state is _SERVING:
            return None
        if isinstance(event, TicketCalled) and not self._is_free(leg, event):
            return None
        absent_at = at if isinstance(event, NoShowMarked) else None
        return replace(leg, state=target, absent_at=absent_at)

    def _is_free(self, leg: KnownLeg, called: TicketCalled) -> bool:
        """Return whether the visitor is nowhere else, and is who the call says."""
        return leg.ticket not in self._at_desks and leg.is_called_by(called)

    def _put(self, leg: KnownLeg) -> None:
        self._at_desks.discard(leg.ticket)
        if leg.state in AT_DESK:
            self._at_desks.add(leg.ticket)
        if leg.state not in _PAST:
            self._legs[leg.leg] = leg
            return
        del self._legs[leg.leg]
        if leg.state in {LegState.NO_SHOW, LegState.LAPSED}:
            self._unheard[leg.leg] = leg
        else:
            self._just_over = leg
            self._received.add(_mark(leg.leg, leg.ticket, leg.number))


def _mark(leg: LegId, ticket: TicketId, number: TicketNumber) -> int:
    """Return a short mark of who was received: there are millions of them."""
    return hash((leg, ticket, number))
