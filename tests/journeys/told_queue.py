"""The queue that a log tells of, rebuilt apart from the server; each call judged by the rule."""

from dataclasses import dataclass, field

from msgspec.structs import replace

from server.hall_file import HallConfig
from server.protocol.desk_events import (
    ActUndone,
    CalledOnPaper,
    CallReturned,
    DeskUnready,
    OrderOverridden,
)
from server.protocol.events import (
    DayOpened,
    Entry,
    Event,
    LaneHead,
    TicketCalled,
    TicketClaimed,
    TicketIssued,
    TicketLapsed,
    TicketUnclaimed,
)
from server.protocol.identity import Key, LegId
from server.protocol.lanes import LaneName, desk_lane, official_lane
from server.protocol.offline_events import TicketRenumbered, TicketRevived
from server.protocol.tickets import CallReason, Instant, LegState, TicketClass
from server.protocol.visit_events import (
    ClaimRefused,
    LegAdded,
    LegParked,
    LegReturned,
    LegSentOn,
)
from server.queueing.ordering import Limits, ShareKey, choose, place

OUT_OF_ORDER = (CallReason.OVERRIDE, CallReason.EARLY_BOOKING)


@dataclass(slots=True)
class ToldQueue:
    """Who waits, and the shares; ``known`` are all legs, those that are past too."""

    config: HallConfig
    known: dict[LegId, LaneHead] = field(default_factory=dict)
    waiting: set[LegId] = field(default_factory=set)
    shares: dict[ShareKey, int] = field(default_factory=dict)
    parked: dict[LegId, Key] = field(default_factory=dict)
    before: Event | None = None

    def judge(self, entry: Entry, called: TicketCalled) -> str:
        """Return what is wrong with a call, nothing if the rule agrees; keep the rule's share."""
        limits = Limits(self.config.statutory_limit, self.config.booked_limit)
        heads = self._heads(called.desk, self._official(entry))
        if called.reason in OUT_OF_ORDER:
            return self._judge_out_of_order(called, heads)
        choice = choose(heads, self.shares, limits)
        if choice is None:
            return f"I4: {called.number} called to {called.desk}, for which nobody waits"
        if choice.share_key is not None:
            self.shares[choice.share_key] = choice.share_after
        inputs = replace(choice.inputs, aside=self._aside(called.desk, choice.head))
        told = (called.leg, called.reason, called.inputs, called.share_after)
        if told == (choice.head.leg, choice.reason, inputs, choice.share_after):
            return ""
        return f"I4: {called.number} called to {called.desk}, the rule says {choice}"

    def fold(self, entry: Entry) -> None:
        """Go on to the next entry of the log."""
        event = self.before = entry.event
        self._fold_parked(event)
        match event:
            case TicketIssued():
                self._admit(event, entry.seq, waits=not event.is_early)
            case LegAdded() | TicketRevived():
                self._admit(event, event.issue_seq, waits=_is_due(event, entry.at))
            case ClaimRefused(leg=leg):
                ordinary = TicketClass.ORDINARY
                self.known[leg] = replace(self.known[leg], ticket_class=ordinary)
                self.waiting.add(leg)
            case TicketClaimed(leg=leg) | LegReturned(leg=leg) | CallReturned(leg=leg):
                if _is_due(self.known[leg], entry.at):
                    self.waiting.add(leg)
            case TicketRenumbered(leg=leg, number=number) if leg in self.known:
                self.known[leg] = replace(self.known[leg], number=number)
            case DayOpened():
                self.shares.clear()
            case _:
                self._fold_leaving(event)

    def _fold_parked(self, event: Event) -> None:
        match event:
            case LegParked(leg=leg, desk=desk):
                self.parked[leg] = desk
            case (
                LegReturned(leg=leg)
                | LegSentOn(leg=leg)
                | TicketLapsed(leg=leg)
                | CalledOnPaper(leg=leg)
            ):
                self.parked.pop(leg, None)
            case ActUndone(legs=legs):
                for undone in legs:
                    self.parked.pop(undone.leg, None)
            case _:
                pass

    def _aside(self, desk: Key, called: LaneHead) -> tuple[LaneHead, ...]:
        """Return the first twenty whom the desk has set aside and who came before ``called``."""
        heads = (self.known[leg] for leg, of in self.parked.items() if of == desk)
        before = sorted((head for head in heads if place(head) < place(called)), key=place)
        return tuple(before[:20])

    def _fold_leaving(self, event: Event) -> None:
        match event:
            case (
                TicketUnclaimed(leg=leg)
                | TicketCalled(leg=leg)
                | TicketLapsed(leg=leg)
                | LegSentOn(leg=leg)
                | CalledOnPaper(leg=leg)
            ):
                self.waiting.discard(leg)
            case ActUndone(legs=legs, shares=shares):
                for undone in legs:
                    is_back = undone.state is LegState.WAITING
                    (self.waiting.add if is_back else self.waiting.discard)(undone.leg)
                for one in shares:
                    self.shares[one.tier, one.lane] = one.share
            case _:
                pass

    def _judge_out_of_order(self, called: TicketCalled, heads: tuple[LaneHead, ...]) -> str:
        if called.reason is CallReason.EARLY_BOOKING:
            return f"I4: {called.number} called early while others wait" if heads else ""
        said = self.before
        if isinstance(said, OrderOverridden) and said.leg == called.leg in self.waiting:
            return ""
        return f"I4: {called.number} called out of order without an override before it"

    def _admit(
        self, event: TicketIssued | LegAdded | TicketRevived, seq: int, *, waits: bool
    ) -> None:
        self.known[event.leg] = LaneHead(
            event.leg,
            event.number,
            event.service,
            event.ticket_class,
            event.order_key,
            seq,
            event.lane,
        )
        if waits:
            self.waiting.add(event.leg)

    def _official(self, entry: Entry) -> Key | None:
        """Return who acts: the official himself, or the one whose desk was ready."""
        kind, _, who = entry.actor.partition(":")
        if isinstance(self.before, DeskUnready) and kind == "server":
            return self.before.official
        return who if kind == "official" else None

    def _heads(self, desk: Key, official: Key | None) -> tuple[LaneHead, ...]:
        found = self.config.desk(desk)
        names: list[LaneName] = [*(found.services if found else ()), desk_lane(desk)]
        if official is not None:
            names.append(official_lane(official))
        heads = (self._head_of(name, kind) for name in names for kind in TicketClass)
        return tuple(head for head in heads if head is not None)

    def _head_of(self, name: LaneName, ticket_class: TicketClass) -> LaneHead | None:
        lane = [
            head
            for head in map(self.known.__getitem__, self.waiting)
            if (head.stands_in, head.ticket_class) == (name, ticket_class)
        ]
        return min(lane, key=place, default=None)


def _is_due(placed: LaneHead | LegAdded | TicketRevived, at: Instant) -> bool:
    """Return whether a visitor may be called by the rule: not before the time that he booked."""
    return placed.ticket_class is not TicketClass.BOOKED or placed.order_key <= at
