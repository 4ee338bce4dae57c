"""What became of every visitor of the service day, as its events tell; for who oversees it.

A part of the picture: folded from entries, and nothing is decided by it.
"""

from bisect import bisect_left, insort
from collections import Counter, deque

from msgspec import Struct
from msgspec.structs import replace

from server.protocol.desk_events import ActUndone, CalledOnPaper, CallReturned, OrderOverridden
from server.protocol.events import (
    CallInputs,
    Entry,
    LaneHead,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketClaimed,
    TicketIssued,
    TicketLapsed,
    TicketUnclaimed,
)
from server.protocol.identity import Key, LegId
from server.protocol.offline_events import TicketRenumbered, TicketRevived
from server.protocol.tickets import CallReason, Instant, LegState, TicketClass, TicketNumber
from server.protocol.visit_events import (
    ClaimRefused,
    LegAdded,
    LegParked,
    LegReturned,
    LegSentOn,
    LegTransferred,
)
from server.queueing.leg_record import LegRecord
from server.queueing.ordering import place
from server.queueing.slots import waits_as

LATEST = 50
"""Calls out of turn that are kept one by one; the rest are counted."""


DeviationKind = tuple[CallReason, TicketClass, Key | None]
"""Why a call was out of turn: the rule's reason and tier, or an official's own coded reason."""


class Deviation(Struct, frozen=True):
    """One call of somebody before whom others had come; ``inputs`` say who was passed.

    ``code`` is the reason that an official gave who chose him.
    """

    seq: int
    at: Instant
    desk_label: str
    leg: LegId
    number: TicketNumber
    ticket_class: TicketClass
    reason: CallReason
    inputs: CallInputs
    code: Key | None = None


class _Called(Struct, frozen=True):
    """What a call added to the counts, for the case that it is taken back."""

    service: Key
    waited_ms: int
    kind: DeviationKind | None


class ServiceCounts(Struct, frozen=True):
    """What the day brought one service so far; ``waits`` are of those called, shortest first."""

    received: int = 0
    no_shows: int = 0
    waits: tuple[int, ...] = ()

    def wait_ms(self, percent: int) -> int | None:
        """Return the wait that ``percent`` of those called did not exceed; none without any."""
        if not self.waits:
            return None
        return self.waits[min(len(self.waits) - 1, len(self.waits) * percent // 100)]


def passed(leg: LegId, inputs: CallInputs) -> tuple[LaneHead, ...]:
    """Return the heads that stood before ``leg`` by arrival when it was called, earliest first."""
    chosen = chosen_of(leg, inputs)
    before = (head for head in inputs.heads if chosen and place(head) < place(chosen))
    return tuple(sorted(before, key=place))


def chosen_of(leg: LegId, inputs: CallInputs) -> LaneHead | None:
    """Return ``leg`` as the rule, or an official who chose it himself, saw it."""
    heads = inputs.heads if inputs.chosen is None else (inputs.chosen,)
    return next((head for head in heads if head.leg == leg), None)


class DayRecord:
    """The legs of one service day; ``fold`` takes entries in sequence."""

    def __init__(self) -> None:
        """Start before the day's first visitor."""
        self._legs: dict[LegId, LegRecord] = {}
        self._by_arrival: list[tuple[Instant, int, LegId]] = []
        self._received: Counter[Key] = Counter()
        self._no_shows: Counter[Key] = Counter()
        self._waits: dict[Key, list[int]] = {}
        self._deviations: Counter[DeviationKind] = Counter()
        self._latest: deque[Deviation] = deque(maxlen=LATEST)
        self._calls: dict[LegId, _Called] = {}
        self._chosen: dict[LegId, Key] = {}

    def leg(self, leg: LegId) -> LegRecord | None:
        """Return what became of one leg."""
        return self._legs.get(leg)

    def chosen_for(self, leg: LegId) -> Key | None:
        """Return the coded reason for which an official chose the leg, if it was so called."""
        called = self._calls.get(leg)
        return called.kind[2] if called and called.kind else None

    def came_between(self, start: Instant, end: Instant) -> tuple[LegRecord, ...]:
        """Return whose visitors came from ``start`` until before ``end``, earliest first."""
        first, last = (bisect_left(self._by_arrival, (at, 0, "")) for at in (start, end))
        return tuple(self._legs[leg] for _, _, leg in self._by_arrival[first:last])

    def counts(self, service: Key) -> ServiceCounts:
        """Return what the day brought ``service`` so far."""
        waits = tuple(self._waits.get(service, ()))
        return ServiceCounts(self._received[service], self._no_shows[service], waits)

    def deviations(self) -> dict[DeviationKind, int]:
        """Return how many calls were out of turn, by kind; none that were taken back."""
        return {kind: count for kind, count in self._deviations.items() if count}

    def latest_deviations(self) -> tuple[Deviation, ...]:
        """Return the latest of those calls, newest first."""
        return tuple(reversed(self._latest))

    def fold(self, entry: Entry) -> None:
        """Take in what happened to a leg."""
        match entry.event:
            case TicketIssued() | LegAdded():
                self._admit(entry, entry.event)
            case TicketCalled() as called:
                self._call(entry, called)
            case TicketRenumbered(leg=leg, number=number) if leg in self._legs:
                self._legs[leg] = replace(self._legs[leg], number=number)
            case ServiceFinished(leg=leg):
                self._end(entry, leg, is_received=True)
            case NoShowMarked(leg=leg):
                self._end(entry, leg, is_received=False)
            case _:
                self._fold_state(entry)

    def _fold_state(self, entry: Entry) -> None:
        match entry.event:
            case ServiceStarted(leg=leg):
                self._move(entry, leg, LegState.SERVING)
            case TicketUnclaimed(leg=leg):
                self._move(entry, leg, LegState.UNCLAIMED)
            case TicketClaimed(leg=leg) | TicketRevived(leg=leg):
                self._wait(entry, leg)
            case TicketLapsed(leg=leg):
                self._move(entry, leg, LegState.LAPSED)
            case LegParked(leg=leg):
                self._move(entry, leg, LegState.PARKED)
            case LegTransferred(leg=leg) | LegSentOn(leg=leg):
                self._move(entry, leg, LegState.TRANSFERRED)
            case LegReturned(leg=leg) | CallReturned(leg=leg):
                self._wait(entry, leg)
            case _:
                self._fold_rest(entry)

    def _fold_rest(self, entry: Entry) -> None:
        match entry.event:
            case ClaimRefused(leg=leg) if leg in self._legs:
                ordinary = replace(self._legs[leg], ticket_class=TicketClass.ORDINARY, claim=None)
                self._legs[leg] = ordinary
                self._move(entry, leg, LegState.WAITING)
            case OrderOverridden(leg=leg, reason=reason):
                self._chosen[leg] = reason
            case CalledOnPaper() as called:
                self._end(entry, called.leg, is_received=called.is_received)
            case ActUndone(legs=legs):
                for undone in legs:
                    self._take_back(undone.leg, undone.state)
                    self._move(entry, undone.leg, undone.state)
            case _:
                pass

    def _end(self, entry: Entry, leg: LegId, *, is_received: bool) -> None:
        if leg in self._legs:
            counted = self._received if is_received else self._no_shows
            counted[self._legs[leg].service] += 1
            self._move(entry, leg, LegState.FINISHED if is_received else LegState.NO_SHOW)

    def _take_back(self, leg: LegId, state: LegState) -> None:
        """Take out of the counts what an act had added that is taken back now."""
        known = self._legs.get(leg)
        if known is None:
            return
        match known.state:
            case LegState.FINISHED:
                self._received[known.service] -= 1
            case LegState.NO_SHOW:
                self._no_shows[known.service] -= 1
            case LegState.CALLED if state is not LegState.CALLED:
                self._uncall(leg)
            case _:
                pass

    def _uncall(self, leg: LegId) -> None:
        called = self._calls.pop(leg, None)
        if called is None:
            return
        self._waits[called.service].remove(called.waited_ms)
        if called.kind is not None:
            self._deviations[called.kind] -= 1
            kept = [one for one in self._latest if one.leg != leg]
            self._latest = deque(kept, maxlen=LATEST)

    def _admit(self, entry: Entry, issued: TicketIssued | LegAdded) -> None:
        before = self._legs.get(issued.after_leg) if isinstance(issued, LegAdded) else None
        came_at = _came_at(entry, issued) if before is None else before.came_at
        self._legs[issued.leg] = LegRecord(
            ticket=issued.ticket,
            leg=issued.leg,
            number=issued.number,
            service=issued.service,
            ticket_class=issued.ticket_class,
            claim=issued.claim,
            came_at=came_at,
            state=_begins_as(entry, issued),
            since=entry.at,
            order_key=issued.order_key,
        )
        insort(self._by_arrival, (came_at, entry.seq, issued.leg))

    def _wait(self, entry: Entry, leg: LegId) -> None:
        known = self._legs.get(leg)
        if known is not None:
            self._move(entry, leg, waits_as(known, entry.at, entry.policy_version))

    def _move(self, entry: Entry, leg: LegId, state: LegState) -> None:
        known = self._legs.get(leg)
        if known is not None:
            self._legs[leg] = known.moved(state, entry.at)

    def _call(self, entry: Entry, called: TicketCalled) -> None:
        code = self._chosen.pop(called.leg, None)
        self._move(entry, called.leg, LegState.CALLED)
        if called.leg in self._legs:
            self._legs[called.leg] = replace(
                self._legs[called.leg], desk_label=called.desk_label, is_video=called.is_video
            )
        insort(self._waits.setdefault(called.service, []), called.waited_ms)
        inputs = called.inputs
        is_out_of_turn = code is not None or bool(inputs.aside or passed(called.leg, inputs))
        kind = (called.reason, called.ticket_class, code) if is_out_of_turn else None
        self._calls[called.leg] = _Called(called.service, called.waited_ms, kind)
        if kind is not None:
            self._deviations[kind] += 1
            self._latest.append(_deviation(entry, called, code))


def _came_at(entry: Entry, issued: TicketIssued | LegAdded) -> Instant:
    """Return when the visitor came; of a booked one the key of his place is his slot."""
    if isinstance(issued, LegAdded) or issued.offline is not None:
        return min(issued.order_key, entry.at)
    return entry.at


def _begins_as(entry: Entry, issued: TicketIssued | LegAdded) -> LegState:
    """Return as what a leg begins to wait."""
    if isinstance(issued, LegAdded):
        return waits_as(issued, entry.at, entry.policy_version)
    return LegState.BOOKED if issued.is_early else LegState.WAITING


def _deviation(entry: Entry, called: TicketCalled, code: Key | None) -> Deviation:
    return Deviation(
        seq=entry.seq,
        at=entry.at,
        desk_label=called.desk_label,
        leg=called.leg,
        number=called.number,
        ticket_class=called.ticket_class,
        reason=called.reason,
        inputs=called.inputs,
        code=code,
    )
