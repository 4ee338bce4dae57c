"""Where every leg stands that is not past: waiting in its lane, set aside, or at a desk."""

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from server.protocol.desk_events import ActUndone, CalledOnPaper, CallReturned
from server.protocol.events import (
    Entry,
    LaneHead,
    NoShowMarked,
    ServiceFinished,
    TicketCalled,
    TicketClaimed,
    TicketIssued,
    TicketLapsed,
    TicketUnclaimed,
)
from server.protocol.identity import Key, LegId, TicketId
from server.protocol.lanes import LaneName
from server.protocol.offline_events import TicketRenumbered, TicketRevived
from server.protocol.tickets import Instant, LegState, TicketClass, TicketNumber
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
from server.queueing.lanes import Lanes, WaitingLeg
from server.queueing.slots import waits_as


class Absent(Struct, frozen=True):
    """A visitor who did not come when ``desk`` called him."""

    leg: WaitingLeg
    desk: Key
    at: Instant


class Parked(Struct, frozen=True):
    """A visitor whom ``desk`` set aside for a coded ``reason``."""

    leg: WaitingLeg
    desk: Key
    reason: Key
    returns_at: Instant | None


class Standing:
    """The legs of a hall that are not past; ``fold`` takes entries in sequence."""

    def __init__(self) -> None:
        """Hold nobody."""
        self.lanes = Lanes()
        self.waiting: dict[LegId, WaitingLeg] = {}
        self.unclaimed: dict[LegId, WaitingLeg] = {}
        self.at_desks: dict[LegId, WaitingLeg] = {}
        self.parked: dict[LegId, Parked] = {}
        self.confirmed: set[TicketId] = set()
        self.absent: dict[TicketId, Absent] = {}
        self.left: dict[Key, WaitingLeg] = {}
        self.booked: dict[LegId, WaitingLeg] = {}

    def begin_day(self) -> None:
        """Forget who was here on another day and left."""
        self.absent.clear()
        self.confirmed.clear()
        self.left.clear()

    def booked_heads(self, lanes: Iterable[LaneName]) -> tuple[LaneHead, ...]:
        """Return the first leg of each of ``lanes`` that is booked for later and here already."""
        found: dict[LaneName, LaneHead] = {}
        for leg in sorted(self.booked.values(), key=lambda one: (one.order_key, one.seq)):
            found.setdefault(leg.lane[0], leg.as_head())
        return tuple(found[lane] for lane in lanes if lane in found)

    def aside_at(self, desk: Key) -> tuple[LaneHead, ...]:
        """Return whom ``desk`` has set aside."""
        return tuple(one.leg.as_head() for one in self.parked.values() if one.desk == desk)

    def next_due(self) -> Instant | None:
        """Return when the next leg that is set aside waits again by itself."""
        times = [parked.returns_at for parked in self.parked.values() if parked.returns_at]
        times += [leg.order_key for leg in self.booked.values()]
        return min(times, default=None)

    def fold(self, entry: Entry) -> None:
        """Take in what happened to a leg."""
        match entry.event:
            case TicketIssued(is_early=True) as issued:
                self.booked[issued.leg] = waiting_leg(issued, entry.seq)
            case TicketIssued() as issued:
                self._admit(waiting_leg(issued, entry.seq))
            case TicketRevived() as revived:
                self.absent.pop(revived.ticket, None)
                self._wait(waiting_leg(revived, revived.issue_seq), entry)
            case TicketUnclaimed() | TicketClaimed() | TicketLapsed() | TicketRenumbered():
                self._fold_aside(entry.event)
            case TicketCalled() | ServiceFinished() | NoShowMarked():
                self._fold_desk(entry, entry.event)
            case event if isinstance(event, VisitEvent):
                self._fold_visit(entry, event)
            case ActUndone() | CallReturned() | CalledOnPaper():
                self._fold_control(entry, entry.event)
            case _:
                pass

    def _fold_aside(
        self, event: TicketUnclaimed | TicketClaimed | TicketLapsed | TicketRenumbered
    ) -> None:
        leg = event.leg
        match event:
            case TicketUnclaimed():
                if leg in self.waiting:
                    self.unclaimed[leg] = self._dismiss(leg)
            case TicketClaimed():
                if leg in self.unclaimed:
                    self._admit(self.unclaimed.pop(leg))
            case TicketLapsed():
                self._lapse(leg)
            case TicketRenumbered(number=number):
                self._renumber(leg, number)
            case _:
                assert_never(event)

    def _fold_desk(
        self, entry: Entry, event: TicketCalled | ServiceFinished | NoShowMarked
    ) -> None:
        match event:
            case TicketCalled(leg=leg) if leg in self.booked:
                self.at_desks[leg] = self.booked.pop(leg)
            case TicketCalled(leg=leg):
                self.at_desks[leg] = self._dismiss(leg)
            case ServiceFinished(desk=desk):
                self._leave(event.leg, desk)
            case NoShowMarked(desk=desk):
                gone = self._leave(event.leg, desk)
                self.absent[gone.ticket] = Absent(gone, desk, entry.at)
            case _:
                assert_never(event)

    def _fold_visit(self, entry: Entry, event: VisitEvent) -> None:
        leg = event.leg
        match event:
            case LegAdded():
                self._wait(waiting_leg(event, event.issue_seq), entry)
            case LegTransferred(desk=desk):
                self._leave(leg, desk)
            case LegSentOn():
                self._lapse(leg)
            case LegParked(desk=desk, reason=reason, returns_at=returns_at):
                self.parked[leg] = Parked(self._leave(leg, desk), desk, reason, returns_at)
            case LegReturned():
                self._wait(self._come_back(leg), entry)
            case ClaimConfirmed(ticket=ticket):
                self.confirmed.add(ticket)
            case ClaimRefused(desk=desk):
                gone = self._leave(leg, desk)
                self._admit(replace(gone, ticket_class=TicketClass.ORDINARY, claim=None))
            case _:
                assert_never(event)

    def _come_back(self, leg: LegId) -> WaitingLeg:
        """Return a leg that was set aside, or was booked for later, and is due now."""
        return self.parked.pop(leg).leg if leg in self.parked else self.booked.pop(leg)

    def _fold_control(self, entry: Entry, event: ActUndone | CallReturned | CalledOnPaper) -> None:
        match event:
            case ActUndone(desk=desk, legs=legs):
                for undone in legs:
                    self._put_back(self._take(undone.leg, desk), undone.state)
                self.left.pop(desk, None)
            case CallReturned(leg=leg):
                self._wait(self.at_desks.pop(leg), entry)
            case CalledOnPaper(desk=desk):
                gone = self._take(event.leg, desk)
                if not event.is_received:
                    self.absent[gone.ticket] = Absent(gone, desk, entry.at)
            case _:
                assert_never(event)

    def _take(self, leg: LegId, desk: Key) -> WaitingLeg:
        """Return a leg from where it stands, or from ``desk`` if it was the last one there."""
        if leg in self.waiting:
            return self._dismiss(leg)
        for aside in (self.at_desks, self.unclaimed, self.booked):
            if leg in aside:
                return aside.pop(leg)
        if leg in self.parked:
            return self.parked.pop(leg).leg
        self.absent.pop(self.left[desk].ticket, None)
        return self.left[desk]

    def _put_back(self, leg: WaitingLeg, state: LegState) -> None:
        match state:
            case LegState.WAITING:
                self._admit(leg)
            case LegState.BOOKED:
                self.booked[leg.leg] = leg
            case LegState.CALLED | LegState.SERVING:
                self.at_desks[leg.leg] = leg
            case _:
                pass

    def _wait(self, leg: WaitingLeg, entry: Entry) -> None:
        """Let a leg wait by ``entry``; one that is booked for later waits outside the lanes."""
        if waits_as(leg, entry.at, entry.policy_version) is LegState.BOOKED:
            self.booked[leg.leg] = leg
        else:
            self._admit(leg)

    def _admit(self, leg: WaitingLeg) -> None:
        self.waiting[leg.leg] = leg
        self.lanes.add(leg)

    def _dismiss(self, leg: LegId) -> WaitingLeg:
        waiting = self.waiting.pop(leg)
        self.lanes.remove(waiting)
        return waiting

    def _leave(self, leg: LegId, desk: Key) -> WaitingLeg:
        self.left[desk] = self.at_desks.pop(leg)
        return self.left[desk]

    def _lapse(self, leg: LegId) -> None:
        for aside in (self.unclaimed, self.at_desks, self.booked):
            aside.pop(leg, None)
        self.parked.pop(leg, None)
        if leg in self.waiting:
            self._dismiss(leg)

    def _renumber(self, leg: LegId, number: TicketNumber) -> None:
        if leg in self.waiting:
            self._admit(replace(self._dismiss(leg), number=number))
        for aside in (self.unclaimed, self.at_desks, self.booked):
            if leg in aside:
                aside[leg] = replace(aside[leg], number=number)
        if leg in self.parked:
            parked = self.parked[leg]
            self.parked[leg] = replace(parked, leg=replace(parked.leg, number=number))
        for ticket, absent in self.absent.items():
            if absent.leg.leg == leg:
                self.absent[ticket] = replace(absent, leg=replace(absent.leg, number=number))


def waiting_leg(admitted: TicketIssued | TicketRevived | LegAdded, seq: int) -> WaitingLeg:
    """Return the leg of which an event says that it waits, of the ticket issued with ``seq``."""
    return WaitingLeg(
        leg=admitted.leg,
        ticket=admitted.ticket,
        number=admitted.number,
        service=admitted.service,
        ticket_class=admitted.ticket_class,
        claim=admitted.claim,
        language=admitted.language,
        order_key=admitted.order_key,
        seq=seq,
        meant_for=admitted.lane,
        persons=admitted.persons,
    )
