"""A real console on loopback inside the test's own loop, and officials who use it by HTTP."""

import asyncio
import re
import socket
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from litestar import Litestar

from server.app import create_app
from server.booking_imports import BookingImports
from server.booking_routes import booking_routes
from server.console.console import Console
from server.console.log_check import LogCheck
from server.console.passwords import hash_password
from server.console.routes import console_routes, page_of_refusal
from server.console.setup_code import SetupCode
from server.devices.endpoint import DeviceEndpoint
from server.hall_service import HallService
from server.protocol.commands import IssueTicket
from server.protocol.events import TicketIssued
from server.protocol.identity import DeviceRole
from server.storage.authorities import AuthorityRow, AuthorityState
from server.storage.ledger import Ledger
from server.storage.people import People
from server.trust.authority_files import authority_routes
from server.trust.knocks import WaitingDevice
from server.trust.trust import ShownLeaf, Trust, TrustOptions
from tests.fakes.clock import FakeClock
from tests.server.working_hall import KIOSK, new_id

HALL_FILE = Path("server/halls/demo.toml")
DAY_MS = 24 * 3600 * 1000
PEM = "-----BEGIN CERTIFICATE-----\nTm90aGluZw==\n-----END CERTIFICATE-----\n"
AUTHORITY = AuthorityRow("K7QM-2HXV-BW9D-4TRC", AuthorityState.CURRENT, PEM, "", 0)
"""An authority as pages show it; nothing is signed by it."""

PASSWORD = "a long password"
PASSWORD_HASH = hash_password(PASSWORD)
WAIT_SECONDS = 8.0
PATIENCE_SECONDS = 30.0
"""A busy computer answers late, which is no fault of a page."""

NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Whom browsers trust that use no TLS: to read who is trusted elsewhere takes long."""
SEVERAL_BODIES = "justice-appeal"
"""A service that desks 1 and 2 both serve."""


class Person:
    """Somebody at a browser; remembers cookies and the page that is open."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        """Sit down before an empty page."""
        self.client = client
        self.page = ""

    async def open(self, path: str) -> httpx.Response:
        """Open a page, wherever it leads."""
        answer = await self.client.get(path, follow_redirects=True)
        self.page = answer.text
        return answer

    async def send(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of the open page."""
        return await self.client.post(path, data={"csrf": self.csrf, **fields})

    async def log_in(self, login: str, password: str = PASSWORD) -> httpx.Response:
        """Log in, or try to."""
        await self.open("/login")
        return await self.send("/login", login=login, password=password)

    async def sit_at(self, desk: str, login: str = "aigerim") -> None:
        """Log in and choose a desk."""
        assert (await self.log_in(login)).status_code == 303
        await self.open("/desk/choose")
        assert (await self.send("/desk/choose", desk=desk)).status_code == 303
        await self.open("/desk")

    async def press(self, action: str, **fields: str) -> httpx.Response:
        """Press a button of the open page, as a browser without scripts does."""
        return await self.send(f"/desk/{action}", **{**self.form(action), **fields})

    def form(self, action: str) -> dict[str, str]:
        """Return what the open page's button would send."""
        found = re.search(rf'action="/desk/{action}".*?</form>', self.page, re.DOTALL)
        assert found is not None, self.page
        pairs = re.findall(r'name="(request_id|current)" value="([^"]*)"', found[0])
        return dict(pairs)

    async def do(self, act: str, /, **fields: str) -> httpx.Response:
        """Carry out an act of the desk as a page with scripts does, and take what it answers."""
        values = {"request_id": new_id(), **fields}
        heads = {"HX-Request": "true"}
        answer = await self.client.post(
            f"/desk/act/{act}", data={"csrf": self.csrf, **values}, headers=heads
        )
        self.page = answer.text if self.csrf in answer.text else self.page
        return answer

    @property
    def csrf(self) -> str:
        """Return the token of the open page's forms."""
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.page)
        return found[1] if found else ""

    @property
    def number(self) -> str:
        """Return the number of the visitor on the open page, if there is one."""
        found = re.search(r'id="number">([^<]+)<', self.page)
        return found[1] if found else ""

    async def stream(self, lines: asyncio.Queue[str]) -> None:
        """Keep the live page open and hand over what comes, until it ends."""
        async with self.client.stream("GET", "/desk/live", timeout=None) as answer:
            async for line in answer.aiter_lines():
                lines.put_nowait(line)
        lines.put_nowait("ended")


@dataclass(slots=True)
class WorkingConsole:
    """The hall, its clock, its console, and where it listens."""

    service: HallService
    clock: FakeClock
    console: Console
    app: Litestar
    url: str

    def device(self, nonce: str = "aa", role: DeviceRole = DeviceRole.KIOSK) -> WaitingDevice:
        """Let a device wait that shows a code."""
        assert self.console.trust is not None
        pairings = self.console.trust.pairings
        return pairings.enter(role, "192.168.1.77", (nonce, "00" * 32), AUTHORITY).waiting

    async def issue(self, claim: str | None = None, service: str = SEVERAL_BODIES) -> TicketIssued:
        """Let a visitor take a ticket a second after what was before."""
        self.clock.advance(seconds=1)
        command = IssueTicket(request_id=new_id(), service=service, language="kk", claim=claim)
        (entry,) = await self.service.carry_out(command, KIOSK)
        assert isinstance(entry.event, TicketIssued)
        return entry.event

    @asynccontextmanager
    async def person(self, **headers: str) -> AsyncIterator[Person]:
        """Let somebody sit down at a browser that reads English."""
        heads = {"Accept-Language": "en", **headers}
        async with httpx.AsyncClient(
            base_url=self.url, headers=heads, verify=NOBODY, timeout=PATIENCE_SECONDS
        ) as client:
            yield Person(client)


@asynccontextmanager
async def working_console(
    data_dir: Path, hall_file: Path = HALL_FILE
) -> AsyncIterator[WorkingConsole]:
    """Open the hall of a file, the demo's, on a Monday at ten and serve its console."""
    clock = FakeClock()
    service = await HallService.open(data_dir, hall_file, clock, _fail)
    try:
        await service.write(_add_people)
        await service.tick()
        trust = Trust(service, TrustOptions(is_tls=True))
        now = service.now()
        trust.show(AUTHORITY, ShownLeaf(now + 397 * DAY_MS, now + 3650 * DAY_MS))
        check = LogCheck((sys.executable, "-m", "server.verify", "--data", str(data_dir)))
        console = Console.of(service, trust, check, SetupCode(data_dir))
        pages = (
            *console_routes(console),
            *authority_routes(trust),
            *booking_routes(service, BookingImports(service)),
        )
        app = create_app(service, DeviceEndpoint(service, trust), pages, page_of_refusal(console))
        async with _serving(app, console) as url:
            yield WorkingConsole(service, clock, console, app, url)
    finally:
        await service.close()


async def next_line(lines: asyncio.Queue[str], start: str) -> str:
    """Return the next line that begins so."""
    async with asyncio.timeout(WAIT_SECONDS):
        while not (line := await lines.get()).startswith(start):
            pass
    return line


@asynccontextmanager
async def _serving(app: Litestar, console: Console) -> AsyncIterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            ws="none",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=3,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        console.close()
        server.should_exit = True
        await serving
        listener.close()


def _add_people(ledger: Ledger) -> None:
    people = People(ledger.connection, ledger.hall)
    for login, role in (("aigerim", "official"), ("daniyar", "official"), ("dana", "admin")):
        people.add_official(login, PASSWORD_HASH, role, 0)
    people.add_official("auditor", PASSWORD_HASH, "auditor", 0)
    people.add_official("saule", PASSWORD_HASH, "supervisor", 0)


def _fail(error: BaseException) -> None:
    raise AssertionError(error)
