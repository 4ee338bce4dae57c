"""Everybody of a recorded day comes back to a server started on what a power cut left.

They are real clients on its sockets: kiosks, a board, officials at browsers, a new visitor.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

import httpx
import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from server.protocol.codec import decode_event, decode_from_server, encode
from server.protocol.commands import IssueTicket
from server.protocol.errors import DayNotOpenError
from server.protocol.events import TicketCalled, TicketIssued
from server.protocol.frames import DEVICE_PATH, Answer, Ask, Hello, Refusal, Welcome
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole, Key, RequestId
from server.protocol.snapshots import BoardSnapshot
from server.protocol.tickets import TicketNumber
from server.storage.chain import EventRow
from tests.durability.said import SESSION_COOKIE, Said
from tests.server.console.working_console import Person

PATIENCE_SECONDS = 120.0
AGAIN_SECONDS = 0.1
BOARD, ZONE = "board-1", "main"
AUDITOR = "auditor"
HOMES = ("/desk", "/log")
"""Where somebody who is logged in begins; a stranger is sent elsewhere."""
TLS = ssl.create_default_context()
"""Made once: httpx would make one for each client, whether it is used or not."""


@dataclass(frozen=True, slots=True)
class Clients:
    """Who was there on the recorded day, and what lets them in again."""

    keys: dict[Key, str]
    wishes: dict[RequestId, tuple[Key, IssueTicket]]
    """Which kiosk asked for what."""
    cookies: dict[str, dict[str, str]]
    """Of the browser of each person, by log-in."""

    async def miss(self, url: str, said: Said) -> list[str]:
        """Return what they miss of what was ``said``; a new visitor's number is said as well."""
        address = url.replace("http://", "ws://") + DEVICE_PATH
        faults: list[str] = []
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                for device in said.keys:
                    if device != BOARD:
                        faults += await self._ask_again(address, device, said)
                if said.keys.keys() - {BOARD}:
                    faults += await self._ask_anew(address, max(said.keys.keys() - {BOARD}), said)
                if BOARD in said.keys:
                    faults += await self._look(address, url, said)
                if self.cookies[AUDITOR][SESSION_COOKIE] in said.sessions:
                    faults += await self._read_log(url, said)
        except (OSError, WebSocketException, httpx.HTTPError) as error:
            faults.append(f"a client was let down: {error!r}")
        return faults

    async def _ask_again(self, address: str, kiosk: Key, said: Said) -> list[str]:
        """Ask once more under every request that was answered: the numbers must be the same."""
        answered = [
            (wish, said.tickets[request])
            for request, (asker, wish) in self.wishes.items()
            if asker == kiosk and request in said.tickets
        ]
        async with connect(address, open_timeout=PATIENCE_SECONDS) as link:
            if await self._enter(link, kiosk, DeviceRole.KIOSK) is None:
                return [f"I10: {kiosk} was let in and is a stranger now"]
            for wish, _ in answered:
                await link.send(encode(Ask(wish)).decode())
            now = [(await _reply(link, wish), number) for wish, number in answered]
        return [f"I1: {told} and now {again}" for again, told in now if again != told]

    async def _ask_anew(self, address: str, kiosk: Key, said: Said) -> list[str]:
        """Ask for a ticket as nobody did before: the number must be nobody's."""
        service = next(wish.service for _, wish in self.wishes.values())
        wish = IssueTicket(request_id=str(uuid4()), service=service, language="kk")
        number = DayNotOpenError.code
        async with connect(address, open_timeout=PATIENCE_SECONDS) as link:
            if await self._enter(link, kiosk, DeviceRole.KIOSK) is None:
                return []  # said already, by who asked again
            while number == DayNotOpenError.code:
                # A server that had no hall yet opens the day a moment after its first start.
                await asyncio.sleep(AGAIN_SECONDS if not said.tickets else 0)
                await link.send(encode(Ask(wish)).decode())
                number = await _reply(link, wish)
        is_given_again = number in said.tickets.values()
        said.tickets[wish.request_id] = number
        return [f"I2: {number} is given again"] if is_given_again else []

    async def _look(self, address: str, url: str, said: Said) -> list[str]:
        """Look at the board, and at each desk's page: who is called there is on the board."""
        async with connect(address, open_timeout=PATIENCE_SECONDS) as link:
            welcome = await self._enter(link, BOARD, DeviceRole.DISPLAY)
        if welcome is None or not isinstance(welcome.snapshot, BoardSnapshot):
            return [f"I10: {BOARD} was let in and is a stranger now"]
        shown = {call.number for call in welcome.snapshot.calls}
        logged_in = [
            one for one in self.cookies if self.cookies[one][SESSION_COOKIE] in said.sessions
        ]
        faults = []
        for login in logged_in:
            async with self._browser(url, login) as person:
                answer = await person.open("/")
                if answer.status_code != httpx.codes.OK or not answer.url.path.startswith(HOMES):
                    faults.append(
                        f"{login} was logged in: {answer.status_code}, {answer.url.path}"
                    )
                if 'class="state called"' in person.page and person.number not in shown:
                    faults.append(f"I9: {person.number} is called, and on no board")
        return faults

    async def _read_log(self, url: str, said: Said) -> list[str]:
        """Let the auditor take the log home: who got a number and who was called is in it."""
        async with self._browser(url, AUDITOR) as auditor:
            await auditor.open("/log")
            answer = await auditor.send("/log/export")
        if answer.status_code != httpx.codes.OK:
            return [f"the log is not handed out: {answer.status_code}"]
        rows = [msgspec.json.decode(line, type=EventRow) for line in answer.content.splitlines()]
        events = [decode_event(row.body) for row in rows]
        called = {event.number for event in events if isinstance(event, TicketCalled)}
        issued = {e.issue_request: e.number for e in events if isinstance(e, TicketIssued)}
        return [
            *(f"I1: a desk was shown {number}" for number in sorted(said.called - called)),
            *(f"I1: {told} is not in the log" for told in said.tickets.items() - issued.items()),
        ]

    @asynccontextmanager
    async def _browser(self, url: str, login: str) -> AsyncIterator[Person]:
        """Open the browser that somebody had on the recorded day, its cookies still in it."""
        async with httpx.AsyncClient(
            base_url=url, cookies=self.cookies[login], verify=TLS, timeout=PATIENCE_SECONDS
        ) as client:
            yield Person(client)

    async def _enter(
        self, link: ClientConnection, device: Key, role: DeviceRole
    ) -> Welcome | None:
        key = self.keys[device]
        await link.send(encode(Hello(PROTOCOL_VERSION, "hall-demo", device, role, key)).decode())
        frame = decode_from_server(await link.recv())
        return frame if isinstance(frame, Welcome) else None


async def _reply(link: ClientConnection, wish: IssueTicket) -> TicketNumber:
    """Return the number that a wish was answered with, or the code of the refusal."""
    while True:
        match decode_from_server(await link.recv()):
            case Answer(request_id=wish.request_id, events=(TicketIssued(number=number),)):
                return number
            case Refusal(request_id=wish.request_id, failure=failure):
                return failure.code
            case _:
                pass
