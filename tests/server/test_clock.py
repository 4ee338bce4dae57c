"""Tests of hall time: after the newest event, with the boot clock, never back."""

from server.clock import HallClock, SystemClock
from tests.fakes.clock import FakeClock


def test_hall_time_starts_at_the_wall_clock() -> None:
    clock = FakeClock(wall=5_000)

    hall_clock = HallClock(clock, last_at=1_000)

    assert hall_clock.now() == 5_000
    assert hall_clock.wall_offset() == 0


def test_hall_time_starts_after_the_newest_event_when_the_wall_clock_is_behind() -> None:
    clock = FakeClock(wall=5_000)

    hall_clock = HallClock(clock, last_at=9_000)

    assert hall_clock.now() == 9_001
    assert hall_clock.wall_offset() == -4_001


def test_a_set_wall_clock_moves_only_the_offset() -> None:
    clock = FakeClock(wall=5_000)
    hall_clock = HallClock(clock, last_at=0)
    clock.advance(seconds=2)

    clock.set_wall(1_000)

    assert hall_clock.now() == 7_000
    assert hall_clock.wall_offset() == -6_000


def test_the_clocks_of_this_computer_move_forward_in_milliseconds() -> None:
    clock = SystemClock()

    before = clock.boot_ms()

    assert clock.boot_ms() - before < 10_000
    assert clock.wall_ms() > 1_700_000_000_000
