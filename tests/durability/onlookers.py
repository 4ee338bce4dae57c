"""Who is there beside the kiosks of a hurt server: a board that records, strangers, a desk."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from msgspec.structs import replace
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from display.board import Board, fold, from_snapshot
from server import control
from server.console.passwords import hash_password
from server.hall_service import HallService
from server.protocol.codec import decode_from_server, encode
from server.protocol.commands import IssueTicket, ReportShown
from server.protocol.frames import (
    Answer,
    Ask,
    FromServer,
    Heartbeat,
    Hello,
    Refusal,
    ResumePoint,
    Update,
    Welcome,
)
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole, Role
from server.protocol.snapshots import BoardSnapshot, CallPlaced
from tests.history.boards import Sighting
from tests.history.operations import End, History
from tests.server.console.working_console import PASSWORD, Person
from tests.server.crowd import Crowd
from tests.server.working_hall import new_id

BOARD, IDLE, REVOKED, UNKNOWN = "board-1", "kiosk-77", "kiosk-88", "kiosk-99"
ZONE = "main"
LOGIN, DESK = "aigerim", "desk-1"
AGAIN_SECONDS = 0.2
PRESS_SECONDS = 0.08
LONG_VISIT_EACH = 10
LONG_VISIT_SECONDS = 1.5
"""Longer than between two heartbeats: the board says what stands on it when nobody is called."""


@dataclass(slots=True)
class Onlookers:
    """What they need to come in, and what they recorded."""

    crowd: Crowd
    keys: dict[str, str]
    strangers: History = field(default_factory=History)
    sightings: list[Sighting] = field(default_factory=list)
    frames: bytearray = field(default_factory=bytearray)
    """All that the board was sent: what may be read on it."""
    board_url: str = ""
    """Where the board looks for the server, if elsewhere than the others."""
    called: list[str] = field(default_factory=list)
    """The numbers that the desk was shown, one after another."""
    is_seated: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the official has called somebody."""
    secrets: set[str] = field(default_factory=set)

    async def watch(self) -> None:
        """Be the board of the hall, linked again after each loss, until cancelled."""
        resume: ResumePoint | None = None
        board = Board()
        while True:
            with suppress(OSError, WebSocketException, TimeoutError):
                async with connect(self.board_url or self.crowd.address, open_timeout=2) as link:
                    hello = self._hello(BOARD, DeviceRole.DISPLAY, resume)
                    await link.send(encode(hello).decode())
                    async for text in link:
                        self.frames += text.encode() if isinstance(text, str) else text
                        frame = decode_from_server(text)
                        board = await self._show(link, board, frame)
                        if isinstance(frame, Welcome | Update | Heartbeat):
                            resume = ResumePoint(frame.epoch, frame.seq)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _show(self, link: ClientConnection, board: Board, frame: FromServer) -> Board:
        match frame:
            case Welcome(snapshot=BoardSnapshot() as snapshot):
                board = from_snapshot(snapshot)
            case Update(changes=changes):
                for change in changes:
                    board = fold(board, change)
                    if isinstance(change, CallPlaced):
                        shown = ReportShown(request_id=new_id(), call=change.call.call, zone=ZONE)
                        await link.send(encode(Ask(shown)).decode())
            case _:
                pass
        if isinstance(frame, Welcome | Update | Heartbeat):
            at = self.crowd.history.now()
            told = frame.changes if isinstance(frame, Update) else ()
            placed = tuple(change.call for change in told if isinstance(change, CallPlaced))
            seen = (ZONE, at, frame.epoch, frame.seq, frame.head, board.calls, placed)
            self.sightings.append(Sighting(BOARD, *seen))
        return board

    async def intrude(self) -> None:
        """Try in turn, until cancelled, each way in that must stay shut."""
        while True:
            for hello in (
                None,
                self._hello(REVOKED, DeviceRole.KIOSK),
                self._hello(UNKNOWN, DeviceRole.KIOSK),
                self._hello(BOARD, DeviceRole.KIOSK),
                replace(self._hello(IDLE, DeviceRole.KIOSK), key=secrets.token_hex(32)),
            ):
                await self._try_with(hello)
                await asyncio.sleep(AGAIN_SECONDS)

    async def _try_with(self, hello: Hello | None) -> None:
        """Ask for a ticket after a hello that must not be believed, or without one."""
        who = hello.device if hello else UNKNOWN
        wish = IssueTicket(request_id=new_id(), service="labour-appeal", language="kk")
        self.strangers.invoke(who, wish.request_id)
        with suppress(OSError, WebSocketException, TimeoutError):
            async with connect(self.crowd.address, open_timeout=2) as link:
                if hello is not None:
                    await link.send(encode(hello).decode())
                await link.send(encode(Ask(wish)).decode())
                async for text in link:
                    match decode_from_server(text):
                        case Answer():
                            self.strangers.end(who, wish.request_id, End.OK, "a number")
                        case Refusal():
                            self.strangers.end(who, wish.request_id, End.REFUSED)
                        case _:
                            pass
        self.strangers.end(who, wish.request_id, End.UNKNOWN)

    async def receive(self) -> None:
        """Be the official of a desk: call, receive and finish visitors until cancelled."""
        async with httpx.AsyncClient(base_url=self.crowd.url) as client:
            official = Person(client)
            while True:
                client.base_url = httpx.URL(self.crowd.url)
                with suppress(httpx.HTTPError):
                    await self._press_what_may_be_pressed(official)
                self.secrets |= {value for value in client.cookies.values() if len(value) > 15}
                await asyncio.sleep(PRESS_SECONDS)

    async def _press_what_may_be_pressed(self, official: Person) -> None:
        """Log in and sit down first, if the page that comes is another than the desk's."""
        answer = await official.open("/desk")
        if answer.url.path == "/login":
            await official.send("/login", login=LOGIN, password=PASSWORD)
            return
        if answer.url.path == "/desk/choose":
            await official.send("/desk/choose", desk=DESK)
            return
        for action in ("start", "finish", "next"):
            if f'action="/desk/{action}"' in official.page:
                await official.press(action)
                await official.open("/desk")
                if official.number and self.called[-1:] != [official.number]:
                    self.called.append(official.number)
                    self.is_seated.set()
                if action == "start" and len(self.called) % LONG_VISIT_EACH == 0:
                    await asyncio.sleep(LONG_VISIT_SECONDS)

    def _hello(self, device: str, role: DeviceRole, resume: ResumePoint | None = None) -> Hello:
        key = self.keys.get(device) or secrets.token_hex(32)
        return Hello(PROTOCOL_VERSION, "hall-demo", device, role, key, resume)


async def invite_onlookers(data: Path, crowd: Crowd) -> Onlookers:
    """Let a board, an official and an idle kiosk in, and one in and out again, before a start."""
    service = await HallService.open(data)
    keys = {}
    try:
        for device in (BOARD, IDLE, REVOKED):
            role = DeviceRole.DISPLAY if device == BOARD else DeviceRole.KIOSK
            zone = ZONE if role is DeviceRole.DISPLAY else None
            done = await control.carry_out(service, control.AddDevice(device, role, zone))
            keys[device] = done.facts["key"]
        await control.carry_out(service, control.RevokeDevice(REVOKED))
        someone = control.AddOfficial(LOGIN, Role.OFFICIAL, hash_password(PASSWORD))
        await control.carry_out(service, someone)
    finally:
        await service.close()
    return Onlookers(crowd, keys, secrets={*keys.values(), *crowd.keys.values(), PASSWORD, LOGIN})


@asynccontextmanager
async def present(onlookers: Onlookers, *, has_desk: bool = True) -> AsyncIterator[None]:
    """Let them come once the server serves, and go at the end of the block."""
    parts = [onlookers.watch(), onlookers.intrude()]
    parts += [onlookers.receive()] if has_desk else []
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        yield
        failed = [task for task in tasks if task.done()]
        for task in failed:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
