"""An attacker's machine between a device and its server: by bytes, or with TLS of his own."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from server.client.pinning import curious
from tests.attacks.network import Machine
from tests.attacks.stand import Stand
from tests.attacks.tap import Onward, Streams, Tap

PORT = 8077


def to_honest(stand: Stand, machine: Machine, context: ssl.SSLContext | None = None) -> Onward:
    """Return how ``machine`` reaches the honest server: by bytes, or by TLS of its own."""

    async def connect() -> Streams:
        with machine.inside():
            near = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        near.setblocking(False)
        try:
            place = (stand.address.host, stand.address.port)
            await asyncio.get_running_loop().sock_connect(near, place)
        except OSError:
            near.close()
            raise
        name = None if context is None else "relay.invalid"
        return await asyncio.open_connection(sock=near, ssl=context, server_hostname=name)

    return connect


@asynccontextmanager
async def byte_relay(stand: Stand, machine: Machine) -> AsyncIterator[Tap]:
    """Pass on what comes to ``machine``, as it is."""
    async with Tap(machine.listen(PORT), to_honest(stand, machine)) as tap:
        yield tap


@asynccontextmanager
async def ending_tls(
    stand: Stand, machine: Machine, context: ssl.SSLContext
) -> AsyncIterator[Tap]:
    """Answer by TLS of the attacker's own, read everything, and pass it on by TLS again."""
    onward = to_honest(stand, machine, curious())
    async with Tap(machine.listen(PORT), onward, context) as tap:
        yield tap
