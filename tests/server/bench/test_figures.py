"""Figures are drawn and judged as promised."""

import pytest

from server.bench.figures import KEYS, TARGETS, Spread, Target, complete, percentile, repeated


@pytest.mark.parametrize(("share", "value"), [(0.5, 51), (0.99, 100), (1.0, 100), (0.0, 1)])
def test_a_percentile_is_one_of_the_values(share: float, value: float) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value


def test_a_spread_is_the_median_between_the_ends() -> None:
    assert str(Spread.of([3.0, 1.0, 2.0])) == "2 (1 to 3)"


def test_a_number_given_twice_is_counted() -> None:
    assert repeated(["A001", "A002", "A001"]) == 1


@pytest.mark.parametrize(
    ("value", "is_floor", "verdict"),
    [
        (2.0, False, "met"),
        (2.5, False, "missed by 25%"),
        (1.5, True, "missed by 25%"),
        (2.0, True, "met"),
        (None, False, "not measured"),
    ],
)
def test_a_target_says_by_how_much_it_is_missed(
    value: float | None, is_floor: bool, verdict: str
) -> None:
    target = Target("words", 2.0, lambda _: value, is_floor=is_floor)

    assert target.judge(complete(dict.fromkeys(KEYS))) == verdict


def test_one_repeated_number_misses_a_target_of_none() -> None:
    target = next(one for one in TARGETS if one.words == "repeated numbers")

    assert target.judge(complete(dict.fromkeys(KEYS) | {"repeated_numbers": 1})) == "missed by 1"


def test_ratios_are_taken_of_figures_of_the_same_run() -> None:
    figures = complete(dict.fromkeys(KEYS) | {"issue_1_p50_ms": 3.0, "limit_bare_1_p50_ms": 2.0})

    target = next(one for one in TARGETS if "p50, times" in one.words)

    assert target.figure(figures) == pytest.approx(1.5)
    assert target.judge(complete(dict.fromkeys(KEYS))) == "not measured"


def test_figures_keep_their_promised_keys_and_order() -> None:
    figures = complete(dict.fromkeys(reversed(KEYS), 1.23456))

    assert tuple(figures) == KEYS
    assert figures["start_s"] == pytest.approx(1.235)
    with pytest.raises(ValueError, match="start_s"):
        complete(dict.fromkeys(KEYS[:-9]))
