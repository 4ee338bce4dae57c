"""Tests of what several processes of one hall do each by itself, and only once together."""

from pathlib import Path

from server.protocol.hall_events import ClockAdjusted
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.engines import Engines
from tests.server.running_hall import running

HOUR_MS = 3_600_000


async def test_processes_of_one_hall_agree_how_hall_and_wall_time_differ(
    postgresql: Engines, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.hall_service", "clock was set to 2026-11-23 11:00:00")
    expected_log.expect("server.hall_service", "clock was set to 2026-11-23 10:02:00")
    clocks = FakeClock(), FakeClock()
    async with running(tmp_path, clocks[0]) as one, running(tmp_path, clocks[1]) as other:
        clocks[0].set_wall(clocks[0].wall_ms() + HOUR_MS)
        for _ in range(4):
            await one.correct_clock()
            await other.read(lambda ledger: ledger.head)  # what is read was published before
            await other.correct_clock()
            for clock in clocks:
                clock.advance(minutes=2)
        log = await one.read(lambda ledger: ledger.events.since(0, 0))

        assert [type(entry.event) for entry in log].count(ClockAdjusted) == 1
        assert one.time() == other.time()
        assert one.time().wall_offset_ms == HOUR_MS - 1
        assert postgresql.is_postgresql


async def test_a_process_whose_clock_is_off_a_little_follows_the_others(
    postgresql: Engines, tmp_path: Path
) -> None:
    clocks = FakeClock(), FakeClock()
    async with running(tmp_path, clocks[0]) as one, running(tmp_path, clocks[1]) as other:
        for clock, wrong in zip(clocks, (2_000, 40_000), strict=True):
            clock.set_wall(clock.wall_ms() + wrong)
        await one.correct_clock()
        await other.read(lambda ledger: ledger.head)
        await other.correct_clock()

        assert one.time().wall_offset_ms == other.time().wall_offset_ms == 2_000 - 1
        assert other.now() - one.now() == 38_000
        assert postgresql.is_postgresql


async def test_a_process_whose_clock_is_off_by_much_goes_by_the_boot_clock(
    postgresql: Engines, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.hall_service", "clock was set to 2026-11-23 12:00:00")
    clocks = FakeClock(), FakeClock()
    async with running(tmp_path, clocks[0]) as one, running(tmp_path, clocks[1]) as other:
        await one.tick()
        clocks[1].set_wall(clocks[1].wall_ms() + 2 * HOUR_MS)
        for _ in range(3):
            await one.tick()
            await other.tick()
            for clock in clocks:
                clock.advance(minutes=2)

        assert one.time() == other.time()
        assert one.time().wall_offset_ms == 0
        assert postgresql.is_postgresql


async def test_a_day_that_another_process_closed_or_opened_again_is_left_as_it_is(
    postgresql: Engines, tmp_path: Path
) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as one, running(tmp_path, clock) as other:
        await one.tick()
        await other.tick()
        clock.advance(seconds=10 * 3600)
        await one.tick()
        await other.tick()
        log = await other.read(lambda ledger: ledger.events.since(0, 0))

        kinds = [type(entry.event).__name__ for entry in log]
        assert kinds == ["HallImported", "DayOpened", "DayClosed"]
        assert postgresql.is_postgresql
