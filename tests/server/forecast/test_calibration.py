"""Factors by what happened: enough to hold nine times in ten, careful where little was seen."""

from random import Random

import pytest

from server.forecast.calibration import (
    COLD,
    ENOUGH,
    WINDOW_DAYS,
    Calibration,
    Outcome,
    applied,
    block_of,
)

MINUTE = 60_000
CELL = (2, True)


def calibrated(
    share: float, count: int, cell: tuple[int, bool] = CELL, day: int = 0
) -> Calibration:
    """Learn of visitors who waited ``share`` of what was forecast."""
    calibration = Calibration()
    for _ in range(count):
        waited = round(20 * MINUTE * share + (share - 1) * MINUTE)
        calibration.note(Outcome(day, cell, 20 * MINUTE, 20 * MINUTE, waited))
    calibration.renew(day + 1)
    return calibration


def test_without_any_outcome_the_factor_is_that_of_a_cold_start() -> None:
    assert Calibration().factors(CELL) == COLD


def test_with_enough_outcomes_the_factor_is_their_own() -> None:
    factors = calibrated(1.3, ENOUGH).factors(CELL)

    assert factors.likely == pytest.approx(1.3)
    assert factors.high == pytest.approx(1.3)
    assert not factors.is_cold


def test_with_few_outcomes_the_factor_lies_between_and_is_still_approximate() -> None:
    factors = calibrated(1.3, ENOUGH // 2).factors(CELL)

    # Drawn to all visitors, who are these, and those to the cold start.
    assert factors.high == pytest.approx(1.35)
    assert factors.is_cold


def test_an_unseen_cell_goes_by_all_visitors() -> None:
    factors = calibrated(1.3, ENOUGH).factors((5, False))

    assert factors.high == pytest.approx(1.3)


def test_what_lies_before_the_window_is_forgotten() -> None:
    calibration = calibrated(1.3, ENOUGH)

    calibration.renew(WINDOW_DAYS + 1)

    assert calibration.factors(CELL) == COLD


def test_todays_outcomes_count_from_the_next_renewal_on() -> None:
    calibration = calibrated(1.3, ENOUGH)

    for _ in range(ENOUGH):
        calibration.note(Outcome(1, CELL, 20 * MINUTE, 20 * MINUTE, 60 * MINUTE))

    assert calibration.factors(CELL).high == pytest.approx(1.3)


def test_forecasts_times_the_factor_hold_nine_times_in_ten() -> None:
    random, calibration = Random(1), Calibration()
    waits = [round(random.lognormvariate(3, 0.7) * MINUTE) for _ in range(4000)]
    for waited in waits[:2000]:
        calibration.note(Outcome(0, CELL, 15 * MINUTE, 20 * MINUTE, waited))

    calibration.renew(1)

    high = applied(calibration.factors(CELL).high, 20 * MINUTE)
    likely = applied(calibration.factors(CELL).likely, 15 * MINUTE)
    held = sum(waited <= high for waited in waits[2000:]) / 2000
    assert held == pytest.approx(0.9, abs=0.02)
    assert sum(waited <= likely for waited in waits[2000:]) / 2000 == pytest.approx(0.5, abs=0.03)


def test_a_factor_never_makes_less_than_no_wait() -> None:
    assert applied(0.1, 0) == 0


@pytest.mark.parametrize(("minutes", "block"), [(-5, 0), (0, 0), (89, 0), (90, 1), (539, 5)])
def test_a_day_has_blocks_of_ninety_minutes(minutes: int, block: int) -> None:
    assert block_of(minutes * MINUTE + 7, 7) == block
