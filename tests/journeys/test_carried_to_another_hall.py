"""A kiosk is carried from one hall to another of the same id, and back: no number goes astray."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from server import control
from server.demo.cast import (
    EPSON,
    RehearsedKiosk,
    RunningServer,
    VirtualPrinter,
    kiosk_flags,
    rehearsal_environment,
    start_server,
)
from server.demo.pairing import confirm, read_code
from server.demo.processes import Stage
from server.demo.scenery import Scenery, set_up
from server.protocol.events import Entry, TicketIssued
from server.protocol.offline_events import OfflineMerged
from server.storage.event_log import as_entry
from tests.journeys.centre import choose
from tests.journeys.hall_log import read_log
from tests.journeys.waiting import until

SIZE = "720x1280"


@dataclass(slots=True)
class Halls:
    """Two halls that began with one hall file, and the kiosk between them."""

    stage: Stage
    printer: VirtualPrinter
    state: Path

    async def kiosk(self, hall: Scenery, server: RunningServer, *more: str) -> RehearsedKiosk:
        """Switch the kiosk on in this hall."""
        flags = kiosk_flags(hall, server.address, "kiosk-1", self.printer, EPSON, SIZE)
        return await RehearsedKiosk.start(
            self.stage, "kiosk-1", *flags, "--state-dir", str(self.state), *more
        )

    async def paired(self, hall: Scenery, server: RunningServer) -> RehearsedKiosk:
        """Pair the kiosk with this hall, whatever it belonged to before."""
        kiosk = await self.kiosk(hall, server, "--pair-anew")
        await confirm(hall.data, await read_code("kiosk-1", kiosk.state), "At the door")
        await kiosk.wait("link:up")
        await kiosk.wait("page:welcome")
        return kiosk

    def kept(self) -> str:
        """Return what the kiosk tells an administrator that it keeps for other halls."""
        command = [sys.executable, "-m", "kiosk", "--kept", "--state-dir", str(self.state)]
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, env={"LANG": "ru_RU.UTF-8"}
        )
        return done.stdout


@pytest.fixture
async def halls(tmp_path: Path) -> AsyncIterator[Halls]:
    """Give a kiosk with a printer."""
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage:
        printer = await VirtualPrinter.start(stage, "printer", tmp_path / "papers", "--port", "0")
        yield Halls(stage, printer, tmp_path / "kiosk")


async def twins(folder: Path) -> tuple[Scenery, Scenery]:
    first = await set_up(folder / "first", logins=(), is_morning=True, has_keys=False)
    (folder / "second").mkdir()
    shutil.copy(first.hall_file, folder / "second" / "hall.toml")
    second = await set_up(folder / "second", logins=(), is_morning=True, has_keys=False)
    assert first.hall == second.hall
    return first, second


def entries(hall: Scenery) -> list[Entry]:
    return [as_entry(row) for row in read_log(hall.data, hall.hall)[0]]


def issued(hall: Scenery) -> list[str]:
    return [each.event.number for each in entries(hall) if isinstance(each.event, TicketIssued)]


def is_merged(hall: Scenery) -> bool:
    return any(isinstance(each.event, OfflineMerged) for each in entries(hall))


async def take(kiosk: RehearsedKiosk) -> str:
    """Take a ticket and its paper, and leave."""
    await choose(kiosk, "labour-appeal", "ru")
    await kiosk.touch("claim-none")
    await kiosk.wait("page:ticket")
    number = str((await kiosk.state())["number"])
    await kiosk.wait("paper:printed", 30)
    await kiosk.touch("done")
    return number


@pytest.mark.timeout(150)
async def test_numbers_wait_for_their_own_hall_and_come_to_no_other(
    halls: Halls, tmp_path: Path
) -> None:
    first, second = await twins(tmp_path)
    server = await start_server(halls.stage, first, 0)
    kiosk = await halls.paired(first, server)
    await server.program.kill()
    alone = [await take(kiosk), await take(kiosk)]
    await kiosk.program.end()

    other = await start_server(halls.stage, second, 0)
    kiosk = await halls.paired(second, other)
    ordinary = await take(kiosk)
    kept = await asyncio.to_thread(halls.kept)
    await other.program.kill()
    there = await take(kiosk)
    await kiosk.program.end()

    server = await start_server(halls.stage, first, 0)
    await asyncio.to_thread(control.ask, first.data, control.RevokeDevice("kiosk-1"))
    kiosk = await halls.paired(first, server)
    await until(lambda: is_merged(first), "the numbers of the first hall")
    await kiosk.program.end()

    assert alone == ["K1-01", "K1-02"]
    assert "2, с K1-01 по K1-02" in kept
    assert there == "K1-01"
    assert issued(first) == alone
    assert issued(second) == [ordinary]
    assert not is_merged(second)
