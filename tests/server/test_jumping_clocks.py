"""A running hall whose wall clock is set: nobody loses his place, and no day ends, by mistake."""

from pathlib import Path

import pytest

from server.protocol.commands import CloseDay, TrustClock
from server.protocol.events import DayReopened, TicketLapsed
from server.protocol.hall_events import ClockDoubted
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.jumping_hall import DAY_MS, HOUR_MS, WAITING, YEAR_MS, busy, expect_a_jump
from tests.server.working_hall import ADMIN, TODAY, TOMORROW, new_id

pytestmark = pytest.mark.usefixtures("engine")

JUMPS = [HOUR_MS, -HOUR_MS, 3 * HOUR_MS, -3 * HOUR_MS, DAY_MS, -DAY_MS, YEAR_MS, -56 * YEAR_MS]


@pytest.mark.parametrize("by", JUMPS)
async def test_a_clock_that_is_wrong_for_a_minute_leaves_no_trace(
    tmp_path: Path, by: int, expected_log: ExpectedLog
) -> None:
    expect_a_jump(expected_log)
    async with busy(tmp_path, FakeClock()) as hall:
        before = await hall.kinds()

        await hall.jump(by)
        await hall.pass_time(minutes=1)
        await hall.jump(-by)
        await hall.pass_time(minutes=5)

        assert await hall.kinds() == before
        assert hall.waiting() == WAITING
        assert hall.service.picture.service_day == TODAY


@pytest.mark.parametrize("by", JUMPS)
async def test_a_clock_that_stays_wrong_for_an_hour_lapses_nobody(
    tmp_path: Path, by: int, expected_log: ExpectedLog
) -> None:
    expect_a_jump(expected_log)
    if abs(by) > 3 * HOUR_MS:
        expected_log.expect("server.hall_service", "which is not believed")
    async with busy(tmp_path, FakeClock()) as hall:
        await hall.jump(by)
        await hall.pass_time(minutes=60)
        is_doubted = hall.service.clock_doubt() is not None
        await hall.jump(-by)
        await hall.pass_time(minutes=5)

        assert is_doubted is (abs(by) > 3 * HOUR_MS)
        assert (await hall.kinds())[ClockDoubted.__name__] == is_doubted
        assert hall.service.clock_doubt() is None
        assert hall.waiting() == WAITING
        assert hall.service.picture.service_day == TODAY
        assert (await hall.kinds())[TicketLapsed.__name__] == 0


async def test_an_admins_word_ends_the_doubt_and_the_day(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expect_a_jump(expected_log)
    expected_log.expect("server.hall_service", "which is not believed")
    async with busy(tmp_path, FakeClock()) as hall:
        await hall.jump(YEAR_MS)
        await hall.pass_time(minutes=3)
        doubt = hall.service.clock_doubt()
        assert doubt is not None

        command = TrustClock(request_id=new_id(), wall_offset_ms=doubt.wall_offset_ms)
        await hall.service.carry_out(command, ADMIN)
        await hall.pass_time(minutes=1)

        assert hall.service.clock_doubt() is None
        assert hall.service.picture.service_day == "2027-11-23"
        assert hall.service.local(hall.service.now()).year == 2027
        assert hall.waiting() == []


async def test_a_day_that_was_closed_by_a_clock_ahead_goes_on_when_the_clock_is_back(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expect_a_jump(expected_log)
    clock = FakeClock()
    clock.advance(hours=6)  # four in the afternoon
    async with busy(tmp_path, clock) as hall:
        await hall.jump(3 * HOUR_MS)
        await hall.pass_time(minutes=3)
        closed = hall.service.picture.service_day
        await hall.jump(-3 * HOUR_MS)
        await hall.pass_time(minutes=3)

        assert closed is None
        assert hall.service.picture.service_day == TODAY
        assert (await hall.kinds())[DayReopened.__name__] == 1
        assert hall.waiting() == WAITING


async def test_a_day_that_an_admin_closed_stays_closed_when_the_clock_goes_back(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expect_a_jump(expected_log)
    async with busy(tmp_path, FakeClock()) as hall:
        await hall.service.carry_out(CloseDay(request_id=new_id()), ADMIN)

        await hall.jump(-HOUR_MS // 2)
        await hall.pass_time(minutes=5)

        assert hall.service.picture.service_day is None


async def test_the_next_days_begin_by_themselves_after_a_jump_and_back(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expect_a_jump(expected_log)
    days = []
    async with busy(tmp_path, FakeClock()) as hall:
        await hall.jump(YEAR_MS)
        await hall.jump(-YEAR_MS)
        for _ in range(3):
            days.append(hall.service.picture.service_day)
            hall.clock.advance(hours=12)
            await hall.pass_time(minutes=1)
            hall.clock.advance(hours=12)
            await hall.pass_time(minutes=1)

    assert days == [TODAY, TOMORROW, "2026-11-25"]
