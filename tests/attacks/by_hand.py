"""An attacker's own program: TLS that believes anybody, every frame as he likes."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from server.client.messages import LinkIdentity
from server.client.pinning import curious
from server.protocol.codec import decode_from_server, decode_pairing_from_server, encode
from server.protocol.commands import Command
from server.protocol.frames import DEVICE_PATH, Answer, Ask, FromDevice, FromServer, Hello, Refusal
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole
from server.protocol.pairing import PairingFromDevice, PairingFromServer
from tests.attacks.forged_certificates import HALL
from tests.attacks.network import Machine
from tests.attacks.stand import Stand

WAIT_SECONDS = 8.0
END_SECONDS = 5.0
LOST = "lost"

T = TypeVar("T")


@dataclass(slots=True)
class Hand:
    """One socket to the honest server."""

    socket: ClientConnection

    async def say(self, *frames: FromDevice) -> None:
        """Send frames of the device link."""
        for frame in frames:
            await self.socket.send(encode(frame), text=True)

    async def say_raw(self, text: str | bytes) -> None:
        """Send anything at all."""
        await self.socket.send(text)

    async def hear(self) -> FromServer:
        """Return the next frame."""
        async with asyncio.timeout(WAIT_SECONDS):
            return decode_from_server(await self.socket.recv())

    async def say_pairing(self, frame: PairingFromDevice) -> None:
        """Send a frame of a pairing."""
        await self.socket.send(encode(frame), text=True)

    async def hear_pairing(self) -> PairingFromServer:
        """Return the next frame of a pairing."""
        async with asyncio.timeout(WAIT_SECONDS):
            return decode_pairing_from_server(await self.socket.recv())

    async def ask(self, command: Command) -> Answer | Refusal:
        """Ask and return what comes of it; a refusal of the link is one too."""
        await self.say(Ask(command))
        while True:
            frame = await self.hear()
            if isinstance(frame, Answer | Refusal):
                return frame

    async def end(self) -> str:
        """Wait until the server closes; return the code of its refusal, if it gave one.

        An answer, or a link that stays open, is told too: neither should have been.
        """
        code = LOST
        with suppress(TimeoutError):
            async with asyncio.timeout(END_SECONDS):
                try:
                    while True:
                        frame = await self.hear()
                        if isinstance(frame, Refusal):
                            code = frame.failure.code
                        elif isinstance(frame, Answer):
                            return "answered"
                except ConnectionClosed:
                    return code
        return "still-linked"


def hello_of(
    identity: LinkIdentity, *, key: str | None = None, role: DeviceRole | None = None
) -> Hello:
    """Return a hello as this device, or with another key or role."""
    return Hello(
        PROTOCOL_VERSION, HALL, identity.device, role or identity.role, key or identity.key
    )


def as_device(name: str, key: str, role: DeviceRole = DeviceRole.KIOSK) -> LinkIdentity:
    """Return whom an attacker pretends to be."""
    return LinkIdentity(HALL, name, role, key)


@asynccontextmanager
async def by_hand(
    stand: Stand, machine: Machine, path: str = DEVICE_PATH, context: ssl.SSLContext | None = None
) -> AsyncIterator[Hand]:
    """Open a socket from ``machine`` to the honest server; nothing is said yet."""
    near = machine.connect(stand.address.host, stand.address.port)
    async with connect(
        f"wss://{stand.address}{path}",
        sock=near,
        ssl=context or curious(),
        server_hostname="anything.invalid",
        compression=None,
        close_timeout=0.2,
    ) as socket:
        yield Hand(socket)
