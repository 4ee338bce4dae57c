"""Tests of the throttle: a few slips are free, guessing gets slow, a quiet hour forgives."""

import pytest

from server.console.throttle import (
    FIRST_WAIT_MS,
    FORGET_AFTER_MS,
    LONGEST_WAIT_MS,
    wait_ms,
    with_another,
)
from server.storage.people import Failures


@pytest.mark.parametrize(
    ("kind", "count", "passed", "wait"),
    [
        ("login", 0, 0, 0),
        ("login", 4, 0, 0),
        ("login", 5, 0, FIRST_WAIT_MS),
        ("login", 5, 10_000, FIRST_WAIT_MS - 10_000),
        ("login", 5, FIRST_WAIT_MS, 0),
        ("login", 6, 0, 2 * FIRST_WAIT_MS),
        ("login", 9, 0, LONGEST_WAIT_MS),
        ("login", 5_000, 0, LONGEST_WAIT_MS),
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
