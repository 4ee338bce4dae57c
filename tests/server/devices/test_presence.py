"""Tests of presence: two processes on one database, each knowing whom the other holds."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.devices.presence import (
    AWAY_LOOKS,
    GONE_LOOKS,
    LOOK_SECONDS,
    Consequences,
    Presence,
)
from server.hall_service import HallService
from server.protocol.identity import DeviceRole
from server.storage.devices import DeviceRow, key_digest
from tests.fakes.clock import FakeClock
from tests.server.engines import Engines
from tests.server.running_hall import running

KIOSK = "kiosk-1"


@dataclass
class Process:
    """One server process as far as presence goes."""

    service: HallService
    presence: Presence
    cut: list[str]
    gone: list[str]
    away: list[int]

    async def let_in(self, at: int) -> None:
        """Take the kiosk's hello."""
        await self.service.write(lambda ledger: ledger.devices.touch(KIOSK, at))
        self.presence.joined(KIOSK, at)


def consequences(cut: list[str], gone: list[str], away: list[int]) -> Consequences:
    return Consequences(cut.append, lambda kiosk, _: gone.append(kiosk), lambda: away.append(1))


@asynccontextmanager
async def processes(place: Path, count: int = 2) -> AsyncIterator[list[Process]]:
    async with AsyncExitStack() as stack:
        made = []
        for _ in range(count):
            service = await stack.enter_async_context(running(place, FakeClock()))
            cut: list[str] = []
            gone: list[str] = []
            away: list[int] = []
            presence = Presence(service, consequences(cut, gone, away))
            made.append(Process(service, presence, cut, gone, away))
        row = DeviceRow(KIOSK, DeviceRole.KIOSK, key_digest("ab" * 32))
        await made[0].service.write(lambda ledger: ledger.devices.add(row))
        yield made


async def look(*those: Process, times: int = 1) -> None:
    for _ in range(times):
        for process in those:
            await process.presence.look()


async def test_a_kiosk_that_its_process_holds_is_not_gone(
    postgresql: Engines, tmp_path: Path
) -> None:
    async with processes(tmp_path) as (one, other):
        await one.let_in(1000)

        await look(one, other, times=2 * GONE_LOOKS)

        assert (one.cut, one.gone, other.cut, other.gone) == ([], [], [], [])
        assert postgresql.is_postgresql


async def test_a_kiosk_whose_process_is_dead_is_gone_once(
    postgresql: Engines, tmp_path: Path
) -> None:
    async with processes(tmp_path) as (one, other):
        await one.let_in(1000)
        await look(one, other)

        await look(other, times=2 * GONE_LOOKS)

        assert (one.gone, other.gone) == ([], [KIOSK])
        assert postgresql.is_postgresql


async def test_a_link_that_has_a_newer_one_elsewhere_is_cut(
    postgresql: Engines, tmp_path: Path
) -> None:
    async with processes(tmp_path) as (one, other):
        await one.let_in(1000)
        await look(one, other)
        await other.let_in(99_000_000_000_000)

        await look(one, other, times=3)

        assert (one.cut, other.cut) == ([KIOSK], [])
        assert (one.gone, other.gone) == ([], [])
        assert postgresql.is_postgresql


async def test_a_process_that_is_alone_looks_at_no_others(tmp_path: Path) -> None:
    async with processes(tmp_path, 1) as (one,):
        await one.let_in(1000)

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS / 4):
                await one.presence.run()

        found = await one.service.read(lambda ledger: ledger.devices.find(KIOSK))
        assert found is not None
        assert found.last_seen == 1000


@pytest.mark.parametrize("newer", [False, True])
async def test_a_link_that_ended_here_is_touched_no_more(
    postgresql: Engines, tmp_path: Path, *, newer: bool
) -> None:
    async with processes(tmp_path) as (one, other):
        await one.let_in(1000)
        one.presence.left(KIOSK)
        if newer:
            await other.let_in(2000)

        await look(one, other, times=GONE_LOOKS)

        assert one.gone == ([] if newer else [KIOSK])
        assert one.cut == []
        assert postgresql.is_postgresql


async def test_devices_are_let_go_when_the_database_stays_away(
    postgresql: Engines, tmp_path: Path
) -> None:
    async with processes(tmp_path) as (one, other):
        await one.let_in(1000)
        await one.service.close()

        await look(one, other, times=AWAY_LOOKS - 1)
        before = list(one.away)
        await look(one, other)

        assert (before, one.away, other.away) == ([], [1], [])
        assert postgresql.is_postgresql
