"""The hall's time between two messages."""

from datetime import datetime, timedelta, timezone

from display.wall_time import HallClock
from server.protocol.snapshots import HallTime
from tests.display.calls import AT

ALMATY = timezone(timedelta(hours=5))


def test_the_clock_goes_on_from_what_the_server_said() -> None:
    clock = HallClock(HallTime(AT, 0, 300), received_at=5_000)

    assert clock.hall_now(65_000) == AT + 60_000
    assert clock.wall_now(65_000) == datetime(2026, 11, 23, 10, 1, tzinfo=ALMATY)


def test_a_corrected_wall_clock_moves_what_people_see_and_not_hall_time() -> None:
    clock = HallClock(HallTime(AT, -3_600_000, 300), received_at=0)

    assert clock.hall_now(0) == AT
    assert clock.wall_at(AT) == datetime(2026, 11, 23, 9, 0, tzinfo=ALMATY)
