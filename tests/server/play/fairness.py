"""How often each waiting leg was passed, and how often it may be: the bound of docs/adr/0010."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.hall_file import HallConfig
from server.protocol.desk_events import ActUndone
from server.protocol.events import Entry, TicketCalled
from server.protocol.identity import LegId
from server.protocol.lanes import OFFICIAL_LANE, LaneName, desk_lane
from server.protocol.tickets import TIERS, CallReason, LegState, TicketClass
from server.queueing.lanes import WaitingLeg

OUT_OF_ORDER = (CallReason.OVERRIDE, CallReason.EARLY_BOOKING)
"""Calls that the rule of order did not choose among those who wait."""


def place(leg: WaitingLeg) -> tuple[int, int]:
    """Return the place of a leg: by arrival, ties by sequence."""
    return leg.order_key, leg.seq


@dataclass(slots=True)
class Patience:
    """A waiting leg: how many older ones below the statutory tier there were or came later."""

    leg: WaitingLeg
    older: int
    passed: int = 0


@dataclass(slots=True)
class Fairness:
    """Watches the waiting legs of a hall, entry by entry."""

    config: HallConfig
    waits: dict[LegId, Patience] = field(default_factory=dict)
    passed_by: dict[LegId, list[Patience]] = field(default_factory=dict)
    calls: int = 0

    def follow(
        self,
        entry: Entry,
        before: Mapping[LegId, WaitingLeg],
        after: Mapping[LegId, WaitingLeg],
    ) -> None:
        """Take in what an entry made of those who wait; fail if somebody was passed too often."""
        match entry.event:
            case TicketCalled() as called if called.reason not in OUT_OF_ORDER:
                assert before[called.leg].order_key <= entry.at, "called before his own time"
                self._pass(called, before[called.leg])
            case ActUndone(legs=legs):
                for undone in legs:
                    if undone.state in {LegState.WAITING, LegState.WITHDRAWN}:
                        self._unpass(undone.leg)
            case _:
                pass
        for leg in before.keys() - after.keys():
            del self.waits[leg]
        for leg in after.keys() - before.keys():
            assert after[leg].order_key <= entry.at, "waits before his own time"
            self._enter(after[leg])

    def worst(self) -> int:
        """Return by how much the most patient of all is above his bound; none is, at 0."""
        return max((one.passed - self._bound(one) for one in self.waits.values()), default=0)

    def _pass(self, called: TicketCalled, leg: WaitingLeg) -> None:
        lanes = {head.stands_in for head in called.inputs.heads}
        passed = [
            one
            for one in self.waits.values()
            if one.leg.lane[0] in lanes and place(one.leg) < place(leg)
        ]
        for one in passed:
            assert TIERS[leg.ticket_class] > TIERS[one.leg.ticket_class], "an inversion"
            one.passed += 1
        self.passed_by[called.leg] = passed
        self.calls += 1

    def _unpass(self, leg: LegId) -> None:
        for one in self.passed_by.pop(leg, ()):
            one.passed -= 1

    def _enter(self, leg: WaitingLeg) -> None:
        """Let a leg wait; to those younger than it who wait already it is one older leg more."""
        others = [one for one in self.waits.values() if self._meet(one.leg, leg)]
        older = [one for one in others if place(one.leg) < place(leg) and _counts(one.leg)]
        if _counts(leg):
            for one in others:
                one.older += place(leg) < place(one.leg)
        self.waits[leg.leg] = Patience(leg, len(older))

    def _meet(self, one: WaitingLeg, other: WaitingLeg) -> bool:
        """Return whether there is a desk that may call both, whoever sits there."""
        return any(
            _serves(desk.id, desk.services, one.lane[0])
            and _serves(desk.id, desk.services, other.lane[0])
            for desk in self.config.desks
        )

    def _bound(self, one: Patience) -> int:
        """Return how often a leg may be passed: the statutory never, see docs/adr/0010."""
        limits = {
            TicketClass.STATUTORY: 0,
            TicketClass.BOOKED: self.config.statutory_limit,
            TicketClass.ORDINARY: self.config.statutory_limit + self.config.booked_limit,
        }
        return limits[one.leg.ticket_class] * (one.older + 1)


def _counts(leg: WaitingLeg) -> bool:
    return leg.ticket_class is not TicketClass.STATUTORY


def _serves(desk: str, services: tuple[str, ...], lane: LaneName) -> bool:
    return lane in {*services, desk_lane(desk)} or lane.startswith(OFFICIAL_LANE)
