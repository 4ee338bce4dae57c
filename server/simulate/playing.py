"""Plays one day by a rule: who is called when, and to which desk."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush

from server.protocol.events import LaneHead
from server.protocol.identity import Key
from server.protocol.tickets import Instant, TicketClass
from server.simulate.days import Absence, Day, DeskPlan, Visitor
from server.simulate.rules import Rule

Lane = tuple[Key, TicketClass]


@dataclass(frozen=True, slots=True)
class Call:
    """A visitor of the day, called to ``desk``; ``place`` is his place among those who came."""

    visitor: Visitor
    place: int
    desk: Key
    called_at: Instant

    @property
    def waited_ms(self) -> int:
        """Return how long he waited, not counting the time before his slot."""
        return max(0, self.called_at - self.visitor.due_at)


@dataclass(slots=True)
class DeskNow:
    """A desk while the day is played."""

    plan: DeskPlan
    busy_with: Visitor | None = None
    since: Instant = 0
    away: Absence | None = None
    taken: int = 0
    """How many of its absences have begun."""


Watch = Callable[["Playing", Visitor, Instant], None]
"""Is told of every visitor at the moment from which he waits, before anybody is called."""


def _unwatched(_playing: "Playing", _visitor: Visitor, _at: Instant) -> None:
    pass


@dataclass(slots=True)
class Playing:
    """The hall in the middle of a day that is played."""

    day: Day
    rule: Rule
    watch: Watch = _unwatched
    lanes: dict[Lane, deque[tuple[LaneHead, Visitor]]] = field(default_factory=dict)
    desks: dict[Key, DeskNow] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    _came: int = 0
    _early: list[tuple[Instant, int, Visitor]] = field(default_factory=list)
    _free: list[Key] = field(default_factory=list)
    _due: list[tuple[Instant, int, Key | None]] = field(default_factory=list)

    def play(self) -> tuple[Call, ...]:
        """Return all calls of the day, in order."""
        self.desks = {plan.id: DeskNow(plan) for plan in self.day.desks}
        for place, plan in enumerate(self.day.desks):
            heappush(self._due, (self.day.opens_at, place, plan.id))
        for place, visitor in enumerate(self.day.visitors):
            heappush(self._due, (visitor.due_at, len(self.desks) + place, None))
        self._early = [
            (visitor.arrives_at, place, visitor)
            for place, visitor in enumerate(self.day.visitors)
            if visitor.arrives_at < visitor.due_at
        ]
        while self._due:
            at, _, desk = heappop(self._due)
            if desk is None:
                self._come(at)
            else:
                self._be_free(desk, at)
        return tuple(self.calls)

    def waiting(self) -> Iterator[LaneHead]:
        """Return everybody who waits, lane by lane, each lane in its order."""
        return (head for lane in self.lanes.values() for head, _ in lane)

    def _come(self, at: Instant) -> None:
        place, self._came = self._came, self._came + 1
        visitor = self.day.visitors[place]
        if any(early[1] == place for early in self._early):
            self._early = [early for early in self._early if early[1] != place]
        elif visitor.arrives_at < visitor.due_at:
            return  # called before his slot
        self.watch(self, visitor, at)
        self._stand(visitor, place)
        for desk in tuple(self._free):
            if visitor.service in self.desks[desk].plan.services:
                self._free.remove(desk)
                self._be_free(desk, at)
                if self.desks[desk].busy_with is not None:
                    return

    def _stand(self, visitor: Visitor, place: int) -> None:
        head = LaneHead(
            str(place),
            visitor.number,
            visitor.service,
            visitor.ticket_class,
            visitor.order_key,
            place,
        )
        lane = self.lanes.setdefault((visitor.service, visitor.ticket_class), deque())
        behind = 0
        while behind < len(lane) and lane[-1 - behind][0].order_key > head.order_key:
            behind += 1
        lane.insert(len(lane) - behind, (head, visitor))

    def _be_free(self, desk: Key, at: Instant) -> None:
        """Let a desk that has nobody be away, call somebody, or wait for somebody."""
        now = self.desks[desk]
        now.busy_with = now.away = None
        absences = now.plan.absences
        if now.taken < len(absences) and absences[now.taken].starts_at <= at:
            now.away, now.since = absences[now.taken], at
            now.taken += 1
            heappush(self._due, (max(at + now.away.ms, now.away.ends_at), -1, desk))
            return
        found = self._next(now.plan, at)
        if found is None:
            self._free.append(desk)
            return
        visitor, place = found
        now.busy_with, now.since = visitor, at
        self.calls.append(Call(visitor, place, desk, at))
        heappush(self._due, (at + max(1, visitor.busy_ms), -1, desk))

    def _next(self, plan: DeskPlan, at: Instant) -> tuple[Visitor, int] | None:
        lanes = (
            self.lanes.get((service, ticket_class))
            for service in plan.services
            for ticket_class in TicketClass
        )
        heads = tuple(lane[0][0] for lane in lanes if lane)
        if not heads:
            return self._next_early(plan, at)
        head = self.rule(heads, at)
        _, visitor = self.lanes[head.service, head.ticket_class].popleft()
        return visitor, head.seq

    def _next_early(self, plan: DeskPlan, at: Instant) -> tuple[Visitor, int] | None:
        """Return the booked visitor who is there before his slot, if nobody waits."""
        there = [
            (visitor.order_key, place, visitor)
            for arrives_at, place, visitor in self._early
            if arrives_at <= at and visitor.service in plan.services
        ]
        if not there:
            return None
        _, place, visitor = min(there, key=lambda one: one[:2])
        self._early = [early for early in self._early if early[1] != place]
        return visitor, place
