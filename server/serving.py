"""Listening: the socket, uvicorn's settings, and everything that runs while the server serves."""

import asyncio
import ipaddress
import logging
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import uvicorn
from litestar.types import ControllerRouterHandler
from zeroconf import InterfaceChoice

from server.advertisement import LOOPBACK, Advertisement, reachable_addresses
from server.app import create_app
from server.devices.endpoint import DeviceEndpoint
from server.failures import HttpErrorAnswer, answer_http_error
from server.hall_service import HallService
from server.http_bounds import BoundedHttp
from server.protocol.discovery import DEFAULT_PORT
from server.protocol.frames import MAX_FRAME_BYTES, PING_SECONDS, PING_TIMEOUT_SECONDS

GRACEFUL_SECONDS = 3
BACKLOG = 512
DEAD_PEER_MS = 10_000
"""A peer that takes no byte for so long is dropped by the kernel (tcp(7), TCP_USER_TIMEOUT)."""

_log = logging.getLogger(__name__)


class PlainLanError(Exception):
    """Asked to listen beyond loopback without TLS, and nobody said that this is wanted."""


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """Where to listen; ``is_plain_lan`` permits other addresses than loopback without TLS."""

    host: str = LOOPBACK
    port: int = DEFAULT_PORT
    is_plain_lan: bool = False
    has_mdns: bool = True


def listen(options: ServeOptions) -> socket.socket:
    """Return a socket bound as ``options`` say; port 0 takes a free one."""
    address = ipaddress.ip_address(options.host)
    if not address.is_loopback:
        if not options.is_plain_lan:
            raise PlainLanError(options.host)
        _log.warning("listening on %s without TLS, as asked by --plain-lan", options.host)
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET  # noqa: PLR2004 - IPv6
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_PEER_MS)
        listener.bind((options.host, options.port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)
    return listener


class HallServer:
    """Serves one hall until stopped; anything that fails for good ends it."""

    def __init__(
        self,
        service: HallService,
        options: ServeOptions,
        serving: Callable[[str], None],
        pages: Sequence[ControllerRouterHandler] = (),
        answer_refusal: HttpErrorAnswer = answer_http_error,
    ) -> None:
        """Serve ``service``; ``serving`` is called with the URL once requests are answered."""
        self._service = service
        self._options = options
        self._devices = DeviceEndpoint(service)
        app = create_app(service, self._devices, pages, answer_refusal)
        self._at_stop: list[Callable[[], None]] = []
        self._uvicorn = _Uvicorn(
            _configuration(app), lambda: serving(self.url), self._tell_stopping
        )
        self._listener = listen(options)
        self.port: int = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        """Return the address of the server as people type it."""
        host = f"[{self._options.host}]" if ":" in self._options.host else self._options.host
        return f"http://{host}:{self.port}"

    async def run(self, *, handles_signals: bool = False) -> None:
        """Serve until ``stop``, or SIGTERM or SIGINT if asked to handle them."""
        if handles_signals:
            # uvicorn raises the signal again when it is done; here it must find a handler.
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, self.stop)
        with self._listener:
            await self._devices.open()
            background = asyncio.create_task(self._run_background())
            background.add_done_callback(lambda _: self.stop())
            try:
                await self._uvicorn.serve(sockets=[self._listener])
            finally:
                background.cancel()
                with suppress(asyncio.CancelledError):  # what it died of is raised
                    await background

    def at_stop(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` when serving ends, so that answers without an end are ended."""
        self._at_stop.append(callback)

    def stop(self) -> None:
        """Stop serving: devices are told, what is under way is finished for up to 3 s."""
        self._uvicorn.should_exit = True

    async def _run_background(self) -> None:
        """Run what goes on beside requests; whatever of it fails, fails as one group."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._service.run())
            group.create_task(self._devices.run())
            if self._options.has_mdns:
                group.create_task(self._advertisement().run())

    def _tell_stopping(self) -> None:
        for callback in self._at_stop:
            callback()

    def _advertisement(self) -> Advertisement:
        host = self._options.host
        is_local = ipaddress.ip_address(host).is_loopback
        return Advertisement(
            self._service.config.id,
            self.port,
            lambda: reachable_addresses(host),
            [LOOPBACK] if is_local else InterfaceChoice.All,
        )


class _Uvicorn(uvicorn.Server):
    """uvicorn, telling when it answers requests and when it is about to stop."""

    def __init__(
        self,
        config: uvicorn.Config,
        serving: Callable[[], None],
        stopping: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._serving = serving
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._serving()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping()
        await super().shutdown(sockets)


def _configuration(app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]  # Litestar is an ASGI application; uvicorn's type is narrower
        loop="none",
        http=BoundedHttp,
        ws="websockets-sansio",
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
