"""The two cables of the virtual printer: a TCP port and a pseudo-terminal with a baud rate."""

import asyncio
import contextlib
import os
import socket
import termios
import tty
from collections.abc import Coroutine
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, assert_never

from printers.virtual.mechanism import Mechanism

LARGEST_READ = 512
TICK_SECONDS = 0.02
BITS_PER_BYTE = 10
XON, XOFF = b"\x11", b"\x13"
NEARLY_FULL, ROOM_AGAIN = 256, 512


Result = TypeVar("Result")


class SecondHost(StrEnum):
    """What a host finds while another is served."""

    QUEUED = "queue"
    REFUSED = "refuse"


class Handshake(StrEnum):
    """What holds a serial host back when the buffer is full; a pty has no line for it."""

    HELD = "held"
    XON_XOFF = "xonxoff"
    NONE = "none"


class TcpCable:
    """Port 9100 of the printer: one host at a time; without power nobody listens."""

    def __init__(self, mechanism: Mechanism, port: int, second: SecondHost) -> None:
        """Listen on loopback; port 0 takes a free one."""
        self._mechanism = mechanism
        self._second = second
        # Bound and deaf: while nobody listens, nobody else is given the port either.
        self._reserved = _bound(port)
        self._port: int = self._reserved.getsockname()[1]
        self._listener = _listening(self._port)
        mechanism.on_power = self._listen

    @property
    def url(self) -> str:
        """Return the address a host would configure."""
        return f"tcp://127.0.0.1:{self._port}"

    async def serve(self) -> None:
        """Serve hosts one after another for ever."""
        while True:
            await self._mechanism.until(lambda: self._mechanism.condition.powered)
            self._listen()
            host = await self._while_powered(self._accept())
            if host is not None:
                await self._attend(host)
            if not self._mechanism.condition.powered:
                self._listener.close()

    def _listen(self) -> None:
        if self._listener.fileno() < 0:
            self._listener = _listening(self._port)

    async def _attend(self, host: socket.socket) -> None:
        if self._second is SecondHost.REFUSED:
            self._listener.close()
        with host:
            host.setblocking(False)
            host.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._mechanism.send = partial(_send, host)
            await self._while_powered(self._read(host))
            self._mechanism.send = lambda _: None

    async def _accept(self) -> socket.socket:
        host, _ = await asyncio.get_running_loop().sock_accept(self._listener)
        return host

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

    async def _while_powered(self, doing: Coroutine[Any, Any, Result]) -> Result | None:
        work = asyncio.create_task(doing)
        dying = asyncio.create_task(
            self._mechanism.until(lambda: not self._mechanism.condition.powered)
        )
        await asyncio.wait((work, dying), return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if not work.done():
            work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            return await work
        return None


class PtyCable:
    """A serial line: the slave side is the device a host opens."""

    def __init__(
        self, mechanism: Mechanism, baud: int, link: Path | None, handshake: Handshake
    ) -> None:
        """Open the pair and, when asked, link its device at a lasting path."""
        self._mechanism = mechanism
        self._baud = baud
        self._handshake = handshake
        self._held_back = False
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
        # A pty has no wires; whoever is held back finds its hardware handshake working.
        wanted = "rtscts" if self._handshake is Handshake.HELD else self._handshake
        return f"serial://{self._device}?baud={self._baud}&handshake={wanted}"

    async def serve(self) -> None:
        """Take bytes no faster than the line would carry them."""
        loop = asyncio.get_running_loop()
        per_tick = max(1, round(self._baud / BITS_PER_BYTE * TICK_SECONDS))
        due = loop.time()
        while True:
            await self._mechanism.until(lambda: self._may_read() or self._has_room_again())
            due = max(due + TICK_SECONDS, loop.time())
            await asyncio.sleep(due - loop.time())
            self._tell_host()
            if self._may_read():
                with contextlib.suppress(BlockingIOError):
                    self._mechanism.receive(os.read(self._master, self._wanted(per_tick)))

    def _wanted(self, per_tick: int) -> int:
        match self._handshake:
            case Handshake.HELD:
                return min(per_tick, self._mechanism.room)
            case Handshake.XON_XOFF:
                return min(per_tick, NEARLY_FULL)
            case Handshake.NONE:
                return per_tick
            case _:
                assert_never(self._handshake)

    def _may_read(self) -> bool:
        # The kernel's buffer stands for the host's own, which a host that is held back keeps.
        if self._handshake is Handshake.HELD:
            return self._mechanism.room > 0
        return not (self._held_back and self._host_obeys())

    def _host_obeys(self) -> bool:
        arriving, *_ = termios.tcgetattr(self._slave)
        return bool(arriving & termios.IXON)

    def _has_room_again(self) -> bool:
        return self._held_back and self._mechanism.room > ROOM_AGAIN

    def _tell_host(self) -> None:
        if self._handshake is not Handshake.XON_XOFF:
            return
        if self._mechanism.room < NEARLY_FULL and not self._held_back:
            self._held_back = True
            self._send(XOFF)
        elif self._has_room_again():
            self._held_back = False
            self._send(XON)

    def _send(self, data: bytes) -> None:
        with contextlib.suppress(BlockingIOError):
            os.write(self._master, data)


def _bound(port: int) -> socket.socket:
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.bind(("127.0.0.1", port))
    return one


def _listening(port: int) -> socket.socket:
    listener = _bound(port)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    listener.listen(4)
    listener.setblocking(False)
    return listener


def _send(host: socket.socket, data: bytes) -> None:
    # A host that has gone or does not read loses the answer, as on a real cable.
    with contextlib.suppress(OSError):
        host.send(data)
