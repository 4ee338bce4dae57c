"""What still lasts is drawn from what lasted longer."""

from random import Random
from statistics import mean

import pytest

from server.forecast.durations import remaining

LENGTHS = (10, 20, 30, 40)


def drawn(so_far: int, lengths: tuple[int, ...] = LENGTHS) -> list[int]:
    random = Random(1)
    return [remaining(lengths, so_far, random) for _ in range(400)]


@pytest.mark.parametrize(
    ("so_far", "possible"),
    [(0, {10, 20, 30, 40}), (10, {10, 20, 30}), (25, {5, 15}), (39, {1})],
)
def test_only_longer_ones_are_drawn(so_far: int, possible: set[int]) -> None:
    assert set(drawn(so_far)) == possible


def test_what_outlasted_all_goes_on_for_half_their_mean() -> None:
    assert mean(drawn(50)) == pytest.approx(12.5, rel=0.2)


def test_of_what_nothing_is_known_nothing_is_left() -> None:
    assert set(drawn(5, ())) == {0}
