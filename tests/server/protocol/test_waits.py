"""Waits in words that a person can keep to: five minutes, soon, more than two hours."""

import pytest

from server.protocol.waits import WaitRange, wait_range

MINUTE = 60_000


@pytest.mark.parametrize(
    ("likely", "high", "expected"),
    [
        (21.0, 33.0, WaitRange(20, 35)),
        (20.0, 35.0, WaitRange(20, 35)),
        (4.9, 5.1, WaitRange(0, 10)),
        (0.0, 0.0, WaitRange(0, 5)),
        (1.0, 4.0, WaitRange(0, 5)),
        (90.0, 120.0, WaitRange(90, 120)),
        (90.0, 120.1, WaitRange(90, None)),
        (140.0, 200.0, WaitRange(120, None)),
        (30.0, 20.0, WaitRange(20, 20)),
    ],
)
def test_both_ends_are_rounded_outward(likely: float, high: float, expected: WaitRange) -> None:
    assert wait_range(round(likely * MINUTE), round(high * MINUTE)) == expected


def test_a_short_wait_is_soon_and_a_long_one_has_no_end() -> None:
    assert wait_range(0, 4 * MINUTE).is_soon
    assert not wait_range(0, 6 * MINUTE).is_soon
    assert wait_range(0, 130 * MINUTE).is_long
    assert not wait_range(0, 130 * MINUTE).is_soon


def test_what_was_hardly_learned_is_called_approximate() -> None:
    assert wait_range(0, MINUTE, is_approximate=True) == WaitRange(0, 5, is_approximate=True)
