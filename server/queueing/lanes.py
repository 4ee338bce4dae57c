"""The waiting legs of a hall, lane by lane, each lane in its order; kept by the picture."""

from bisect import bisect_left, insort
from collections.abc import Iterable

from msgspec import Struct

from server.protocol.events import LaneHead
from server.protocol.identity import Key, LegId, TicketId
from server.protocol.languages import LanguageCode
from server.protocol.tickets import Instant, TicketClass, TicketNumber

Lane = tuple[Key, TicketClass]


class WaitingLeg(Struct, frozen=True):
    """A leg that waits, or waits unclaimed; ``seq`` is that of its issue."""

    leg: LegId
    ticket: TicketId
    number: TicketNumber
    service: Key
    ticket_class: TicketClass
    claim: Key | None
    language: LanguageCode
    order_key: Instant
    seq: int

    @property
    def lane(self) -> Lane:
        """Return the lane in which the leg stands."""
        return self.service, self.ticket_class

    def as_head(self) -> LaneHead:
        """Return what the rule of order looks at."""
        return LaneHead(
            self.leg, self.number, self.service, self.ticket_class, self.order_key, self.seq
        )


class Lanes:
    """Callable legs by lane; adding, removing and finding a head never scan a lane."""

    def __init__(self) -> None:
        """Hold nobody."""
        self._lanes: dict[Lane, list[tuple[Instant, int, WaitingLeg]]] = {}

    def add(self, leg: WaitingLeg) -> None:
        """Let ``leg`` stand at its place."""
        insort(self._lanes.setdefault(leg.lane, []), (leg.order_key, leg.seq, leg))

    def remove(self, leg: WaitingLeg) -> None:
        """Take ``leg``, which is here, away."""
        lane = self._lanes[leg.lane]
        del lane[bisect_left(lane, (leg.order_key, leg.seq))]

    def heads(self, services: Iterable[Key]) -> tuple[LaneHead, ...]:
        """Return the head of every lane of ``services`` that is not empty."""
        lanes = (
            self._lanes.get((service, ticket_class))
            for service in services
            for ticket_class in TicketClass
        )
        return tuple(lane[0][2].as_head() for lane in lanes if lane)

    def counts(self) -> dict[Key, int]:
        """Return how many stand for each service that somebody stands for."""
        totals: dict[Key, int] = {}
        for (service, _), lane in self._lanes.items():
            if lane:
                totals[service] = totals.get(service, 0) + len(lane)
        return totals

    def walk(self, services: Iterable[Key]) -> "LaneWalk":
        """Return a walk over the lanes of ``services`` that leaves them as they are."""
        lanes = (
            self._lanes.get((service, ticket_class))
            for service in services
            for ticket_class in TicketClass
        )
        return LaneWalk(tuple(lane for lane in lanes if lane))


class LaneWalk:
    """A play of calls over lanes: each leg taken makes the one behind it the head."""

    def __init__(self, lanes: tuple[list[tuple[Instant, int, WaitingLeg]], ...]) -> None:
        """Stand at the head of every lane."""
        self._lanes = lanes
        self._taken = [0] * len(lanes)

    def heads(self) -> tuple[LaneHead, ...]:
        """Return the heads that are left."""
        return tuple(
            lane[taken][2].as_head()
            for lane, taken in zip(self._lanes, self._taken, strict=True)
            if taken < len(lane)
        )

    def take(self, head: LaneHead) -> None:
        """Go on as if ``head`` had been called."""
        for index, lane in enumerate(self._lanes):
            if lane[0][2].lane == (head.service, head.ticket_class):
                self._taken[index] += 1
