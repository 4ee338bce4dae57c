"""One play chooses exactly as the shipped rule does."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from server.forecast.coming import TIER_COUNT
from server.forecast.futures import Futures
from server.forecast.scenes import DeskScene, Habits, KeptShare, Scene, Standing
from server.protocol.events import LaneHead
from server.protocol.tickets import TIERS, TicketClass
from server.queueing.ordering import Limits, choose

CLASS_OF = {tier: ticket_class for ticket_class, tier in TIERS.items()}
LANES = ("a", "b", "c")
LIMITS = Limits()
AT = 1_000_000

legs = st.lists(
    st.tuples(st.sampled_from(LANES), st.integers(0, TIER_COUNT - 1), st.integers(0, 50)),
    max_size=25,
)
shares = st.dictionaries(st.tuples(st.integers(1, 2), st.sampled_from(LANES)), st.integers(0, 2))


def called_by_the_rule(standing: list[Standing], kept: dict[tuple[int, str], int]) -> list[int]:
    """Let the shipped rule call everybody at one desk; return the sequences."""
    waiting = sorted(standing, key=lambda one: (one.order_key, one.seq))
    counts: dict[tuple[int, str], int] = dict(kept)
    order = []
    while waiting:
        first: dict[tuple[str, int], Standing] = {}
        for one in waiting:
            first.setdefault((one.lane, one.tier), one)
        heads = tuple(
            LaneHead("", "A1", one.service, CLASS_OF[one.tier], one.order_key, one.seq)
            for one in first.values()
        )
        choice = choose(heads, counts, LIMITS)
        assert choice is not None
        if choice.share_key is not None:
            counts[choice.share_key] = choice.share_after
        waiting.remove(next(one for one in waiting if one.seq == choice.head.seq))
        order.append(choice.head.seq)
    return order


@given(legs, shares, st.sampled_from([(lane, tier) for lane in LANES for tier in range(3)]))
def test_a_probe_is_called_when_the_rule_would_call_the_visitor(
    found: list[tuple[str, int, int]],
    kept: dict[tuple[int, str], int],
    spot: tuple[str, int],
) -> None:
    standing = [
        Standing(lane, lane, tier, AT - 100 + key, seq)
        for seq, (lane, tier, key) in enumerate(found)
    ]
    visitor = Standing(spot[0], spot[0], spot[1], AT, len(standing))
    scene = Scene(
        at=AT,
        opens_at=0,
        desks=(DeskScene(lanes=LANES),),
        standing=tuple(standing),
        shares=tuple(KeptShare(tier, lane, count) for (tier, lane), count in kept.items()),
    )
    # Every visit takes a second, and one millisecond to call, so the wait counts the calls.
    habits = Habits(starts_at=0, visits_ms=dict.fromkeys(LANES, (999,)))

    waits = Futures(scene, habits, [spot]).play(1, Random(1))[spot]

    ahead = called_by_the_rule([*standing, visitor], kept).index(visitor.seq)
    # A probe is in nobody's way: who goes first by law may seem to be called one call earlier.
    too_early = ahead - waits[0] // 1000
    assert too_early in ((0, 1) if spot[1] == TIERS[TicketClass.STATUTORY] else (0,))


def test_classes_and_tiers_are_numbered_alike() -> None:
    assert [TIERS[one] for one in TicketClass] == list(range(TIER_COUNT))
