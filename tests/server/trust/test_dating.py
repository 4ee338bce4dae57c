"""Certificates are dated by the wall clock as long as it runs, and renewed when it was set."""

import pytest

from server.trust.dating import DAY_MS, FIRST_DAY, Life, dating

NOW = FIRST_DAY + 400 * DAY_MS
YEAR_MS = 365 * DAY_MS


@pytest.mark.parametrize(
    ("wall", "hall", "expected"),
    [
        (NOW, NOW, NOW),
        (NOW, NOW + 3 * YEAR_MS, NOW),
        (0, NOW, NOW),
        (FIRST_DAY - 1, 0, FIRST_DAY),
    ],
    ids=["as it should be", "hall time once ran ahead", "a dead battery", "and a new hall"],
)
def test_a_wall_clock_counts_unless_it_has_stopped(wall: int, hall: int, expected: int) -> None:
    assert dating(wall, hall) == expected


@pytest.mark.parametrize(
    ("days", "is_over"),
    [(0, False), (-1, False), (-2, True), (144, False), (145, True), (1000, True)],
)
def test_a_life_is_over_by_age_or_when_the_clock_was_set_back(days: int, *, is_over: bool) -> None:
    life = Life(NOW, NOW + 217 * DAY_MS)

    assert life.is_over(NOW + days * DAY_MS) is is_over


@pytest.mark.parametrize("left_days", [-4000, 0, 1])
def test_what_ends_with_its_authority_is_made_anew_once_a_day_at_most(left_days: int) -> None:
    life = Life(NOW, NOW + left_days * DAY_MS)

    assert [life.is_over(NOW + DAY_MS), life.is_over(NOW + DAY_MS + 1)] == [False, True]
