"""Kiosks that ask a real server for tickets, and what it acknowledged to them, killed or not."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import Process
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from server import control
from server.client.asks import MAX_RECEIVED
from server.clock import SystemClock
from server.demo.scenery import morning_zone
from server.hall_service import HallService
from server.protocol.codec import decode_from_server, encode
from server.protocol.commands import IssueTicket
from server.protocol.errors import StorageFailedError, StorageFullError, UnavailableError
from server.protocol.events import TicketIssued
from server.protocol.frames import DEVICE_PATH, Answer, Ask, Hello, Received, Refusal, Welcome
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole
from server.storage.chain import check_chain
from tests.history.operations import End, History

DEMO_HALL = Path("server/halls/demo.toml")
KIOSKS = 6
MAY_BE_ASKED_AGAIN = {
    StorageFailedError.code,
    StorageFullError.code,
    UnavailableError.code,  # a database that is away for a moment
}
SERVICES = ("justice-appeal", "labour-appeal", "justice-lawyer", "akimat-housing")


class NotAnsweredError(Exception):
    """The server said that it cannot: its storage has failed or is full; the code says which."""


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
    """Wait until the server says where it serves, send the kiosks there; return its URL."""
    assert server.stdout is not None
    crowd.url = json.loads(await server.stdout.readline())["serving"]
    return crowd.url


async def take_tickets(crowd: Crowd, kiosk: str) -> None:
    """Ask for one ticket after another, each again and again until it is answered."""
    pending: IssueTicket | None = None
    received: deque[str] = deque(maxlen=MAX_RECEIVED)
    while pending is not None or not crowd.is_over:
        try:
            async with connect(crowd.address, open_timeout=2) as link:
                await say_hello(link, kiosk, crowd.keys[kiosk], tuple(received))
                while pending is not None or not crowd.is_over:
                    await crowd.may_ask.wait()
                    pending = pending or new_ticket(crowd)
                    crowd.history.invoke(kiosk, pending.request_id)
                    await link.send(encode(Ask(pending)).decode())
                    number = await take_answer(link, pending, crowd)
                    crowd.history.end(kiosk, pending.request_id, End.OK, number)
                    received.append(pending.request_id)
                    pending = None
        except NotAnsweredError as error:
            if pending is not None and error.args == (StorageFullError.code,):
                crowd.history.end(kiosk, pending.request_id, End.NOT_DONE)
                crowd.full.set()
            await asyncio.sleep(0.05)
        except (OSError, WebSocketException, TimeoutError):
            await asyncio.sleep(0.05)


async def say_hello(
    link: ClientConnection, kiosk: str, key: str, received: tuple[str, ...] = ()
) -> None:
    """Say hello, and which numbers have come: those that have not are set aside."""
    hello = Hello(PROTOCOL_VERSION, "hall-demo", kiosk, DeviceRole.KIOSK, key, received=received)
    await link.send(encode(hello).decode())
    answer = decode_from_server(await asyncio.wait_for(link.recv(), 5))
    assert isinstance(answer, Welcome)


def new_ticket(crowd: Crowd) -> IssueTicket:
    request = str(uuid4())
    crowd.asked.append(request)
    service = SERVICES[len(crowd.asked) % len(SERVICES)]
    crowd.wishes[request] = IssueTicket(request_id=request, service=service, language="kk")
    return crowd.wishes[request]


async def take_answer(link: ClientConnection, asked: IssueTicket, crowd: Crowd) -> str:
    """Return the number that was given, once it is acknowledged to the server."""
    while True:
        frame = decode_from_server(await asyncio.wait_for(link.recv(), 5))
        if isinstance(frame, Answer):
            break
        if isinstance(frame, Refusal):
            assert frame.failure.code in MAY_BE_ASKED_AGAIN, frame
            raise NotAnsweredError(frame.failure.code)
    (issued,) = frame.events
    assert isinstance(issued, TicketIssued)
    assert frame.request_id == issued.issue_request == asked.request_id
    crowd.acknowledge(asked.request_id, issued.number)
    await link.send(encode(Received((asked.request_id,))).decode())
    return issued.number
