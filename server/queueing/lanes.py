"""The waiting legs of a hall, lane by lane, each lane in its order; kept by the picture."""

from bisect import bisect_left, insort
from collections.abc import Iterable

from msgspec import Struct

from server.protocol.desks import Desk
from server.protocol.events import LaneHead
from server.protocol.identity import Key, LegId, TicketId
from server.protocol.lanes import LaneName, desk_lane, official_lane
from server.protocol.languages import LanguageCode
from server.protocol.tickets import TIERS, Instant, TicketClass, TicketNumber

Lane = tuple[LaneName, TicketClass]


def lanes_of(desk: Desk, official: Key | None) -> tuple[LaneName, ...]:
    """Return the lanes from which ``desk`` calls while ``official`` receives there."""
    own = (
        (desk_lane(desk.id),)
        if official is None
        else (desk_lane(desk.id), official_lane(official))
    )
    return (*desk.services, *own)


# As LegRecord: nothing in it leads back to it.
class WaitingLeg(Struct, frozen=True, gc=False):
    """A leg that is not past; ``seq`` is that of the ticket's issue.

    ``meant_for`` names its lane if that is not the lane of its service.
    """

    leg: LegId
    ticket: TicketId
    number: TicketNumber
    service: Key
    ticket_class: TicketClass
    claim: Key | None
    language: LanguageCode
    order_key: Instant
    seq: int
    meant_for: LaneName | None = None
    persons: int = 1

    @property
    def lane(self) -> Lane:
        """Return lane and class by which the leg stands."""
        return self.meant_for or self.service, self.ticket_class

    def as_head(self) -> LaneHead:
        """Return what the rule of order looks at."""
        return LaneHead(
            self.leg,
            self.number,
            self.service,
            self.ticket_class,
            self.order_key,
            self.seq,
            self.meant_for,
        )


class Lanes:
    """Callable legs by lane; adding, removing and finding a head never scan a lane."""

    def __init__(self) -> None:
        """Hold nobody."""
        self._lanes: dict[Lane, list[tuple[Instant, int, WaitingLeg]]] = {}
        self._by_service: dict[Key, int] = {}

    def add(self, leg: WaitingLeg) -> None:
        """Let ``leg`` stand at its place."""
        insort(self._lanes.setdefault(leg.lane, []), (leg.order_key, leg.seq, leg))
        self._by_service[leg.service] = self._by_service.get(leg.service, 0) + 1

    def remove(self, leg: WaitingLeg) -> None:
        """Take ``leg``, which is here, away."""
        lane = self._lanes[leg.lane]
        del lane[bisect_left(lane, (leg.order_key, leg.seq))]
        self._by_service[leg.service] -= 1

    def heads(self, names: Iterable[LaneName]) -> tuple[LaneHead, ...]:
        """Return the head of every class of the named lanes that is not empty."""
        lanes = (
            self._lanes.get((name, ticket_class)) for name in names for ticket_class in TicketClass
        )
        return tuple(lane[0][2].as_head() for lane in lanes if lane)

    def length(self, names: Iterable[LaneName]) -> int:
        """Return how many stand in the named lanes."""
        return sum(
            len(self._lanes.get((name, ticket_class), ()))
            for name in names
            for ticket_class in TicketClass
        )

    def of_class(self, ticket_class: TicketClass) -> int:
        """Return how many of a class stand in all lanes."""
        return sum(len(lane) for (_, of), lane in self._lanes.items() if of is ticket_class)

    def counts(self) -> dict[Key, int]:
        """Return how many stand for each service that somebody stands for, in whatever lane."""
        return {service: count for service, count in self._by_service.items() if count}

    def walk(self, names: Iterable[LaneName]) -> "LaneWalk":
        """Return a walk over the named lanes that leaves them as they are."""
        lanes = (
            self._lanes.get((name, ticket_class)) for name in names for ticket_class in TicketClass
        )
        return LaneWalk(tuple(lane for lane in lanes if lane))


class LaneWalk:
    """A play of calls over lanes: each leg taken makes the one behind it the head."""

    def __init__(self, lanes: tuple[list[tuple[Instant, int, WaitingLeg]], ...]) -> None:
        """Stand at the head of every lane."""
        self._lanes = lanes
        self._taken = [0] * len(lanes)
        self._tiers: dict[int, list[tuple[Instant, int, int]]] = {}
        for lane in range(len(lanes)):
            self._stand(lane)

    def heads(self) -> tuple[LaneHead, ...]:
        """Return the oldest head of each tier: the rule of order looks at no other."""
        return tuple(
            self._lanes[lane][self._taken[lane]][2].as_head()
            for (_, _, lane), *_ in self._tiers.values()
        )

    def take(self, head: LaneHead) -> None:
        """Go on as if ``head``, which is the head of its lane, had been called."""
        tier = TIERS[head.ticket_class]
        standing = self._tiers[tier]
        _, _, lane = standing.pop(bisect_left(standing, (head.order_key, head.seq)))
        if not standing:
            del self._tiers[tier]
        self._taken[lane] += 1
        self._stand(lane)

    def _stand(self, lane: int) -> None:
        """Let the head of a lane, if it has one left, stand among those of its tier."""
        legs, taken = self._lanes[lane], self._taken[lane]
        if taken < len(legs):
            key, seq, leg = legs[taken]
            insort(self._tiers.setdefault(TIERS[leg.ticket_class], []), (key, seq, lane))
