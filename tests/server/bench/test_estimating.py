"""A row of figures is counted from who was estimated for; a small run goes all the way."""

import pytest

from server.bench.baselines import BASELINES
from server.bench.estimating import Asked, Extent, row, rows
from server.forecast.estimator import Estimate
from server.simulate.days import MINUTE
from server.simulate.synthetic import Hall


def asked(block: int, likely: int, high: int, waited: int, formula: int) -> Asked:
    cell = (block, False)
    estimate = Estimate(
        cell, likely * MINUTE, likely * MINUTE, likely * MINUTE, high * MINUTE, False
    )
    said = dict.fromkeys(BASELINES, 1000.0 * MINUTE) | {"HOL": float(formula * MINUTE)}
    return Asked(estimate, said, waited * MINUTE)


def test_a_row_counts_what_held_and_how_far_off_it_was() -> None:
    found = row(
        0.8, "well", [asked(0, 10, 20, 20, 10), asked(0, 10, 20, 21, 10), asked(1, 5, 9, 1, 9)], 4
    )

    assert found.p90_coverage == pytest.approx(2 / 3)
    assert found.worst_block_coverage == 0.5
    assert found.mae_minutes == pytest.approx((10 + 11 + 4) / 3)
    assert found.best_baseline == "HOL"
    assert found.best_baseline_mae_minutes == pytest.approx((10 + 11 + 8) / 3)
    assert found.mae_ratio == pytest.approx(25 / 29)
    assert (found.p50_coverage, found.played_p90_coverage) == (1 / 3, 1 / 3)
    assert (found.visitors, found.unsure) == (3, 4)


def test_a_small_run_has_a_row_for_every_load_and_specification() -> None:
    said: list[str] = []

    found = list(rows(lambda load: Hall(load=load), Extent(1, 1, 1, one_in=30), said.append))

    assert [(one.load, one.specified) for one in found] == [
        (load, specified) for load in (0.8, 0.92, 1.05) for specified in ("well", "wrongly")
    ]
    assert all(one.visitors for one in found)
    assert len(said) == 6


def test_who_waits_exactly_the_median_lies_on_no_side_of_it() -> None:
    at_once = asked(0, 0, 5, 0, 1)

    found = row(0.8, "well", [at_once, at_once, asked(0, 10, 20, 9, 1), asked(0, 5, 9, 6, 1)], 0)

    assert found.p50_coverage == 0.5
