"""What is known of one leg from the events so far, and which event can follow from it."""

from dataclasses import dataclass, replace
from typing import assert_never

from msgspec import structs

from server.protocol.desk_events import CalledOnPaper, CallReturned
from server.protocol.events import TicketCalled, TicketIssued
from server.protocol.identity import Key, LegId, RequestId, TicketId
from server.protocol.lanes import LaneName, desk_lane
from server.protocol.tickets import Instant, LegState, ServiceDay, TicketClass, TicketNumber
from server.protocol.visit_events import (
    ClaimConfirmed,
    ClaimRefused,
    LegAdded,
    LegParked,
    LegReason,
    LegReturned,
    LegSentOn,
    LegTransferred,
    ReturnCause,
)
from server.queueing.lanes import WaitingLeg
from server.queueing.ordering import KEEPS_BOOKED_TIMES, POLICY_VERSION
from server.queueing.slots import waits_as
from server.queueing.standing import waiting_leg
from server.queueing.undoing import NOT_CALLED_YET

Back = tuple[Key, LaneName]
"""The service and lane to which a visitor comes back."""

AT_DESK = (LegState.CALLED, LegState.SERVING)
NOT_AT_DESK = (LegState.WAITING, LegState.PARKED)


@dataclass(frozen=True, slots=True)
class KnownLeg:
    """A leg, its place and state; ``due_at`` of one set aside, ``absent_at`` of one missed."""

    place: WaitingLeg
    day: ServiceDay
    request: RequestId
    state: LegState
    nth: int = 1
    back: Back | None = None
    due_at: Instant | None = None
    absent_at: Instant | None = None
    revivals: int = 0
    is_confirmed: bool = False

    @property
    def leg(self) -> LegId:
        """Return its id."""
        return self.place.leg

    @property
    def ticket(self) -> TicketId:
        """Return its ticket."""
        return self.place.ticket

    @property
    def number(self) -> TicketNumber:
        """Return the number it goes by."""
        return self.place.number

    def numbered(self, number: TicketNumber) -> "KnownLeg":
        """Return the leg under another number."""
        return replace(self, place=structs.replace(self.place, number=number))

    def waiting(self, at: Instant) -> "KnownLeg":
        """Return the leg as it waits from ``at`` on, or is booked until its own time."""
        state = waits_as(self.place, at)
        due_at = self.place.order_key if state is LegState.BOOKED else None
        return replace(self, state=state, due_at=due_at, absent_at=None)

    def by_policy(self, policy_version: int) -> "KnownLeg":
        """Return the leg that waits again: at once, by the first version of the rule of order."""
        if self.state is not LegState.BOOKED or policy_version >= KEEPS_BOOKED_TIMES:
            return self
        return replace(self, state=LegState.WAITING, due_at=None)

    def as_ordinary(self) -> "KnownLeg":
        """Return the leg, waiting, after its claim was refused."""
        place = structs.replace(self.place, ticket_class=TicketClass.ORDINARY, claim=None)
        return replace(self, place=place, state=LegState.WAITING)

    def is_called_by(self, called: TicketCalled) -> bool:
        """Return whether a call says of the visitor what is known of him."""
        said = (called.claim, called.language, called.persons)
        return said == (self.place.claim, self.place.language, self.place.persons)


def issued_leg(issued: TicketIssued, seq: int) -> KnownLeg:
    """Return the first leg of a ticket that was issued with entry ``seq``."""
    state = LegState.BOOKED if issued.is_early else LegState.WAITING
    due_at = issued.order_key if issued.is_early else None
    place = waiting_leg(issued, seq)
    return KnownLeg(place, issued.service_day, issued.issue_request, state, due_at=due_at)


def goes_on(
    before: KnownLeg, added: LegAdded, plans: dict[Key, Key], at: Instant
) -> KnownLeg | None:
    """Return the leg that follows ``before``, whose end was the last event, if it can."""
    expected = structs.replace(
        before.place, leg=added.leg, service=added.service, meant_for=added.lane
    )
    said = waiting_leg(added, added.issue_seq)
    if said != expected or (added.after_leg, added.nth) != (before.leg, before.nth + 1):
        return None
    if not _has_reason(before, added, plans):
        return None
    onward = replace(before, place=said, nth=added.nth, back=_back(added), revivals=0)
    return onward.waiting(at)


def _has_reason(before: KnownLeg, added: LegAdded, plans: dict[Key, Key]) -> bool:
    """Return whether the next leg is where its reason says."""
    target, is_sent = (added.service, added.lane), before.state is LegState.TRANSFERRED
    match added.reason:
        case LegReason.TRANSFERRED:
            return is_sent and _back(added) == before.back
        case LegReason.CHOSEN:
            return not is_sent and _back(added) == before.back
        case LegReason.BACK:
            return not is_sent and before.back == target and _back(added) is None
        case LegReason.PLANNED:
            planned = plans.get(before.place.service)
            return not is_sent and target == (planned, None) and _back(added) is None
        case _:
            assert_never(added.reason)


def sent_on(
    leg: KnownLeg, event: LegTransferred | LegSentOn, policy_version: int = POLICY_VERSION
) -> KnownLeg | None:
    """Return the leg after its visitor was sent on, with the way back if he has one.

    By the first version of the rule anybody was sent on, and a second way back hid the first.
    """
    sources = NOT_AT_DESK if isinstance(event, LegSentOn) else AT_DESK
    if leg.state is not event.was or event.was not in sources:
        return None
    is_strict = policy_version >= KEEPS_BOOKED_TIMES
    if isinstance(event, LegSentOn):
        may_go = leg.place.meant_for is not None or not is_strict
        return replace(leg, state=LegState.TRANSFERRED) if may_go else None
    here = desk_lane(event.desk)
    own = (leg.place.service, here) if event.comes_back else None
    if not is_strict:
        return replace(leg, state=LegState.TRANSFERRED, back=own or leg.back)
    if event.comes_back and leg.back is not None and leg.back[1] != here:
        return None
    return replace(leg, state=LegState.TRANSFERRED, back=leg.back or own)


def set_aside(leg: KnownLeg, event: LegParked) -> KnownLeg | None:
    """Return the leg after its visitor was parked."""
    if leg.state is not event.was or event.was not in AT_DESK:
        return None
    return replace(leg, state=LegState.PARKED, due_at=event.returns_at)


def returned(leg: KnownLeg, event: LegReturned, at: Instant) -> KnownLeg | None:
    """Return the leg that waits again, because it was asked for or its time has come."""
    if leg.state is not event.was or event.was not in {LegState.PARKED, LegState.BOOKED}:
        return None
    is_due = leg.due_at is not None and leg.due_at <= at
    is_asked = event.cause is ReturnCause.ASKED and event.was is LegState.PARKED
    if not (is_asked or (event.cause is ReturnCause.DUE and is_due)):
        return None
    return leg.waiting(at)


def settled(leg: KnownLeg, event: ClaimConfirmed | ClaimRefused) -> KnownLeg | None:
    """Return the leg after an official judged what its visitor claims."""
    if leg.state not in AT_DESK or leg.place.claim != event.claim or leg.is_confirmed:
        return None
    match event:
        case ClaimConfirmed():
            return replace(leg, is_confirmed=True)
        case ClaimRefused(was=was):
            return leg.as_ordinary() if was is leg.state else None
        case _:
            assert_never(event)


def _back(added: LegAdded) -> Back | None:
    if added.back_service is None or added.back_lane is None:
        return None
    return added.back_service, added.back_lane


def by_hand(leg: KnownLeg, event: CallReturned | CalledOnPaper, at: Instant) -> KnownLeg | None:
    """Return the leg after a call was returned, or was made on paper; none if it was not so."""
    match event:
        case CallReturned():
            return leg.waiting(at) if leg.state is LegState.CALLED else None
        case CalledOnPaper(is_received=is_received):
            is_booked = leg.place.ticket_class is TicketClass.BOOKED  # he stands by his slot
            is_early = event.called_at < leg.place.order_key and not is_booked
            if leg.state not in NOT_CALLED_YET or is_early:
                return None
            state = LegState.FINISHED if is_received else LegState.NO_SHOW
            return replace(leg, state=state, absent_at=None if is_received else at)
        case _:
            assert_never(event)
