"""Tests of when a wall clock is believed."""

import pytest

from server.steadiness import (
    MINUTE_MS,
    PLAUSIBLE_MS,
    STANDING_MS,
    STARTING_MS,
    Steadiness,
    Verdict,
)

HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
YEAR_MS = 365 * DAY_MS


def judged(moved: int, at: int, *, is_starting: bool = False) -> list[Verdict]:
    """Return the verdicts on a clock set at boot time ``at``, at once, just before, and after."""
    steadiness = Steadiness(0, is_starting=is_starting)
    looks = (at, at + STANDING_MS - 1, at + STANDING_MS)
    return [steadiness.judge(boot, moved) for boot in looks]


@pytest.mark.parametrize("moved", [0, 999, -999])
def test_clocks_that_agree_are_left_alone(moved: int) -> None:
    assert judged(moved, 0) == [Verdict.SAME] * 3


@pytest.mark.parametrize("moved", [1000, -1000, MINUTE_MS, -MINUTE_MS])
def test_a_small_correction_is_taken_over_at_once(moved: int) -> None:
    assert judged(moved, 0) == [Verdict.TAKE] * 3


@pytest.mark.parametrize("moved", [MINUTE_MS + 1, HOUR_MS, -HOUR_MS, PLAUSIBLE_MS, -PLAUSIBLE_MS])
def test_a_correction_by_hours_is_taken_over_when_it_has_stood(moved: int) -> None:
    assert judged(moved, 5_000_000) == [Verdict.WAIT, Verdict.WAIT, Verdict.TAKE]


@pytest.mark.parametrize("moved", [PLAUSIBLE_MS + 1, DAY_MS, -DAY_MS, YEAR_MS, -56 * YEAR_MS])
def test_a_correction_beyond_that_is_doubted_however_long_it_stands(moved: int) -> None:
    assert judged(moved, 5_000_000) == [Verdict.WAIT, Verdict.WAIT, Verdict.DOUBT]


@pytest.mark.parametrize("moved", [DAY_MS, -DAY_MS, 56 * YEAR_MS])
def test_a_start_that_had_to_guess_lets_the_clock_be_set_right_soon_after(moved: int) -> None:
    soon = judged(moved, STARTING_MS - 1, is_starting=True)
    late = judged(moved, STARTING_MS, is_starting=True)

    assert (soon[-1], late[-1]) == (Verdict.TAKE, Verdict.DOUBT)


def test_a_clock_that_comes_back_has_to_stand_anew_when_it_is_set_again() -> None:
    steadiness = Steadiness(0, is_starting=False)

    steadiness.judge(0, HOUR_MS)
    steadiness.judge(STANDING_MS - 1, 0)
    again = steadiness.judge(STANDING_MS, HOUR_MS)

    assert again is Verdict.WAIT


def test_a_clock_that_is_set_on_and_on_never_stands() -> None:
    steadiness = Steadiness(0, is_starting=False)

    verdicts = {steadiness.judge(look * MINUTE_MS, look * HOUR_MS) for look in range(1, 100)}

    assert verdicts == {Verdict.WAIT}


def test_a_clock_that_is_trimmed_while_it_stands_goes_on_standing() -> None:
    steadiness = Steadiness(0, is_starting=False)

    steadiness.judge(0, HOUR_MS)
    trimmed = steadiness.judge(STANDING_MS, HOUR_MS + 5000)

    assert trimmed is Verdict.TAKE
