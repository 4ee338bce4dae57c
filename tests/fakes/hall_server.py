"""A server whose every frame a test decides: a real WebSocket, but no hall behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus

from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from server.client.addresses import Address
from server.protocol.codec import decode_from_device, encode
from server.protocol.frames import (
    HALL_HEADER,
    FromDevice,
    FromServer,
    Heartbeat,
    Hello,
    Update,
    Welcome,
)
from server.protocol.identity import PROTOCOL_VERSION
from server.protocol.snapshots import DeviceChange, HallTime, KioskSnapshot

WAIT_SECONDS = 8.0
NOON = HallTime(at=1_800_000_000_000, wall_offset_ms=0, utc_offset_minutes=300)
EMPTY_SNAPSHOT = KioskSnapshot(
    hall_names={"en": "Hall"},
    languages=("kk", "ru", "en"),
    bodies=(),
    services=(),
    categories=(),
    hours=(),
    service_day=None,
    waiting={},
    time=NOON,
)


@dataclass(slots=True)
class Peer:
    """The server's end of one device's socket."""

    socket: ServerConnection

    async def hear(self) -> FromDevice:
        """Return the device's next frame."""
        async with asyncio.timeout(WAIT_SECONDS):
            return decode_from_device(await self.socket.recv())

    async def hear_hello(self) -> Hello:
        """Return the device's hello."""
        frame = await self.hear()
        assert isinstance(frame, Hello)
        return frame

    async def say(self, frame: FromServer) -> None:
        """Send a frame."""
        await self.socket.send(encode(frame), text=True)

    async def welcome(
        self, seq: int, *, hall: str = "hall-demo", epoch: int = 1, has_snapshot: bool = True
    ) -> None:
        """Send a welcome at event ``seq``."""
        snapshot = EMPTY_SNAPSHOT if has_snapshot else None
        await self.say(Welcome(PROTOCOL_VERSION, hall, epoch, seq, "00", NOON, snapshot))

    async def update(self, after: int, seq: int, *changes: DeviceChange, epoch: int = 1) -> None:
        """Send changes up to ``seq``."""
        await self.say(Update(epoch, after, seq, "00", NOON.at, changes))

    async def beat(self, after: int, seq: int, *, epoch: int = 1) -> None:
        """Send a heartbeat."""
        await self.say(Heartbeat(epoch, after, seq, "00", NOON))


@dataclass(slots=True)
class ScriptedServer:
    """Where devices connect; each socket that opened is handed to the test in turn."""

    address: Address
    peers: asyncio.Queue[Peer] = field(default_factory=asyncio.Queue)

    async def next_peer(self) -> Peer:
        """Return the next socket that a device opened."""
        async with asyncio.timeout(WAIT_SECONDS):
            return await self.peers.get()

    async def welcome_next(self, seq: int) -> Peer:
        """Hear the hello of the next device and welcome it at event ``seq``."""
        peer = await self.next_peer()
        await peer.hear_hello()
        await peer.welcome(seq)
        return peer


@asynccontextmanager
async def scripted_server(hall: str = "hall-demo", port: int = 0) -> AsyncIterator[ScriptedServer]:
    """Listen on loopback as the server of ``hall``."""
    peers: asyncio.Queue[Peer] = asyncio.Queue()

    async def take(socket: ServerConnection) -> None:
        peers.put_nowait(Peer(socket))
        await socket.wait_closed()

    def name_hall(
        connection: ServerConnection, request: Request, response: Response
    ) -> Response | None:
        del connection, request
        response.headers[HALL_HEADER] = hall
        return response

    async with serve(
        take, "127.0.0.1", port, process_response=name_hall, close_timeout=0.1
    ) as server:
        taken = next(iter(server.sockets)).getsockname()[1]
        yield ScriptedServer(Address("127.0.0.1", taken), peers)


def not_found(connection: ServerConnection, request: Request) -> Response:
    """Answer like a web server that is no hall's."""
    del connection, request
    return Response(HTTPStatus.NOT_FOUND, "Not Found", Headers(), b"")
