"""Who waits for a desk or an official where nobody works: to be seen, and sent on by SendOn."""

from collections.abc import Iterable, Mapping

from server.protocol.identity import Key
from server.protocol.lanes import LaneName, desk_lane, official_lane
from server.queueing.lanes import WaitingLeg


def attended(receiving: Mapping[Key, Key]) -> frozenset[LaneName]:
    """Return the lanes of the desks in use and of the officials ``receiving`` there."""
    lanes: set[LaneName] = {desk_lane(desk) for desk in receiving}
    return frozenset(lanes.union(official_lane(official) for official in receiving.values()))


def stranded(legs: Iterable[WaitingLeg], receiving: Mapping[Key, Key]) -> tuple[WaitingLeg, ...]:
    """Return the legs, earliest first, that nobody of the officials ``receiving`` may call.

    It gives the official at each desk in use; legs that any desk of a service may call are none.
    """
    lanes = attended(receiving)
    lost = (leg for leg in legs if leg.meant_for is not None and leg.meant_for not in lanes)
    return tuple(sorted(lost, key=lambda leg: (leg.order_key, leg.seq)))
