"""A hall that starts with a wrong wall clock: what it does until the clock is right."""

from pathlib import Path

import pytest

from server.booking_files import BookingWish
from server.booking_imports import BookingImports
from server.protocol.booking_events import BookingLapsed
from server.protocol.commands import OpenDay
from server.protocol.events import DayClosed
from server.protocol.hall_events import ClockDoubted
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.jumping_hall import (
    DAY_MS,
    HOUR_MS,
    WAITING,
    YEAR_MS,
    busy,
    expect_a_jump,
    hall_at,
)
from tests.server.working_hall import ADMIN, TODAY, TOMORROW, new_id

pytestmark = pytest.mark.usefixtures("engine")


@pytest.mark.parametrize("by", [DAY_MS, YEAR_MS, -56 * YEAR_MS])
async def test_a_restart_under_a_doubted_clock_lapses_nobody(
    tmp_path: Path, by: int, expected_log: ExpectedLog
) -> None:
    expect_a_jump(expected_log)
    expected_log.expect("server.hall_service", "which is not believed")
    clock = FakeClock()
    async with busy(tmp_path, clock) as hall:
        await hall.jump(by)
        await hall.pass_time(minutes=3)
    clock.advance(seconds=20)

    async with hall_at(tmp_path, clock) as hall:
        await hall.pass_time(minutes=30)
        doubt = hall.service.clock_doubt()
        kinds = await hall.kinds()

        assert doubt is not None
        assert doubt.hall.isoformat()[:16] == "2026-11-23T10:33"
        assert kinds[ClockDoubted.__name__] == 1
        assert hall.waiting() == WAITING
        assert hall.service.picture.service_day == TODAY


@pytest.mark.parametrize("by", [DAY_MS, 3 * DAY_MS])
async def test_a_start_with_a_clock_ahead_that_is_set_right_soon_lapses_nobody(
    tmp_path: Path, by: int, expected_log: ExpectedLog
) -> None:
    expect_a_jump(expected_log)
    clock = FakeClock()
    async with busy(tmp_path, clock):
        clock.set_wall(clock.wall_ms() + by)

    async with hall_at(tmp_path, clock) as hall:
        await hall.pass_time(minutes=1)
        await hall.jump(-by)
        await hall.pass_time(minutes=5)

        assert hall.waiting() == WAITING
        assert hall.service.picture.service_day == TODAY


async def test_a_start_on_the_next_day_opens_it_when_the_clock_has_stood(tmp_path: Path) -> None:
    clock = FakeClock()
    async with busy(tmp_path, clock):
        clock.advance(hours=24)

    async with hall_at(tmp_path, clock) as hall:
        at_once = hall.service.picture.service_day
        await hall.pass_time(minutes=3)

        assert at_once is None
        assert hall.service.picture.service_day == TOMORROW
        assert (await hall.kinds())[DayClosed.__name__] == 1
        assert hall.waiting() == []


async def test_a_start_soon_after_the_last_event_opens_the_day_at_once(tmp_path: Path) -> None:
    clock = FakeClock()
    async with hall_at(tmp_path, clock) as hall:
        clock.advance(hours=22)
        await hall.pass_time()
    clock.advance(hours=1)

    async with hall_at(tmp_path, clock) as hall:
        assert hall.service.picture.service_day == TOMORROW


async def test_a_battery_that_was_empty_overnight_costs_minutes(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expect_a_jump(expected_log)
    clock = FakeClock()
    async with hall_at(tmp_path, clock) as hall:
        clock.advance(hours=9)
        await hall.pass_time()
    right = clock.wall_ms() + 15 * HOUR_MS
    clock.set_wall(0)

    async with hall_at(tmp_path, clock) as hall:
        await hall.pass_time(seconds=30)
        clock.set_wall(right)
        await hall.pass_time(minutes=3)

        assert hall.service.picture.service_day == TOMORROW


async def test_a_day_in_the_future_is_told_and_an_admin_opens_the_right_one(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.hall_service", "the newest service day lies after that")
    clock = FakeClock(FakeClock().wall_ms() + YEAR_MS)
    async with hall_at(tmp_path, clock) as hall:
        clock.advance(hours=9)
        await hall.pass_time()
        ahead = hall.service.picture.newest_day
    clock.set_wall(FakeClock().wall_ms())
    expect_a_jump(expected_log)

    async with hall_at(tmp_path, clock) as hall:
        await hall.pass_time(minutes=5)
        by_itself = hall.service.picture.service_day
        command = OpenDay(request_id=new_id(), service_day=TODAY)
        await hall.service.carry_out(command, ADMIN)
        clock.advance(hours=23, minutes=30)
        await hall.pass_time(seconds=20)

        assert (ahead, by_itself) == ("2027-11-23", None)
        assert hall.service.picture.newest_day == TOMORROW


async def test_a_day_long_after_the_one_before_is_left_to_an_admin(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.hall_service", "too long after the newest service day")
    clock = FakeClock()
    async with busy(tmp_path, clock):
        clock.advance(hours=24 * 35)

    async with hall_at(tmp_path, clock) as hall:
        await hall.pass_time(minutes=5)

        assert hall.service.picture.service_day is None
        assert hall.waiting() == WAITING


async def test_a_start_with_a_clock_ahead_gives_nobody_up_who_has_booked(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.hall_service", "too long after the newest service day")
    wish = BookingWish(
        line=2, id="b-1", code="482913", service="labour-pension", slot=f"{TOMORROW}T10:00"
    )
    clock = FakeClock()
    async with busy(tmp_path, clock) as hall:
        await BookingImports(hall.service).bring((wish,), ADMIN)
        clock.advance(hours=9)
        await hall.pass_time()
    clock.set_wall(clock.wall_ms() + YEAR_MS)

    async with hall_at(tmp_path, clock) as hall:
        await hall.pass_time(minutes=3)
        kinds = await hall.kinds()
        expected = hall.service.picture.book.expected(TOMORROW)

        assert kinds[BookingLapsed.__name__] == 0
        assert [one.id for one in expected] == ["b-1"]
