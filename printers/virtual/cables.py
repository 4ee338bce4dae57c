"""The two cables of the virtual printer: a TCP port and a pseudo-terminal with a baud rate."""

import asyncio
import contextlib
import os
import socket
import tty
from functools import partial
from pathlib import Path

from printers.virtual.mechanism import Mechanism

LARGEST_READ = 512
TICK_SECONDS = 0.02
BITS_PER_BYTE = 10


class TcpCable:
    """Port 9100 of the printer: one host at a time, others wait to be accepted."""

    def __init__(self, mechanism: Mechanism, port: int) -> None:
        """Listen on loopback; port 0 takes a free one."""
        self._mechanism = mechanism
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        self._listener.bind(("127.0.0.1", port))
        self._listener.listen(4)
        self._listener.setblocking(False)

    @property
    def url(self) -> str:
        """Return the address a host would configure."""
        return f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    async def serve(self) -> None:
        """Serve hosts one after another for ever."""
        loop = asyncio.get_running_loop()
        while True:
            await self._mechanism.until(lambda: self._mechanism.condition.powered)
            host, _ = await loop.sock_accept(self._listener)
            with host:
                host.setblocking(False)
                host.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._mechanism.send = partial(_send, host)
                await self._until_lost(host)
                self._mechanism.send = lambda _: None

    async def _until_lost(self, host: socket.socket) -> None:
        reading = asyncio.create_task(self._read(host))
        dying = asyncio.create_task(
            self._mechanism.until(lambda: not self._mechanism.condition.powered)
        )
        await asyncio.wait((reading, dying), return_when=asyncio.FIRST_COMPLETED)
        for task in (reading, dying):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _read(self, host: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        mechanism = self._mechanism
        while True:
            await mechanism.until(lambda: mechanism.room > 0)
            try:
                data = await loop.sock_recv(host, min(LARGEST_READ, mechanism.room))
            except ConnectionError:
                return
            if not data:
                return
            mechanism.receive(data)


class PtyCable:
    """A serial line: the slave side is the device a host opens."""

    def __init__(self, mechanism: Mechanism, baud: int, link: Path | None) -> None:
        """Open the pair and, when asked, link its device at a lasting path."""
        self._mechanism = mechanism
        self._baud = baud
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self._device = Path(os.ttyname(self._slave))
        if link is not None:
            link.unlink(missing_ok=True)
            link.symlink_to(self._device)
            self._device = link
        mechanism.send = self._send

    @property
    def url(self) -> str:
        """Return the address a host would configure."""
        return f"serial://{self._device}?baud={self._baud}&handshake=none"

    async def serve(self) -> None:
        """Take bytes no faster than the line would carry them."""
        loop = asyncio.get_running_loop()
        per_tick = max(1, round(self._baud / BITS_PER_BYTE * TICK_SECONDS))
        due = loop.time()
        while True:
            await self._mechanism.until(lambda: self._mechanism.room > 0)
            due = max(due + TICK_SECONDS, loop.time())
            await asyncio.sleep(due - loop.time())
            with contextlib.suppress(BlockingIOError):
                self._mechanism.receive(os.read(self._master, min(per_tick, self._mechanism.room)))

    def _send(self, data: bytes) -> None:
        with contextlib.suppress(BlockingIOError):
            os.write(self._master, data)


def _send(host: socket.socket, data: bytes) -> None:
    # A host that has gone or does not read loses the answer, as on a real cable.
    with contextlib.suppress(OSError):
        host.send(data)
