"""Tests of the throttle: a few slips are free, guessing gets slow, a quiet hour forgives."""

import pytest

from server.console.throttle import (
    FIRST_WAIT_MS,
    FORGET_AFTER_MS,
    LONGEST_WAIT_MS,
    counters,
    wait_ms,
    with_another,
    with_one_less,
)
from server.storage.people import Failures


@pytest.mark.parametrize(
    ("kind", "count", "passed", "wait"),
    [
        ("pair", 0, 0, 0),
        ("pair", 4, 0, 0),
        ("pair", 5, 0, FIRST_WAIT_MS),
        ("pair", 5, 10_000, FIRST_WAIT_MS - 10_000),
        ("pair", 5, FIRST_WAIT_MS, 0),
        ("pair", 6, 0, 2 * FIRST_WAIT_MS),
        ("pair", 9, 0, LONGEST_WAIT_MS),
        ("pair", 5_000, 0, LONGEST_WAIT_MS),
        ("login", 49, 0, 0),
        ("login", 50, 0, FIRST_WAIT_MS),
        ("address", 19, 0, 0),
        ("address", 20, 0, FIRST_WAIT_MS),
    ],
)
def test_the_wait_doubles_with_every_failure(
    kind: str, count: int, passed: int, wait: int
) -> None:
    assert wait_ms(kind, Failures(count, 1000), 1000 + passed) == wait


def test_a_failure_is_added_to_those_before() -> None:
    assert with_another(Failures(3, 100), 200) == Failures(4, 200)


def test_a_long_quiet_starts_the_count_anew() -> None:
    assert with_another(Failures(9, 0), FORGET_AFTER_MS + 1) == Failures(1, FORGET_AFTER_MS + 1)


def test_a_try_is_counted_by_pair_address_and_login() -> None:
    mine = counters("dana", "10.0.0.1", "secret", is_known=False)
    elsewhere = counters("dana", "10.0.0.2", "secret", is_known=False)
    other = counters("aigul", "10.0.0.1", "secret", is_known=False)

    assert set(mine) == {"pair", "address", "login"}
    assert {kind for kind in mine if mine[kind] == elsewhere[kind]} == {"login"}
    assert {kind for kind in mine if mine[kind] == other[kind]} == {"address"}


def test_a_browser_that_is_known_is_counted_by_itself_alone() -> None:
    mine = counters("dana", "10.0.0.1", "secret", is_known=True)
    moved = counters("dana", "10.0.0.2", "secret", is_known=True)
    other = counters("dana", "10.0.0.1", "another", is_known=True)

    assert set(mine) == {"pair"}
    assert mine == moved
    assert mine != other


def test_a_try_that_is_taken_back_leaves_the_others() -> None:
    assert with_one_less(Failures(3, 100)) == Failures(2, 100)
    assert with_one_less(Failures()) == Failures()
