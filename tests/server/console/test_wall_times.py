"""Tests of times of day as instants."""

from datetime import date, datetime

import pytest

from server.console.wall_times import moment_of, moment_on

NOON = datetime.fromisoformat("2026-11-23T12:00:30+05:00")


@pytest.mark.parametrize(
    ("at", "before_ms"),
    [(None, 0), ("12:00", 30_000), ("11:00", 3_630_000), ("12:01", 86_370_000)],
)
def test_a_time_on_the_wall_is_the_latest_such_moment(at: str | None, before_ms: int) -> None:
    assert moment_of(at, 10**12, NOON) == 10**12 - before_ms


def test_a_time_of_another_day_is_the_moment_at_which_the_clock_said_it() -> None:
    assert moment_on(date(2026, 11, 23), "11:00", 10**12, NOON) == 10**12 - 3_630_000
    assert moment_on(date(2026, 11, 20), "12:00", 10**12, NOON) == 10**12 - 3 * 86_400_000 - 30_000
