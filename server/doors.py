"""The ports of a server: sockets bound, TLS and its deadline, uvicorn behind all of them."""

import asyncio
import ipaddress
import logging
import socket
import ssl
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import uvicorn

from server.connections import Bounds, Guest, Guests
from server.gate import Gate
from server.http_bounds import BoundedHttp, GuestSocket
from server.protocol.frames import MAX_FRAME_BYTES, PING_SECONDS, PING_TIMEOUT_SECONDS
from server.trust.hosts import Application

GRACEFUL_SECONDS = 3
BACKLOG = 512
DEAD_PEER_MS = 10_000
"""A peer that takes no byte for so long is dropped by the kernel (tcp(7), TCP_USER_TIMEOUT)."""

STARTUP_FAILURE = 3
"""What uvicorn exits with."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address; port 0 takes a free one."""
    family = socket.AF_INET6 if ipaddress.ip_address(host).version == 6 else socket.AF_INET  # noqa: PLR2004 - IPv6
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_PEER_MS)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)
    return listener


@dataclass(frozen=True, slots=True)
class Door:
    """One port: what listens, what answers there, and by which TLS, if any."""

    listener: socket.socket
    application: Application
    context: ssl.SSLContext | None = None

    @property
    def port(self) -> int:
        """Return the port it listens on."""
        number: int = self.listener.getsockname()[1]
        return number


class Doors(uvicorn.Server):
    """uvicorn behind several doors, telling when it answers and when it is about to stop."""

    def __init__(
        self,
        doors: tuple[Door, ...],
        serving: Callable[[], None],
        stopping: Callable[[], None],
        bounds: Bounds,
    ) -> None:
        """Serve ``doors``; the first one's application is also told when serving begins."""
        super().__init__(_configuration(doors[0].application))
        self._doors = doors
        self._guests = Guests(bounds)
        self._serving = serving
        self._stopping = stopping

    @property
    def listeners(self) -> list[socket.socket]:
        """Return what listens."""
        return [door.listener for door in self._doors]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open every door; uvicorn itself knows one kind of door, and no bounds."""
        del sockets
        await self.lifespan.startup()
        if self.lifespan.should_exit:
            sys.exit(STARTUP_FAILURE)
        gates = [self._gate(door) for door in self._doors]
        for gate in gates:
            gate.open()
        self.servers = cast("list[asyncio.Server]", gates)  # which closes them and waits, no more
        self.started = True
        self._serving()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say goodbye at every door."""
        self._stopping()
        await super().shutdown(sockets)

    def _gate(self, door: Door) -> Gate:
        config = _configuration(door.application)
        config.load()

        def protocol(guest: Guest) -> asyncio.Protocol:
            return BoundedHttp(config, self.server_state, self.lifespan.state, guest=guest)

        return Gate(door.listener, self._guests, protocol, door.context)


def quiet_handshakes() -> None:
    """Let strangers not fill the log: each one is an error to asyncio, two lines to uvicorn."""
    logging.getLogger("asyncio").addFilter(_is_no_handshake)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").addFilter(_is_no_broken_text)


def _is_no_broken_text(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, UnicodeDecodeError)


def _is_no_handshake(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, ssl.SSLError | ConnectionError | TimeoutError)


def _configuration(application: Application) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        loop="none",
        http=BoundedHttp,
        ws=GuestSocket,
        ws_max_size=MAX_FRAME_BYTES,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_TIMEOUT_SECONDS,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
    )
