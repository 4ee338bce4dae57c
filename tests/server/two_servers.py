"""Two real server processes on one cluster, with kiosks, desks and boards at either of them."""

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from server import control
from server.console.passwords import hash_password
from server.hall_service import HallService
from server.protocol.codec import decode_from_server, encode
from server.protocol.events import Entry, TicketCalled
from server.protocol.frames import FromServer, Heartbeat, Hello, ResumePoint, Update, Welcome
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole, Role
from server.protocol.snapshots import CallPlaced
from server.storage.postgres_settings import connect_raw
from tests.journeys.invariants import Record
from tests.server.asking import take_tickets
from tests.server.console.working_console import PASSWORD, Person
from tests.server.crowd import Crowd, invite, round_the_clock

DESKS = 16
DEMO_DESKS = 8
SERVING_SECONDS = 60.0
SECONDS_EACH = 0.5

_KIOSKS = ({"kiosk-1", "kiosk-2", "kiosk-3"}, {"kiosk-4", "kiosk-5", "kiosk-6"})

_MORE_DESKS = """
[[desks]]
id = "desk-{number}"
label = "{number}"
zone = "main"
services = ["justice-appeal", "labour-appeal", "justice-lawyer", "akimat-housing"]
"""


@dataclass(slots=True)
class Watcher:
    """A board that keeps what it is told, linked again after each loss."""

    key: str
    device: str
    crowd: Crowd
    calls: list[int] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    seen: ResumePoint | None = None

    async def watch(self) -> None:
        """Follow the hall until cancelled."""
        while True:
            with suppress(OSError, WebSocketException, TimeoutError):
                async with connect(self.crowd.address, open_timeout=2) as link:
                    hello = Hello(
                        PROTOCOL_VERSION,
                        "hall-demo",
                        self.device,
                        DeviceRole.DISPLAY,
                        self.key,
                        self.seen,
                    )
                    await link.send(encode(hello).decode())
                    async for text in link:
                        self._take(decode_from_server(text))
            await asyncio.sleep(0.05)

    def _take(self, frame: FromServer) -> None:
        if isinstance(frame, Update):
            if self.seen is not None and frame.after != self.seen.seq:
                self.gaps.append(f"{frame.seq} came after {frame.after}, not {self.seen.seq}")
            self.calls += [c.call.call for c in frame.changes if isinstance(c, CallPlaced)]
        if isinstance(frame, Welcome) and frame.snapshot is not None and self.seen is not None:
            self.gaps.append(f"a snapshot at {frame.seq} instead of what was missed")
        if isinstance(frame, Welcome | Update | Heartbeat):
            self.seen = ResumePoint(frame.epoch, frame.seq)


@dataclass(slots=True)
class Hall:
    """The cluster's hall, its processes, and who is linked to which."""

    url: str
    logs: Path
    crowds: list[Crowd]
    watchers: list[Watcher]
    processes: list[Process] = field(default_factory=list)
    is_over: bool = False

    async def start(self) -> None:
        """Start a process for each half of the people."""
        for number, crowd in enumerate(self.crowds):
            with (self.logs / f"server-{number}.log").open("ab") as log:
                flags = ["--database", self.url, "--port", "0", "--no-mdns", "--plain"]
                command = [sys.executable, "-P", "-m", "server", "run", *flags]
                process = await asyncio.create_subprocess_exec(
                    *command, stdout=asyncio.subprocess.PIPE, stderr=log
                )
            self.processes.append(process)
            await invite(process, crowd)

    async def work_at(self, number: int) -> None:
        """Be the official of a desk, at one process and then the other, until it is over."""
        crowd = self.crowds[number % 2]
        async with httpx.AsyncClient(base_url=crowd.url, timeout=10) as client:
            official = Person(client)
            while not self.is_over:
                client.base_url = httpx.URL(crowd.url)
                with suppress(httpx.HTTPError, AssertionError):
                    await self._press(official, number)
                await asyncio.sleep(0)

    async def _press(self, official: Person, number: int) -> None:
        answer = await official.open("/desk")
        if answer.url.path == "/login":
            await official.send("/login", login=f"official-{number}", password=PASSWORD)
        elif answer.url.path == "/desk/choose":
            await official.send("/desk/choose", desk=f"desk-{number}")
        elif official.number and (await official.press("start")).status_code < 400:
            return
        else:
            await official.press("next")

    async def serve(self, visitors: int) -> None:
        """Let so many come at each process, and work until nobody waits."""
        desks = [asyncio.create_task(self.work_at(n)) for n in range(1, DESKS + 1)]
        coming = [
            asyncio.create_task(take_tickets(crowd, kiosk))
            for crowd in self.crowds
            for kiosk in crowd.keys
        ]
        await asyncio.gather(*(crowd.get_on(visitors) for crowd in self.crowds))
        for crowd in self.crowds:
            crowd.is_over = True
        await asyncio.gather(*coming)
        async with asyncio.timeout(SERVING_SECONDS + visitors * SECONDS_EACH):
            while self._waiting():  # noqa: ASYNC110 - the database sets no event
                await asyncio.sleep(0.2)
        self.is_over = True
        await asyncio.gather(*desks)

    def _waiting(self) -> int:
        with suppress(psycopg.OperationalError), connect_raw(self.url) as raw:
            found = raw.execute(
                "select count(*) from legs where state in ('waiting', 'unclaimed', 'called')"
            ).fetchone()
            return found[0] if found else 0
        return 1  # the cluster is away: nobody knows

    @property
    def acknowledged(self) -> dict[str, str]:
        """Return all that reached a kiosk."""
        return {r: number for crowd in self.crowds for r, number in crowd.acknowledged.items()}


async def record_of(hall: Hall) -> Record:
    """Return what the cluster kept."""
    service = await HallService.open(hall.url)
    try:
        rows, head = await service.read(lambda ledger: (ledger.events.rows(), ledger.head))
        return Record(service.config, rows, head.hash, hall.acknowledged, ())
    finally:
        await service.close()


def calls_of(entries: list[Entry]) -> list[int]:
    """Return the calls of a log in order."""
    return [entry.seq for entry in entries if isinstance(entry.event, TicketCalled)]


@asynccontextmanager
async def two_servers(url: str, place: Path) -> AsyncIterator[Hall]:
    """Run a hall of 16 desks on two processes until the block ends."""
    hall_file = round_the_clock(place)
    with hall_file.open("a", encoding="utf-8") as file:
        for number in range(DEMO_DESKS + 1, DESKS + 1):
            file.write(_MORE_DESKS.format(number=number))
    keys = await _let_in(url, hall_file)
    crowds = [Crowd({k: v for k, v in keys.items() if k in some}) for some in _KIOSKS]
    watchers = [Watcher(keys[f"board-{n}"], f"board-{n}", c) for n, c in enumerate(crowds)]
    hall = Hall(url, place, crowds, watchers)
    await hall.start()
    watching = [asyncio.create_task(watcher.watch()) for watcher in watchers]
    try:
        yield hall
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        for process in hall.processes:
            with suppress(ProcessLookupError):
                process.terminate()
        await asyncio.gather(*(process.wait() for process in hall.processes))


async def _let_in(url: str, hall_file: Path) -> dict[str, str]:
    """Import the hall, let its devices and officials in; return the devices' keys."""
    service = await HallService.open(url, hall_file)
    keys = {}
    try:
        await service.tick()
        for kiosk in sorted(_KIOSKS[0] | _KIOSKS[1]):
            order = control.AddDevice(kiosk, DeviceRole.KIOSK)
            keys[kiosk] = (await control.carry_out(service, order)).facts["key"]
        for board in ("board-0", "board-1"):
            order = control.AddDevice(board, DeviceRole.DISPLAY, "main")
            keys[board] = (await control.carry_out(service, order)).facts["key"]
        password = hash_password(PASSWORD)
        for number in range(1, DESKS + 1):
            person = control.AddOfficial(f"official-{number}", Role.OFFICIAL, password)
            await control.carry_out(service, person)
    finally:
        await service.close()
    return keys
