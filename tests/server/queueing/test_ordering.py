"""The rule of order: tables, and a day played against its bound."""

import random
from dataclasses import dataclass, field

import pytest

from server.protocol.events import LaneHead
from server.protocol.tickets import TIERS, CallReason, TicketClass
from server.queueing.ordering import Choice, Limits, ShareKey, choose, contest

WALK_IN, B, S = TicketClass.ORDINARY, TicketClass.BOOKED, TicketClass.STATUTORY
LIMITS = Limits()


def head(
    number: str,
    ticket_class: TicketClass,
    order_key: int,
    service: str = "s1",
    lane: str | None = None,
) -> LaneHead:
    return LaneHead(f"leg-{number}", number, service, ticket_class, order_key, order_key, lane)


@pytest.mark.parametrize(
    ("heads", "shares", "expected", "reason", "share_after"),
    [
        ((head("A", WALK_IN, 1),), {}, "A", CallReason.IN_ORDER, 0),
        ((head("A", WALK_IN, 2), head("B", WALK_IN, 1, "s2")), {}, "B", CallReason.IN_ORDER, 0),
        ((head("A", WALK_IN, 2), head("B", S, 1)), {}, "B", CallReason.IN_ORDER, 0),
        ((head("A", WALK_IN, 1), head("B", S, 2)), {}, "B", CallReason.BY_TIER, 1),
        ((head("A", WALK_IN, 1), head("B", S, 2)), {(2, "s1"): 1}, "B", CallReason.BY_TIER, 2),
        ((head("A", WALK_IN, 1), head("B", S, 2)), {(2, "s1"): 2}, "A", CallReason.BY_SHARE, 0),
        ((head("A", WALK_IN, 1), head("B", S, 2)), {(2, "s9"): 2}, "B", CallReason.BY_TIER, 1),
        ((head("A", WALK_IN, 1), head("B", B, 2)), {(1, "s1"): 1}, "A", CallReason.BY_SHARE, 0),
        ((head("A", WALK_IN, 1), head("B", B, 2)), {}, "B", CallReason.BY_TIER, 1),
        (
            (head("A", WALK_IN, 1, "s1", "@desk-d1"), head("B", S, 2)),
            {(2, "s1"): 2},
            "B",
            CallReason.BY_TIER,
            1,
        ),
        (
            (head("A", WALK_IN, 2), head("B", B, 1, "s2"), head("C", S, 3)),
            {(2, "s2"): 2},
            "B",
            CallReason.BY_SHARE,
            0,
        ),
    ],
)
def test_the_rule_chooses(
    heads: tuple[LaneHead, ...],
    shares: dict[ShareKey, int],
    expected: str,
    reason: CallReason,
    share_after: int,
) -> None:
    choice = choose(heads, shares, LIMITS)

    assert choice is not None
    assert (choice.head.number, choice.reason, choice.share_after) == (
        expected,
        reason,
        share_after,
    )


def test_nobody_is_chosen_from_empty_lanes() -> None:
    assert choose((), {}, LIMITS) is None
    assert contest(()) is None


def test_equal_keys_are_told_apart_by_sequence() -> None:
    earlier = LaneHead("leg-1", "A001", "s1", WALK_IN, 5, 10)
    later = LaneHead("leg-2", "M001", "s2", WALK_IN, 5, 11)

    choice = choose((later, earlier), {}, LIMITS)

    assert choice is not None
    assert choice.head == earlier


def test_the_inputs_are_enough_to_choose_again() -> None:
    heads = (head("A", WALK_IN, 1), head("B", S, 2))
    choice = choose(heads, {(2, "s1"): 1}, LIMITS)
    assert choice is not None
    found = contest(choice.inputs.heads)
    assert found is not None
    assert found.share_key is not None

    again = choose(choice.inputs.heads, {found.share_key: choice.inputs.share}, LIMITS)

    assert again == choice


@dataclass
class Play:
    """A day of adversarial arrivals, called by one desk that serves everything."""

    rng: random.Random
    seq: int = 0
    lanes: dict[tuple[str, TicketClass], list[LaneHead]] = field(default_factory=dict)
    shares: dict[ShareKey, int] = field(default_factory=dict)
    bound: dict[str, int] = field(default_factory=dict)
    overtaken: dict[str, int] = field(default_factory=dict)

    def waiting(self) -> list[LaneHead]:
        return [leg for lane in self.lanes.values() for leg in lane]

    def arrive(self) -> None:
        self.seq += 1
        ticket_class = self.rng.choices((WALK_IN, B, S), (2, 2, 3))[0]
        new = LaneHead(
            f"leg-{self.seq}",
            f"A{self.seq:03d}",
            self.rng.choice(("s1", "s2", "s3")),
            ticket_class,
            self.seq,
            self.seq,
        )
        older = sum(1 for leg in self.waiting() if leg.ticket_class is not S)
        self.bound[new.leg] = (LIMITS.statutory + LIMITS.booked) * (older + 1)
        self.overtaken[new.leg] = 0
        self.lanes.setdefault((new.service, ticket_class), []).append(new)

    def call(self) -> Choice | None:
        heads = tuple(lane[0] for lane in self.lanes.values() if lane)
        choice = choose(heads, self.shares, LIMITS)
        if choice is None:
            return None
        if choice.share_key:
            self.shares[choice.share_key] = choice.share_after
        self.lanes[choice.head.service, choice.head.ticket_class].pop(0)
        for leg in self.waiting():
            if leg.seq < choice.head.seq:
                self.overtaken[leg.leg] += 1
        return choice


@pytest.mark.parametrize("seed", range(60))
def test_no_leg_below_statutory_is_overtaken_more_often_than_the_bound(seed: int) -> None:
    play = Play(random.Random(seed))

    for _ in range(300):
        play.arrive()
        if play.rng.random() < 0.55:
            play.call()
        worst = max(
            (
                play.overtaken[leg.leg] - play.bound[leg.leg]
                for leg in play.waiting()
                if TIERS[leg.ticket_class] < TIERS[S]
            ),
            default=0,
        )
        assert worst <= 0


def test_a_statutory_leg_is_never_overtaken_by_a_younger_statutory_leg() -> None:
    play = Play(random.Random(7))
    called: list[int] = []

    for _ in range(400):
        play.arrive()
        choice = play.call() if play.rng.random() < 0.5 else None
        if choice and choice.head.ticket_class is S:
            called.append(choice.head.seq)

    assert len(called) > 50
    assert called == sorted(called)
