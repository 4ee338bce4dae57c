"""A first head receives one after another: who comes in when, and when the last one ends."""

import pytest

from server.queueing.post_forecast import MINUTE_MS, NextVisitor, about, forecast

NOON = 1_795_417_200_000


def minutes(*values: int) -> tuple[int, ...]:
    return tuple(NOON + value * MINUTE_MS for value in values)


def booked(slot: int, *, is_here: bool = False, lasts: int = 10) -> NextVisitor:
    return NextVisitor(lasts, NOON + slot * MINUTE_MS, is_here)


@pytest.mark.parametrize(
    ("visitors", "free", "starts", "ends"),
    [
        ((), 0, (), 0),
        ((booked(10), booked(20)), 0, (10, 20), 30),
        ((booked(10, is_here=True), booked(20, is_here=True)), 0, (0, 10), 20),
        ((booked(10), booked(20)), 25, (25, 35), 45),
        ((booked(0), booked(10, lasts=30), booked(20)), 0, (0, 10, 40), 50),
        ((booked(30), NextVisitor(15, None, is_here=True)), 0, (30, 40), 55),
    ],
    ids=["nobody", "as-booked", "early", "after-a-pause", "overrun", "walk-in-last"],
)
def test_turns_follow_one_another(
    visitors: tuple[NextVisitor, ...], free: int, starts: tuple[int, ...], ends: int
) -> None:
    found = forecast(visitors, NOON + free * MINUTE_MS)

    assert found.starts == minutes(*starts)
    assert found.ends_at == NOON + ends * MINUTE_MS


def test_people_are_told_a_round_time_that_is_not_too_early() -> None:
    assert [about(one) for one in minutes(0, 1, 5)] == [*minutes(0, 5, 5)]
