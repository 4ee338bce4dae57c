"""Tests of kiosks that are held back: when it begins, how often, when it is over."""

import logging

import pytest

from server.trust.holds import QUIET_MS, TOLD_MS, Hold, Holds
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock

LOGGER = "server.trust.holds"
BEGUN = "kiosk kiosk-1 asks for too many tickets and is held back"


def test_a_kiosk_is_held_back_from_its_first_refusal(expected_log: ExpectedLog) -> None:
    expected_log.expect(LOGGER, BEGUN)
    clock = FakeClock()
    holds, begun = Holds(clock.wall_ms), clock.wall_ms()

    for _ in range(3):
        holds.refuse("kiosk-1")
        clock.advance(seconds=20)

    assert holds.of("kiosk-1") == Hold(begun, begun + 40_000, 3)
    assert holds.of("kiosk-2") is None


def test_it_is_over_after_a_minute_without_a_refusal(expected_log: ExpectedLog) -> None:
    expected_log.expect(LOGGER, BEGUN)
    clock = FakeClock()
    holds = Holds(clock.wall_ms)
    holds.refuse("kiosk-1")

    clock.advance(ms=QUIET_MS - 1)
    before = holds.of("kiosk-1")
    clock.advance(ms=1)
    after = holds.of("kiosk-1")

    assert before is not None
    assert after is not None
    assert (before.is_over, after.is_over) == (False, True)


def test_another_time_is_counted_anew(expected_log: ExpectedLog) -> None:
    expected_log.expect(LOGGER, BEGUN)
    clock = FakeClock()
    holds = Holds(clock.wall_ms)
    for _ in range(5):
        holds.refuse("kiosk-1")
    clock.advance(ms=QUIET_MS)

    holds.refuse("kiosk-1")

    assert holds.of("kiosk-1") == Hold(clock.wall_ms(), clock.wall_ms(), 1)


def test_what_is_over_is_told_for_a_working_day(expected_log: ExpectedLog) -> None:
    expected_log.expect(LOGGER, BEGUN)
    clock = FakeClock()
    holds = Holds(clock.wall_ms)
    holds.refuse("kiosk-1")

    clock.advance(ms=TOLD_MS)
    at_last = holds.of("kiosk-1")
    clock.advance(ms=1)

    assert at_last is not None
    assert at_last.is_over
    assert holds.of("kiosk-1") is None


def test_the_log_says_once_that_it_is_over(
    expected_log: ExpectedLog, caplog: pytest.LogCaptureFixture
) -> None:
    expected_log.expect(LOGGER, BEGUN)
    caplog.set_level(logging.INFO, LOGGER)
    clock = FakeClock()
    holds = Holds(clock.wall_ms)
    for _ in range(7):
        holds.refuse("kiosk-1")

    for _ in range(3):
        clock.advance(ms=QUIET_MS // 2)
        holds.beat()

    assert [record.getMessage() for record in caplog.records] == [
        BEGUN,
        "kiosk kiosk-1 is held back no more; 7 requests were refused",
    ]
