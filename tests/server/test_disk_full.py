"""A real disk that fills up under a running hall: no new tickets, but calls go on."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from server.hall_service import HallService
from server.protocol.booking_commands import CheckIn
from server.protocol.commands import CallNext, IssueTicket, StartService
from server.protocol.errors import StorageFullError
from server.protocol.events import TicketCalled, TicketIssued
from server.storage.chain import check_chain
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.small_disk import fill, small_disk
from tests.server.working_hall import KIOSK, OFFICIAL, new_id

DEMO_HALL = Path("server/halls/demo.toml")
DISK_BYTES = 40 * 1024 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path, DISK_BYTES) as disk:
        yield disk


async def test_a_full_disk_turns_visitors_away_serves_those_who_wait_and_recovers(
    disk: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.storage.committer", "the disk is full")
    expected_log.expect("server.storage.committer", "there is space again")
    service = await HallService.open(disk / "data", DEMO_HALL, FakeClock())
    await service.tick()
    waiting = [await issue(service) for _ in range(20)]

    ballast = fill(disk)
    waiting += await issue_until_full(service)
    called = [await call_and_start(service, "desk-1", before) for before in range(10)]
    with pytest.raises(StorageFullError):
        await issue(service)
    with pytest.raises(StorageFullError):
        await service.carry_out(CheckIn(request_id=new_id(), code="482913", language="kk"), KIOSK)
    ballast.unlink()
    waiting.append(await issue(service))

    rows, head = await service.read(lambda ledger: (ledger.events.rows(), ledger.head))
    await service.close()
    assert called == waiting[:10]
    assert [row.kind for row in rows].count("TicketIssued") == len(waiting)
    assert len(set(waiting)) == len(waiting)
    assert check_chain(rows, head.hash) == len(rows)


async def test_a_disk_that_filled_up_overnight_lets_the_hall_open_and_call(
    disk: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.storage.sqlite", "no space for the reserve")
    expected_log.expect("server.storage.committer", "there is space again")
    evening = await HallService.open(disk / "data", DEMO_HALL, FakeClock())
    await evening.tick()
    waiting = await issue(evening)
    await evening.close()
    ballast = fill(disk, left=0)

    morning = await HallService.open(disk / "data", DEMO_HALL, FakeClock())
    with pytest.raises(StorageFullError):
        await issue(morning)
    called = await call_and_start(morning, "desk-1", 0)
    ballast.unlink()
    later = await issue(morning)
    await morning.close()

    assert called == waiting
    assert later != waiting


async def test_a_long_log_gives_its_space_back_once_nobody_reads_it(
    disk: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.storage.committer", "the disk is full")
    expected_log.expect("server.storage.committer", "there is space again")
    service = await HallService.open(disk / "data", DEMO_HALL, FakeClock())
    await service.tick()
    with reading(disk / "data"):  # nothing of the log can be used anew meanwhile
        waiting = await issue_until_full(service)
        log = (disk / "data" / "kezek.db-wal").stat().st_size
        called = [await call_and_start(service, "desk-1", before) for before in range(10)]
        with pytest.raises(StorageFullError):
            await issue(service)
    later = await issue_when_there_is_space(service)
    rows, head = await service.read(lambda ledger: (ledger.events.rows(), ledger.head))
    await service.close()

    assert log > DISK_BYTES // 2
    assert called == waiting[:10]
    assert [row.kind for row in rows].count("TicketIssued") == len({*waiting, later})
    assert check_chain(rows, head.hash) == len(rows)
    assert (disk / "data" / "reserve").exists()


@contextmanager
def reading(data: Path) -> Iterator[None]:
    """Read the store at one moment, as a backup or a long report does, until the block ends."""
    with closing(sqlite3.connect(data / "kezek.db", isolation_level=None)) as reader:
        reader.execute("begin")
        reader.execute("select * from halls").fetchall()
        yield


async def issue_when_there_is_space(service: HallService) -> str:
    async with asyncio.timeout(20):
        while True:
            with suppress(StorageFullError):
                return await issue(service)
            await asyncio.sleep(0.1)


async def issue(service: HallService) -> str:
    command = IssueTicket(request_id=new_id(), service="justice-appeal", language="kk")
    (entry,) = await service.carry_out(command, KIOSK)
    assert isinstance(entry.event, TicketIssued)
    return entry.event.number


async def issue_until_full(service: HallService) -> list[str]:
    issued: list[str] = []
    try:
        while len(issued) < 1000:
            issued.append(await issue(service))
    except StorageFullError:
        return issued
    msg = "the disk did not fill up"
    raise AssertionError(msg)


async def call_and_start(service: HallService, desk: str, before: int) -> str:
    seen = service.picture.occupancy.desk(desk)
    assert (seen is None) == (before == 0)
    current = seen.ticket if seen else None
    command = CallNext(request_id=new_id(), desk=desk, current=current)
    called = (await service.carry_out(command, OFFICIAL))[-1].event
    assert isinstance(called, TicketCalled)
    starting = StartService(request_id=new_id(), desk=desk, ticket=called.ticket)
    await service.carry_out(starting, OFFICIAL)
    return called.number
