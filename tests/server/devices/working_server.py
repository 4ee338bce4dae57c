"""A real server on loopback inside the test's own loop, and devices that speak to it by hand."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect

from server.client.addresses import Address
from server.client.finder import Finder
from server.client.link import Link
from server.client.messages import LinkIdentity
from server.hall_service import Guard, HallService
from server.protocol.codec import decode_from_server, encode
from server.protocol.commands import (
    CallNext,
    Command,
    FinishService,
    IssueTicket,
    StartService,
)
from server.protocol.events import Entry, TicketCalled, TicketIssued
from server.protocol.frames import (
    DEVICE_PATH,
    Answer,
    Ask,
    FromDevice,
    FromServer,
    Heartbeat,
    Hello,
    Refusal,
    ResumePoint,
    Welcome,
)
from server.protocol.identity import PROTOCOL_VERSION, Actor, ActorKind, DeviceRole
from server.serving import HallServer, ServeOptions
from server.storage.devices import DeviceRow, key_digest
from tests.fakes.clock import FakeClock
from tests.fakes.inbox import Inbox
from tests.server.engines import ENGINES

HALL_FILE = Path(__file__).with_name("small_hall.toml")
HALL = "hall-test"
OFFICIAL = Actor(ActorKind.OFFICIAL, "o-1")
WAIT_SECONDS = 8.0

T = TypeVar("T")


class TroubledService(HallService):
    """A hall that fails the next commands as a test tells it to, then works."""

    _troubles: tuple[Exception, ...] = ()
    _calm: asyncio.Event

    def trouble(self, *errors: Exception) -> asyncio.Event:
        """Fail the next commands with ``errors``, one each; return what is set after the last."""
        self._troubles, self._calm = errors, asyncio.Event()
        return self._calm

    async def carry_out(
        self, command: Command, actor: Actor, guard: Guard | None = None
    ) -> tuple[Entry, ...]:
        """Fail as told, else carry the command out."""
        if not self._troubles:
            return await super().carry_out(command, actor, guard)
        trouble, *rest = self._troubles
        self._troubles = tuple(rest)
        if not rest:
            self._calm.set()
        raise trouble


class Corner:
    """A kiosk with a real link, at which visitors of a test take their tickets."""

    def __init__(self, finder: Finder, identity: LinkIdentity) -> None:
        """Link at once."""
        self._inbox = Inbox()
        self._link = Link(identity, finder, self._inbox.deliver)
        self._link.start()

    async def issue(self, service: str) -> TicketIssued:
        """Let a visitor take a ticket."""
        self._link.ask(issue_command(service))
        (event,) = (await self._inbox.next(Answer)).events
        assert isinstance(event, TicketIssued)
        return event

    async def close(self) -> None:
        """Leave."""
        await asyncio.to_thread(self._link.stop)


@dataclass(slots=True)
class WorkingServer:
    """The hall behind the server, and where it listens."""

    service: TroubledService
    server: HallServer
    clock: FakeClock
    corner: Corner | None = None

    @property
    def address(self) -> Address:
        """Return where devices connect."""
        return Address("127.0.0.1", self.server.port)

    async def add_device(
        self, device: str, role: DeviceRole, zone: str | None = None
    ) -> LinkIdentity:
        """Let a device in and return who it is, key and all."""
        key = secrets.token_hex(32)
        row = DeviceRow(device, role, key_digest(key), zone)
        await self.service.write(lambda ledger: ledger.devices.add(row))
        return LinkIdentity(HALL, device, role, key)

    async def add_kiosk(self, device: str = "kiosk-1") -> LinkIdentity:
        """Let a kiosk in."""
        return await self.add_device(device, DeviceRole.KIOSK)

    async def add_board(self, device: str = "board-1", zone: str = "ground") -> LinkIdentity:
        """Let a board of a zone in."""
        return await self.add_device(device, DeviceRole.DISPLAY, zone)

    def finder(self) -> Finder:
        """Return a finder that knows this server's address."""
        return Finder(HALL, (self.address,), has_mdns=False)

    async def do(self, command: Command) -> tuple[Entry, ...]:
        """Carry out what an official asks."""
        return await self.service.carry_out(command, OFFICIAL)

    async def issue(self, service: str = "papers") -> TicketIssued:
        """Let a visitor take a ticket at a kiosk in a corner, which keeps its link."""
        if self.corner is None:
            self.corner = Corner(self.finder(), await self.add_kiosk("corner"))
        return await self.corner.issue(service)

    async def issue_unlinked(self, kiosk: str) -> TicketIssued:
        """Let a kiosk that has no link get a ticket: its command outlived its socket."""
        actor = Actor(ActorKind.KIOSK, kiosk)
        (entry,) = await self.service.carry_out(issue_command(), actor)
        assert isinstance(entry.event, TicketIssued)
        return entry.event

    async def call(self, desk: str = "desk-1") -> TicketCalled:
        """Let a desk press Next."""
        event = (await self.do(CallNext(request_id=new_id(), desk=desk)))[-1].event
        assert isinstance(event, TicketCalled)
        return event

    async def receive(self, called: TicketCalled) -> None:
        """Let the desk receive whom it called, to the end."""
        desk, ticket = called.desk, called.ticket
        await self.do(StartService(request_id=new_id(), desk=desk, ticket=ticket))
        await self.do(FinishService(request_id=new_id(), desk=desk, ticket=ticket))

    async def log(self) -> tuple[Entry, ...]:
        """Return every entry so far."""
        return await self.service.read(lambda ledger: ledger.events.since(0, 0))

    async def until_logged(self, kind: type[T], count: int = 1) -> list[T]:
        """Wait until so many events of a kind are in the log; return them."""
        news = asyncio.Event()
        end = self.service.subscribe(lambda _: news.set())
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                while True:
                    news.clear()
                    events = [entry.event for entry in await self.log()]
                    found: list[T] = [event for event in events if isinstance(event, kind)]
                    if len(found) >= count:
                        return found
                    await news.wait()
        finally:
            end()


@asynccontextmanager
async def working_server(
    data_dir: Path, clock: FakeClock | None = None
) -> AsyncIterator[WorkingServer]:
    """Serve the small hall from ``data_dir``, its day open, until the block ends."""
    used = clock or FakeClock()
    serving = asyncio.Event()
    service = await TroubledService.open(ENGINES.where(data_dir), HALL_FILE, used)
    assert isinstance(service, TroubledService)
    try:
        await service.tick()
        options = ServeOptions(port=0, has_mdns=False)
        server = HallServer(service, options, lambda _: serving.set())
        running = asyncio.create_task(server.run())
        await serving.wait()
        working = WorkingServer(service, server, used)
        try:
            yield working
        finally:
            if working.corner is not None:
                await working.corner.close()
            server.stop()
            await running
    finally:
        await service.close()


@dataclass(slots=True)
class HandDevice:
    """A device whose every frame the test decides."""

    socket: ClientConnection
    identity: LinkIdentity

    async def say(self, frame: FromDevice) -> None:
        """Send a frame."""
        await self.socket.send(encode(frame), text=True)

    async def hello(
        self,
        *,
        version: int = PROTOCOL_VERSION,
        resume: ResumePoint | None = None,
        received: tuple[str, ...] = (),
    ) -> FromServer:
        """Say hello and return what comes back."""
        who = self.identity
        await self.say(Hello(version, who.hall, who.device, who.role, who.key, resume, received))
        return await self.hear()

    async def ask(self, command: Command) -> Answer | Refusal:
        """Send a command and return its answer; what comes before it is left aside."""
        await self.say(Ask(command))
        while True:
            frame = await self.hear()
            if isinstance(frame, Answer | Refusal):
                return frame

    async def hear(self) -> FromServer:
        """Return the next frame."""
        async with asyncio.timeout(WAIT_SECONDS):
            return decode_from_server(await self.socket.recv())

    async def hear_one(self, wanted: type[T]) -> T:
        """Return the next frame of one type; what comes before it is left aside."""
        while True:
            frame = await self.hear()
            if isinstance(frame, wanted):
                return frame

    async def hear_change(self) -> FromServer:
        """Return the next frame that is no heartbeat."""
        while True:
            frame = await self.hear()
            if not isinstance(frame, Heartbeat):
                return frame


@asynccontextmanager
async def opened(
    server: WorkingServer, identity: LinkIdentity, port: int | None = None
) -> AsyncIterator[HandDevice]:
    """Open a socket as ``identity``, nothing said yet; by another ``port`` if something is there.

    It answers pings, as every program does that lives.
    """
    address = f"ws://127.0.0.1:{port or server.server.port}{DEVICE_PATH}"
    async with connect(address, proxy=None, compression=None, close_timeout=0.2) as socket:
        yield HandDevice(socket, identity)


@asynccontextmanager
async def linked(
    server: WorkingServer, identity: LinkIdentity, received: tuple[str, ...] = ()
) -> AsyncIterator[HandDevice]:
    """Open a socket as ``identity`` and be welcomed."""
    async with opened(server, identity) as device:
        welcome = await device.hello(received=received)
        assert isinstance(welcome, Welcome)
        yield device


def issue_command(service: str = "papers") -> IssueTicket:
    """Return a visitor's wish for a ticket."""
    return IssueTicket(request_id=new_id(), service=service, language="kk")


def new_id() -> str:
    """Return a new request id."""
    return str(uuid4())
