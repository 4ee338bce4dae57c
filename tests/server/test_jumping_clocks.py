"""A running hall whose wall clock is set: nobody loses his place, and no day ends, by mistake."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from server.hall_service import HallService
from server.protocol.commands import CloseDay, OpenDay, TrustClock
from server.protocol.events import ClockDoubted, DayClosed, DayReopened, TicketLapsed
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.running_hall import running, wish
from tests.server.working_hall import ADMIN, KIOSK, TODAY, TOMORROW, new_id

pytestmark = pytest.mark.usefixtures("engine")

SECOND_MS = 1000
HOUR_MS = 3600 * SECOND_MS
DAY_MS = 24 * HOUR_MS
YEAR_MS = 365 * DAY_MS

JUMPS = [HOUR_MS, -HOUR_MS, 3 * HOUR_MS, -3 * HOUR_MS, DAY_MS, -DAY_MS, YEAR_MS, -56 * YEAR_MS]

WAITING = ["A001", "A002", "A003"]


class Hall:
    """A hall with three who wait, on a computer whose clock a test sets."""

    def __init__(self, service: HallService, clock: FakeClock) -> None:
        self.service = service
        self.clock = clock

    async def pass_time(self, *, minutes: int = 0, seconds: int = 0) -> None:
        """Let time pass, the hall looking at its clock now and then."""
        await self.service.tick()
        for _ in range(minutes * 6 + seconds // 10):
            self.clock.advance(seconds=10)
            await self.service.tick()

    async def jump(self, by: int) -> None:
        """Set the wall clock."""
        self.clock.set_wall(self.clock.wall_ms() + by)
        await self.service.tick()
        await self.service.tick()

    def waiting(self) -> list[str]:
        return [leg.number for leg in self.service.picture.waiting()]

    async def kinds(self) -> Counter[str]:
        log = await self.service.read(lambda ledger: ledger.events.since(0, 0))
        return Counter(type(entry.event).__name__ for entry in log)


@asynccontextmanager
async def hall_at(place: Path, clock: FakeClock) -> AsyncIterator[Hall]:
    async with running(place, clock) as service:
        hall = Hall(service, clock)
        await service.tick()
        yield hall


@asynccontextmanager
async def busy(place: Path, clock: FakeClock) -> AsyncIterator[Hall]:
    """Run a hall on a Monday at ten with three who wait."""
    async with hall_at(place, clock) as hall:
        for _ in WAITING:
            await hall.service.carry_out(wish(), KIOSK)
        yield hall


def expect_a_jump(expected_log: ExpectedLog) -> None:
    expected_log.expect("server.hall_service", "the computer's clock was set to")


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
