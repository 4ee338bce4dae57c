"""How long something still takes that has taken a while: drawn from what such things took."""

from bisect import bisect_right
from collections.abc import Sequence
from random import Random

TAIL_SHARE = 0.5
"""What has outlasted all that was seen goes on for half of their mean, on average."""


def remaining(sorted_ms: Sequence[int], so_far_ms: int, random: Random) -> int:
    """Return how much longer, by those that took longer than ``so_far_ms``."""
    longer = bisect_right(sorted_ms, so_far_ms)
    left = len(sorted_ms) - longer
    if left:
        return sorted_ms[longer + int(random.random() * left)] - so_far_ms
    if not sorted_ms:
        return 0
    mean = sum(sorted_ms) / len(sorted_ms)
    return round(random.expovariate(1 / max(1.0, TAIL_SHARE * mean)))
