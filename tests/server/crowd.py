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
from server.protocol.errors import (
    StorageFailedError,
    StorageFullError,
    UnavailableError,
    UnknownServiceError,
)
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
MISTAKEN_EACH = 9
NO_SERVICE = "no-such-service"
"""What every ninth visitor of a kiosk asks for: a rule says no, and no ticket may be of that."""
CLAIMING_EACH = 5
SERVICES = ("justice-appeal", "labour-appeal", "justice-lawyer", "akimat-housing")


class NotAnsweredError(Exception):
    """The server said that it cannot or will not; the code says why."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


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


async def take_tickets(crowd: Crowd, kiosk: str) -> None:
    """Ask for one ticket after another, each again and again until it is answered."""
    asker = _Asker(crowd, kiosk)
    while asker.wants_more():
        try:
            async with connect(crowd.address, open_timeout=2) as link:
                await say_hello(link, kiosk, crowd.keys[kiosk], tuple(asker.received))
                while asker.wants_more():
                    await crowd.may_ask.wait()
                    await asker.ask(link)
        except NotAnsweredError as error:
            asker.wait_or_leave(error.code)
            await asyncio.sleep(0.05)
        except (OSError, WebSocketException, TimeoutError):
            asker.is_sure = False
            await asyncio.sleep(0.05)


class _Asker:
    """The visitors of one kiosk; the one who is there asks until he is told something for good."""

    def __init__(self, crowd: Crowd, kiosk: str) -> None:
        self.received: deque[str] = deque(maxlen=MAX_RECEIVED)
        self.is_sure = True
        """Whether every answer to this wish came, so that it is certain what was not done."""
        self._crowd = crowd
        self._kiosk = kiosk
        self._wish: IssueTicket | None = None
        self._visitors = 0

    def wants_more(self) -> bool:
        return self._wish is not None or not self._crowd.is_over

    async def ask(self, link: ClientConnection) -> None:
        wish = self._wish = self._wish or self._next_wish()
        history = self._crowd.history
        history.invoke(self._kiosk, wish.request_id)
        await link.send(encode(Ask(wish)).decode())
        try:
            number = await take_answer(link, wish, self._crowd)
        except NotAnsweredError as error:
            if error.code in MAY_BE_ASKED_AGAIN:
                raise
            history.end(self._kiosk, wish.request_id, End.REFUSED)
        else:
            history.end(self._kiosk, wish.request_id, End.OK, number)
            self.received.append(wish.request_id)
        self._wish = None

    def wait_or_leave(self, code: str) -> None:
        """When the disk is full every second visitor goes away; nobody may ever call him."""
        if self._wish is None or code != StorageFullError.code:
            self.is_sure = False
            return
        self._crowd.history.end(self._kiosk, self._wish.request_id, End.NOT_DONE)
        self._crowd.full.set()
        if self._crowd.may_leave and self.is_sure and self._visitors % 2:
            self._crowd.left += 1
            if self._wish.service != NO_SERVICE:
                self._crowd.asked.remove(self._wish.request_id)
            self._wish = None

    def _next_wish(self) -> IssueTicket:
        self.is_sure = True
        self._visitors += 1
        if self._visitors % MISTAKEN_EACH:
            return new_ticket(self._crowd)
        wish = IssueTicket(request_id=str(uuid4()), service=NO_SERVICE, language="kk")
        self._crowd.wishes[wish.request_id] = wish
        return wish


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
    claim = None if len(crowd.asked) % CLAIMING_EACH else "veterans"
    wish = IssueTicket(request_id=request, service=service, language="kk", claim=claim)
    crowd.wishes[request] = wish
    return wish


async def take_answer(link: ClientConnection, asked: IssueTicket, crowd: Crowd) -> str:
    """Return the number that was given, once it is acknowledged to the server."""
    while True:
        frame = decode_from_server(await asyncio.wait_for(link.recv(), 5))
        if isinstance(frame, Answer):
            break
        if isinstance(frame, Refusal):
            assert frame.failure.code in MAY_BE_ASKED_AGAIN | {UnknownServiceError.code}, frame
            raise NotAnsweredError(frame.failure.code)
    (issued,) = frame.events
    assert isinstance(issued, TicketIssued)
    assert frame.request_id == issued.issue_request == asked.request_id
    crowd.acknowledge(asked.request_id, issued.number)
    await link.send(encode(Received((asked.request_id,))).decode())
    return issued.number
