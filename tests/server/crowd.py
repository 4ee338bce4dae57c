"""Kiosks that ask a real server for tickets, and what it acknowledged to them, killed or not."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from server import control
from server.clock import SystemClock
from server.demo.scenery import morning_zone
from server.hall_service import HallService
from server.protocol.commands import IssueTicket
from server.protocol.events import TicketIssued
from server.protocol.frames import DEVICE_PATH
from server.protocol.identity import DeviceRole
from server.storage.chain import check_chain
from tests.history.operations import History

DEMO_HALL = Path("server/halls/demo.toml")
KIOSKS = 6


class NotServingError(Exception):
    """The server ended before it served, with this status."""


@dataclass(slots=True)
class Crowd:
    """What the kiosks asked, and what was acknowledged to them: request id to number."""

    keys: dict[str, str]
    url: str = ""
    is_over: bool = False
    goal: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[str] = field(default_factory=list)
    wishes: dict[str, IssueTicket] = field(default_factory=dict)
    """What was asked under each of these requests."""
    acknowledged: dict[str, str] = field(default_factory=dict)
    may_ask: asyncio.Event = field(default_factory=asyncio.Event)
    may_leave: bool = False
    """Whether visitors go away when they are told that the disk is full."""
    left: int = 0
    full: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a kiosk is told that the disk is full."""
    history: History = field(default_factory=History)
    log: Path | None = None
    """Where what the server writes to its standard error is kept, if anywhere."""

    def __post_init__(self) -> None:
        self.go_on()

    def go_on(self) -> None:
        self.may_ask.set()

    def pause(self) -> None:
        """Let each kiosk ask for no more than it has asked for."""
        self.may_ask.clear()

    @property
    def address(self) -> str:
        return self.url.replace("http://", "ws://") + DEVICE_PATH

    def acknowledge(self, request: str, number: str) -> None:
        self.acknowledged[request] = number
        if len(self.acknowledged) >= self.goal:
            self.reached.set()

    async def get_on(self, count: int) -> None:
        self.goal = len(self.acknowledged) + count
        self.reached.clear()
        await self.reached.wait()


async def check_store(data_dir: Path, crowd: Crowd) -> None:
    service = await HallService.open(data_dir)
    try:
        log = await service.read(lambda ledger: ledger.events.since(0, 0))
        rows, head = await service.read(lambda ledger: (ledger.events.rows(), ledger.head))
    finally:
        await service.close()
    issued = [entry.event for entry in log if isinstance(entry.event, TicketIssued)]

    assert {event.issue_request: event.number for event in issued} == crowd.acknowledged
    assert len({event.number for event in issued}) == len(issued) == len(crowd.asked)
    for series in {event.series for event in issued}:
        ordinals = sorted(event.ordinal for event in issued if event.series == series)
        assert ordinals == list(range(1, len(ordinals) + 1))
    assert check_chain(rows, head.hash) == len(log)


async def prepare(
    where: Path | str, kiosks: int = KIOSKS, hall_file: Path | None = None
) -> dict[str, str]:
    """Make a hall that never closes, with its kiosks; return their keys.

    Its file is written into the data directory, unless there is one.
    """
    service = await HallService.open(where, hall_file or round_the_clock(Path(where)))
    keys = {}
    for number in range(1, kiosks + 1):
        request = control.AddDevice(f"kiosk-{number}", DeviceRole.KIOSK)
        keys[request.device] = (await control.carry_out(service, request)).facts["key"]
    await service.tick()
    await service.close()
    return keys


def round_the_clock(data_dir: Path) -> Path:
    """Write a hall open at every hour, in a zone where it is ten o'clock: midnight is far."""
    hall_file = data_dir / "hall.toml"
    text = DEMO_HALL.read_text(encoding="utf-8")
    text = text.replace("1-5 09:00-18:30", "1-7 00:00-00:00")
    text = text.replace("[rules]", "[rules]\nkiosk_burst = 1000000", 1)
    text = text.replace("Asia/Almaty", morning_zone(SystemClock()))
    hall_file.write_text(text, encoding="utf-8")
    return hall_file


async def start(
    where: Path | str, crowd: Crowd, *before: str, hall_file: Path | None = None
) -> Process:
    """Start the server, ``before`` being the words of what it runs under, and let people come."""
    arguments = [
        "-m",
        "server",
        "run",
        "--plain",
        "--data" if isinstance(where, Path) else "--database",
        str(where),
        "--port",
        "0",
        "--no-mdns",
    ]
    if hall_file is not None:
        arguments += ["--hall-file", str(hall_file)]
    with (crowd.log or Path(os.devnull)).open("ab") as log:
        server = await asyncio.create_subprocess_exec(
            *before, sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, stderr=log
        )
    await invite(server, crowd)
    return server


async def stay(server: Process) -> None:
    """Fail when the server ends by itself; to be cancelled before it is ended."""
    status = await server.wait()
    msg = f"the server ended by itself, with {status}"
    raise AssertionError(msg)


@asynccontextmanager
async def ended_at_last(seconds: float) -> AsyncIterator[list[Process]]:
    """Give a list of processes that do not outlive the block, which has so many seconds.

    A test's own deadline is raised in whatever task runs at that moment, and may be lost there.
    """
    processes: list[Process] = []
    try:
        async with asyncio.timeout(seconds):
            yield processes
    finally:
        for process in processes:
            if process.returncode is None:
                for one in (*descendants(process.pid), process.pid):
                    with suppress(ProcessLookupError):
                        os.kill(one, signal.SIGKILL)
                await process.wait()


def descendants(process: int) -> tuple[int, ...]:
    """Return the processes below one, such as the server below the strace that looks at it."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    children = [int(one) for one in listed.read_text().split()] if listed.exists() else []
    return tuple(below for child in children for below in (*descendants(child), child))


async def invite(server: Process, crowd: Crowd) -> str:
    """Wait until the server says where it serves, send the kiosks there; return its URL.

    Raise NotServingError if it ends instead.
    """
    assert server.stdout is not None
    line = await server.stdout.readline()
    if not line:
        raise NotServingError(await server.wait())
    crowd.url = json.loads(line)["serving"]
    return crowd.url
