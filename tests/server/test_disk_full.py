"""A real disk that fills up under a running hall: no new tickets, but calls go on."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.hall_service import HallService
from server.protocol.commands import CallNext, IssueTicket, StartService
from server.protocol.errors import StorageFullError
from server.protocol.events import TicketCalled, TicketIssued
from server.storage.chain import check_chain
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.working_hall import KIOSK, OFFICIAL, new_id

DEMO_HALL = Path("server/halls/demo.toml")
DISK_BYTES = 40 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of 40 MiB, which only root can mount."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(disk)]
    mounted = subprocess.run(mounting, check=False, capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"no file system of its own size: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


async def test_a_full_disk_turns_visitors_away_serves_those_who_wait_and_recovers(
    small_disk: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.storage.committer", "the disk is full")
    expected_log.expect("server.storage.committer", "there is space again")
    service = await HallService.open(small_disk / "data", DEMO_HALL, FakeClock())
    await service.tick()
    waiting = [await issue(service) for _ in range(20)]

    ballast = fill(small_disk)
    waiting += await issue_until_full(service)
    called = [await call_and_start(service, "desk-1", before) for before in range(10)]
    with pytest.raises(StorageFullError):
        await issue(service)
    ballast.unlink()
    waiting.append(await issue(service))

    rows, head = await service.read(lambda ledger: (ledger.events.rows(), ledger.head))
    await service.close()
    assert called == waiting[:10]
    assert [row.kind for row in rows].count("TicketIssued") == len(waiting)
    assert len(set(waiting)) == len(waiting)
    assert check_chain(rows, head.hash) == len(rows)


async def test_a_disk_that_filled_up_overnight_lets_the_hall_open_and_call(
    small_disk: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.storage.sqlite", "no space for the reserve")
    expected_log.expect("server.storage.committer", "there is space again")
    evening = await HallService.open(small_disk / "data", DEMO_HALL, FakeClock())
    await evening.tick()
    waiting = await issue(evening)
    await evening.close()
    ballast = fill(small_disk, left=0)

    morning = await HallService.open(small_disk / "data", DEMO_HALL, FakeClock())
    with pytest.raises(StorageFullError):
        await issue(morning)
    called = await call_and_start(morning, "desk-1", 0)
    ballast.unlink()
    later = await issue(morning)
    await morning.close()

    assert called == waiting
    assert later != waiting


def fill(disk: Path, left: int = 100_000) -> Path:
    """Leave next to nothing of the disk."""
    free = os.statvfs(disk)
    ballast = disk / "ballast"
    ballast.write_bytes(b"x" * (free.f_bavail * free.f_frsize - left))
    return ballast


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
