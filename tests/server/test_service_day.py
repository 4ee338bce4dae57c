"""Tests of the service day of a running hall: by its hours, by hand, and across restarts."""

from pathlib import Path

import anyio
import pytest

from server.hall_service import HallService
from server.protocol.commands import CloseDay, OpenDay
from server.protocol.events import DayClosed, DayOpened, Entry
from server.storage.ledger import Ledger
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.engines import ENGINES
from tests.server.running_hall import DEMO_HALL, fail, running, wish
from tests.server.working_hall import ADMIN, KIOSK, TODAY, TOMORROW, new_id

pytestmark = pytest.mark.usefixtures("engine")


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


async def test_a_day_opened_again_after_hours_stays_open_until_the_night_and_restarts(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await service.tick()
        await service.carry_out(wish(), KIOSK)
        clock.advance(hours=10)
        await service.tick()
        closed = service.picture.service_day
        await service.carry_out(OpenDay(request_id=new_id(), service_day=TODAY), ADMIN)
        await service.tick()
        before = service.picture
    async with running(tmp_path, clock) as again:
        await again.tick()

        assert closed is None
        assert before.service_day == again.picture.service_day == TODAY
        assert len(again.picture.waiting()) == 1


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


async def test_the_day_is_kept_without_being_asked(tmp_path: Path) -> None:
    async with running(tmp_path, FakeClock()) as service:
        opened = anyio.Event()
        service.subscribe(lambda _entries: opened.set())

        async with anyio.create_task_group() as group:
            group.start_soon(service.run)
            await opened.wait()
            group.cancel_scope.cancel()

        assert service.picture.service_day == TODAY


async def test_a_day_that_cannot_be_kept_now_is_told(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.hall_service", "could not be kept: storage-failed")
    service = await HallService.open(ENGINES.where(tmp_path), DEMO_HALL, FakeClock(), fail)
    await service.close()

    async with anyio.create_task_group() as group:
        group.start_soon(service.run)
        await anyio.sleep(0.05)
        group.cancel_scope.cancel()

    assert service.picture.service_day is None
