"""Tests of a running hall: told when durable, kept by its clock, the same after a restart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import pytest

from server.hall_service import HallService
from server.protocol.commands import CallNext, CloseDay, IssueTicket, OpenDay
from server.protocol.errors import (
    DayNotOpenError,
    NoOneWaitingError,
    RequestReusedError,
    ServiceClosedError,
)
from server.protocol.events import ClockAdjusted, DayClosed, DayOpened, Entry, TicketIssued
from server.protocol.identity import Actor, ActorKind
from server.storage.ledger import Ledger
from server.storage.sqlite import StoreError
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.working_hall import ADMIN, KIOSK, OFFICIAL, TODAY, TOMORROW, new_id

DEMO_HALL = Path("server/halls/demo.toml")
HOUR_MS = 3_600_000
OTHER_OFFICIAL = Actor(ActorKind.OFFICIAL, "o-2")


def fail(error: BaseException) -> None:
    raise AssertionError(error)


@asynccontextmanager
async def running(data_dir: Path, clock: FakeClock) -> AsyncIterator[HallService]:
    service = await HallService.open(data_dir, DEMO_HALL, clock, fail)
    try:
        yield service
    finally:
        await service.close()


def wish(request: str | None = None, language: str = "kk") -> IssueTicket:
    request_id = request or new_id()
    return IssueTicket(request_id=request_id, service="justice-appeal", language=language)


async def test_subscribers_hear_after_the_picture_was_folded(tmp_path: Path) -> None:
    async with running(tmp_path, FakeClock()) as service:
        await service.tick()
        heard: list[tuple[tuple[Entry, ...], int]] = []
        end = service.subscribe(lambda entries: heard.append((entries, service.picture.seq)))

        entries = await service.carry_out(wish(), KIOSK)
        end()
        await service.carry_out(wish(), KIOSK)

        assert heard == [(entries, entries[-1].seq)]


async def test_what_a_guard_refuses_is_neither_done_nor_kept(tmp_path: Path) -> None:
    async with running(tmp_path, FakeClock()) as service:
        await service.tick()
        command = wish()

        with pytest.raises(PermissionError):
            await service.carry_out(command, KIOSK, _forbid)
        waiting = service.picture.waiting()
        (issued,) = await service.carry_out(command, KIOSK, lambda _: None)

        assert waiting == ()
        assert isinstance(issued.event, TicketIssued)


async def test_the_day_is_opened_and_closed_by_the_hours_of_the_hall(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        heard: list[Entry] = []
        service.subscribe(heard.extend)

        await service.tick()
        await service.tick()
        clock.advance(hours=8, minutes=30)
        await service.tick()
        clock.advance(hours=14)
        await service.tick()
        clock.advance(hours=0, minutes=30)
        await service.tick()

        assert [entry.event for entry in heard] == [
            DayOpened(service_day=TODAY),
            DayClosed(service_day=TODAY, still_waiting=0),
            DayOpened(service_day=TOMORROW),
        ]


async def test_a_day_that_was_closed_by_hand_stays_closed(tmp_path: Path) -> None:
    async with running(tmp_path, FakeClock()) as service:
        await service.tick()
        await service.carry_out(CloseDay(request_id=new_id()), ADMIN)

        await service.tick()

        assert service.picture.service_day is None
    async with running(tmp_path, FakeClock()) as again:
        await again.tick()

        assert again.picture.service_day is None


async def test_a_day_opened_by_hand_outside_hours_stays_open_until_the_night(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    clock.advance(hours=10)
    async with running(tmp_path, clock) as service:
        await service.carry_out(OpenDay(request_id=new_id(), service_day=TODAY), ADMIN)
        await service.tick()
        in_the_evening = service.picture.service_day
        clock.advance(hours=8)
        await service.tick()

        assert in_the_evening == TODAY
        assert service.picture.service_day is None


async def test_a_day_that_was_opened_too_early_is_not_opened_again(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        for day in (TOMORROW, TODAY):
            await service.carry_out(OpenDay(request_id=new_id(), service_day=day), ADMIN)
            await service.carry_out(CloseDay(request_id=new_id()), ADMIN)
        clock.advance(hours=24)

        await service.tick()
        await service.tick()

        kept = await service.read(count_requests)
        assert service.picture.service_day is None
        assert kept == 5


def count_requests(ledger: Ledger) -> int:
    row = ledger.connection.execute("select count(*) from requests").fetchone()
    assert row is not None
    return int(row[0])


async def test_the_hall_is_the_same_after_a_restart(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await service.tick()
        for _ in range(3):
            await service.carry_out(wish(), KIOSK)
        await service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
        before = service.picture

    async with running(tmp_path, clock) as again:
        after = again.picture

    assert (after.epoch, after.seq, after.head) == (before.epoch, before.seq, before.head)
    assert after.service_day == TODAY
    assert after.waiting() == before.waiting()
    assert after.occupancy.desk("desk-1") == before.occupancy.desk("desk-1")


async def test_the_same_request_gets_the_same_answer_across_a_restart(tmp_path: Path) -> None:
    clock = FakeClock()
    command = wish()
    refused = CallNext(request_id=new_id(), desk="desk-3")
    async with running(tmp_path, clock) as service:
        await service.tick()
        first = await service.carry_out(command, KIOSK)
        with pytest.raises(NoOneWaitingError):
            await service.carry_out(refused, OFFICIAL)

    async with running(tmp_path, clock) as again:
        second = await again.carry_out(command, KIOSK)
        with pytest.raises(NoOneWaitingError):
            await again.carry_out(refused, OFFICIAL)
        with pytest.raises(RequestReusedError):
            await again.carry_out(wish(command.request_id, "ru"), KIOSK)
        with pytest.raises(RequestReusedError):
            await again.carry_out(refused, OTHER_OFFICIAL)
        log = await again.read(lambda ledger: ledger.events.since(0, 0))

    assert first == second
    assert [type(entry.event) for entry in log].count(TicketIssued) == 1


async def test_a_wall_clock_set_while_running_is_recorded_and_moves_the_hours(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:  # one millisecond after its import
        await service.tick()
        before = service.now()

        clock.set_wall(clock.wall_ms() + 12 * HOUR_MS)
        await service.correct_clock()

        assert service.now() == before
        assert service.time().wall_offset_ms == 12 * HOUR_MS - 1
        assert service.local(before).isoformat() == "2026-11-23T22:00:00+05:00"
        with pytest.raises(ServiceClosedError):
            await service.carry_out(wish(), KIOSK)


async def test_hall_time_goes_on_when_the_wall_clock_went_back_while_the_server_was_off(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await service.tick()
        last = service.now()
    clock.set_wall(clock.wall_ms() - 2 * HOUR_MS)

    async with running(tmp_path, clock) as again:
        log = await again.read(lambda ledger: ledger.events.since(0, 0))
        now = again.time()

    assert log[-1].event == ClockAdjusted(wall_offset_ms=clock.wall_ms() - now.at)
    assert log[-1].at == now.at == last + 1
    assert again.local(now.at).isoformat() == "2026-11-23T08:00:00+05:00"


async def test_small_differences_of_the_clocks_are_left_alone(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        clock.set_wall(clock.wall_ms() + 900)

        await service.correct_clock()

        assert service.picture.seq == 1


async def test_time_says_how_far_the_hall_is_from_utc(tmp_path: Path) -> None:
    async with running(tmp_path, FakeClock()) as service:
        time = service.time()

        assert (time.at, time.wall_offset_ms, time.utc_offset_minutes) == (service.now(), 0, 300)


async def test_rows_that_a_failing_job_wrote_are_gone(tmp_path: Path) -> None:
    def write_and_stumble(ledger: Ledger) -> None:
        ledger.days.open(TODAY, 7)
        raise DayNotOpenError

    async with running(tmp_path, FakeClock()) as service:
        with pytest.raises(DayNotOpenError):
            await service.write(write_and_stumble)

        assert await service.read(lambda ledger: ledger.days.open_day()) is None


async def test_the_day_is_kept_without_being_asked(tmp_path: Path) -> None:
    async with running(tmp_path, FakeClock()) as service:
        opened = anyio.Event()
        service.subscribe(lambda _entries: opened.set())

        async with anyio.create_task_group() as group:
            group.start_soon(service.run)
            await opened.wait()
            group.cancel_scope.cancel()

        assert service.picture.service_day == TODAY


async def test_a_hall_that_cannot_be_opened_lets_its_directory_go(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="needs a hall file"):
        await HallService.open(tmp_path)

    async with running(tmp_path, FakeClock()) as service:
        assert service.picture.seq == 1


async def test_a_day_that_cannot_be_kept_now_is_told(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.hall_service", "could not be kept: storage-failed")
    service = await HallService.open(tmp_path, DEMO_HALL, FakeClock(), fail)
    await service.close()

    async with anyio.create_task_group() as group:
        group.start_soon(service.run)
        await anyio.sleep(0.05)
        group.cancel_scope.cancel()

    assert service.picture.service_day is None


def _forbid(_ledger: Ledger) -> None:
    raise PermissionError
