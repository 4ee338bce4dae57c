"""Tests of a running hall: told when durable, kept by its clock, the same after a restart."""

import subprocess
import sys
from pathlib import Path

import pytest

from server.hall_service import EXIT_NOT_TRUSTED, HallService
from server.protocol.commands import CallNext
from server.protocol.errors import (
    DayNotOpenError,
    NoOneWaitingError,
    RequestReusedError,
    ServiceClosedError,
)
from server.protocol.events import Entry, TicketIssued
from server.protocol.hall_events import ClockAdjusted
from server.protocol.identity import Actor, ActorKind
from server.storage.faults import StoreError
from server.storage.ledger import Ledger
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.engines import ENGINES
from tests.server.running_hall import running, wish
from tests.server.working_hall import KIOSK, OFFICIAL, TODAY, new_id

pytestmark = pytest.mark.usefixtures("engine")

HOUR_MS = 3_600_000
OTHER_OFFICIAL = Actor(ActorKind.OFFICIAL, "o-2")


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


IMPOSSIBLE = """
import asyncio, sys
from pathlib import Path
from server.hall_service import HallService
from server.protocol.events import ServiceStarted
from server.protocol.identity import SERVER_ACTOR

async def main(data_dir):
    service = await HallService.open(data_dir, Path("server/halls/demo.toml"))
    nobody = ServiceStarted(ticket="t", leg="l", number="A001", desk="desk-1")
    await service.write(lambda ledger: ledger.append(nobody, SERVER_ACTOR, service.now()))
    print("acknowledged")

asyncio.run(main(Path(sys.argv[1])))
"""


def test_a_picture_that_cannot_take_an_entry_in_ends_the_process_unacknowledged(
    tmp_path: Path,
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", IMPOSSIBLE, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert (ended.returncode, ended.stdout) == (EXIT_NOT_TRUSTED, "")
    assert "the picture could not take in what happened: KeyError('desk-1')" in ended.stderr


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
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.hall_service", "clock was set to 2026-11-23 07:00:00")
    clock = FakeClock()
    async with running(tmp_path, clock) as service:  # one millisecond after its import
        await service.tick()
        before = service.now()

        clock.set_wall(clock.wall_ms() - 3 * HOUR_MS)
        await service.correct_clock()
        clock.advance(minutes=2)
        await service.correct_clock()

        assert service.now() == before + 120_000
        assert service.time().wall_offset_ms == -3 * HOUR_MS - 1
        assert service.local(before).isoformat() == "2026-11-23T07:00:00+05:00"
        with pytest.raises(ServiceClosedError):
            await service.carry_out(wish(), KIOSK)


async def test_hall_time_goes_on_when_the_wall_clock_went_back_while_the_server_was_off(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    if ENGINES.is_postgresql:  # the others may know better: it has to stand
        expected_log.expect("server.hall_service", "clock was set to 2026-11-23 08:00:00")
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await service.tick()
        last = service.now()
    clock.set_wall(clock.wall_ms() - 2 * HOUR_MS)

    async with running(tmp_path, clock) as again:
        started = again.now()
        clock.advance(minutes=2)
        await again.correct_clock()
        log = await again.read(lambda ledger: ledger.events.since(0, 0))
        now = again.time()

    assert started == last + 1
    assert [entry.event for entry in log[2:]] == [
        ClockAdjusted(wall_offset_ms=clock.wall_ms() - now.at)
    ]
    assert again.local(now.at).isoformat() == "2026-11-23T08:02:00+05:00"


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


async def test_a_hall_that_cannot_be_opened_lets_its_directory_go(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="needs a hall file"):
        await HallService.open(tmp_path)

    async with running(tmp_path, FakeClock()) as service:
        assert service.picture.seq == 1


def _forbid(_ledger: Ledger) -> None:
    raise PermissionError
