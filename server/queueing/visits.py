"""How a visit goes on: its next leg, its way back, and who may come back himself."""

from dataclasses import dataclass

from server.protocol.errors import StaleTicketError
from server.protocol.identity import Key, TicketId
from server.protocol.lanes import DESK_LANE, LaneName, desk_lane, official_lane
from server.protocol.tickets import Instant, LegState
from server.protocol.visit_commands import NextLeg
from server.protocol.visit_errors import (
    AlreadyRevivedError,
    BadReturnTimeError,
    ComesBackElsewhereError,
    GraceOverError,
    NowhereToGoError,
)
from server.protocol.visit_events import LegReason

LONGEST_PARKING_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Target:
    """For which service a leg waits, and in which lane."""

    service: Key
    lane: LaneName

    @property
    def meant_for(self) -> LaneName | None:
        """Return the lane if it is that of a desk or an official."""
        return None if self.lane == self.service else self.lane


def way_back(service: Key | None, lane: LaneName | None) -> Target | None:
    """Return where a visitor comes back to, as a row or an event says it; often nowhere."""
    return None if service is None or lane is None else Target(service, lane)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next leg of a visit and why; ``back`` is where the visitor comes back to after it."""

    target: Target
    reason: LegReason
    back: Target | None


@dataclass(frozen=True, slots=True)
class Missed:
    """A leg whose visitor did not come: when it was marked, and how often he was taken back.

    Whoever was missed before another day began does not come back: his number is given again.
    """

    ticket: TicketId
    state: LegState
    absent_at: Instant | None
    revivals: int
    is_of_newest_day: bool = True


def promised(back: Target | None, own: Target) -> Target:
    """Return where a visitor comes back to whom a desk, ``own``, wants back as well.

    A promise once made is kept: what he first came to this desk for. Raise a refusal if he was
    promised to come back to another desk.
    """
    if back is None:
        return own
    if back.lane != own.lane:
        raise ComesBackElsewhereError(desk=back.lane.removeprefix(DESK_LANE))
    return back


def target_of(wish: NextLeg, service: Key) -> Target:
    """Return where a visitor of ``service`` goes; raise NowhereToGoError if ``wish`` is none."""
    if wish == NextLeg() or None not in {wish.desk, wish.official}:
        raise NowhereToGoError
    wanted = wish.service or service
    if wish.desk is not None:
        return Target(wanted, desk_lane(wish.desk))
    if wish.official is not None:
        return Target(wanted, official_lane(wish.official))
    return Target(wanted, wanted)


def next_step(
    chosen: Target | None, back: Target | None, planned: Key | None, *, ends_visit: bool
) -> NextStep | None:
    """Return how a visit goes on whose leg is over: as chosen, else back, else as planned."""
    if chosen is not None:
        return NextStep(chosen, LegReason.CHOSEN, back)
    if ends_visit:
        return None
    if back is not None:
        return NextStep(back, LegReason.BACK, None)
    if planned is not None:
        return NextStep(Target(planned, planned), LegReason.PLANNED, None)
    return None


def check_return_time(returns_at: Instant | None, now: Instant) -> None:
    """Raise BadReturnTimeError unless a visitor parked now can return then."""
    if returns_at is not None and not now < returns_at <= now + LONGEST_PARKING_MS:
        raise BadReturnTimeError


def check_revival(missed: Missed, now: Instant, grace_seconds: int) -> None:
    """Raise a refusal unless the visitor may wait again who was missed a moment ago."""
    if missed.state is not LegState.NO_SHOW or missed.absent_at is None:
        raise StaleTicketError(ticket=missed.ticket, state=missed.state.value)
    if missed.revivals:
        raise AlreadyRevivedError(ticket=missed.ticket)
    if not missed.is_of_newest_day or now - missed.absent_at > grace_seconds * 1000:
        raise GraceOverError(ticket=missed.ticket, seconds=grace_seconds)
