"""Serving one hall: its ports, and everything that runs while the server serves."""

import asyncio
import ipaddress
import logging
import signal
import ssl
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import cast

from litestar.types import ControllerRouterHandler
from zeroconf import InterfaceChoice

from server.advertisement import LOOPBACK, Advertisement, reachable_addresses
from server.app import create_app
from server.connections import USUAL, Bounds
from server.devices.endpoint import DeviceEndpoint
from server.devices.pairing_endpoint import PairingEndpoint
from server.doors import Door, Doors, listen
from server.failures import HttpErrorAnswer, answer_http_error
from server.hall_service import HallService
from server.paper_orders import PaperOrders
from server.protocol.discovery import DEFAULT_PORT
from server.trust.contexts import server_context
from server.trust.hosts import Application, KnownHosts
from server.trust.leaf_keeper import LeafKeeper
from server.trust.names import Whereabouts, server_names
from server.trust.own_certificate import OwnCertificate
from server.trust.own_keeper import OwnKeeper
from server.trust.plain_door import PlainDoor
from server.trust.trust import Trust
from server.waits.keeper import OutlookKeeper

DEFAULT_SETUP_PORT = 8078

_log = logging.getLogger(__name__)


class PlainLanError(Exception):
    """Asked to listen beyond loopback without TLS, and nobody said that this is wanted."""


@dataclass(frozen=True, slots=True)
class TlsOptions:
    """How TLS is served; ``setup_port`` is the plain one, where the authority is handed out."""

    setup_port: int | None = DEFAULT_SETUP_PORT
    own_certificate: OwnCertificate | None = None


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """Where to listen; without ``tls`` on loopback, or anywhere if ``is_plain_lan``."""

    host: str = LOOPBACK
    port: int = DEFAULT_PORT
    is_plain_lan: bool = False
    has_mdns: bool = True
    tls: TlsOptions | None = None
    bounds: Bounds = USUAL


def check_plain(options: ServeOptions) -> None:
    """Raise PlainLanError for an address without TLS that nobody asked for; log one asked for."""
    if options.tls is not None or ipaddress.ip_address(options.host).is_loopback:
        return
    if not options.is_plain_lan:
        raise PlainLanError(options.host)
    _log.warning("listening on %s without TLS, as asked by --plain-lan", options.host)


class HallServer:
    """Serves one hall until stopped; anything that fails for good ends it."""

    def __init__(
        self,
        service: HallService,
        options: ServeOptions,
        serving: Callable[[str], None],
        pages: Sequence[ControllerRouterHandler] = (),
        answer_refusal: HttpErrorAnswer = answer_http_error,
        *,
        trust: Trust | None = None,
    ) -> None:
        """Serve ``service``; ``serving`` is called with the URL once requests are answered."""
        check_plain(options)
        self._service = service
        self._options = options
        self._trust = trust or Trust(service)
        self._devices = DeviceEndpoint(service, self._trust)
        self._at_stop: list[Callable[[], None]] = []
        self._context: ssl.SSLContext | None = None
        self._keeper: LeafKeeper | None = None
        self._own: OwnKeeper | None = None
        if options.tls is not None:
            self._context = server_context()
            names = server_names(self._trust.options.public_name)
            self._keeper = LeafKeeper(
                service, self._context, names, lambda: reachable_addresses(options.host)
            )
            self._trust.lies_at(lambda: Whereabouts(names, reachable_addresses(options.host)))
            if options.tls.own_certificate is not None:
                own = options.tls.own_certificate
                self._own = OwnKeeper(own, self._context, service.wall_now)
            pages = (*pages, PairingEndpoint(service, self._trust).route())
        app = create_app(service, self._devices, pages, answer_refusal)
        # An ASGI application, by a type of its own that names every message.
        self._doors = self._build_doors(cast("Application", app))
        self.port = self._doors[0].port
        self._server = Doors(
            self._doors, lambda: serving(self.url), self._tell_stopping, options.bounds
        )

    @property
    def url(self) -> str:
        """Return the address of the server as people type it."""
        scheme = "http" if self._options.tls is None else "https"
        return f"{scheme}://{self._place()}:{self.port}"

    @property
    def setup_url(self) -> str | None:
        """Return where people get the hall's authority, without TLS; None if nowhere."""
        if len(self._doors) == 1:
            return None
        return f"http://{self._place()}:{self._doors[1].port}"

    async def run(self, *, handles_signals: bool = False) -> None:
        """Serve until ``stop``, or SIGTERM or SIGINT if asked to handle them."""
        if handles_signals:
            # uvicorn raises the signal again when it is done; here it must find a handler.
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, self.stop)
        with ExitStack() as listeners:
            for door in self._doors:
                listeners.enter_context(door.listener)
            await self._prepare_tls()
            await self._devices.open()
            background = asyncio.create_task(self._run_background())
            background.add_done_callback(lambda _: self.stop())
            try:
                await self._server.serve(sockets=self._server.listeners)
            finally:
                background.cancel()
                with suppress(asyncio.CancelledError):  # what it died of is raised
                    await background

    def take_orders(self, papers: PaperOrders) -> None:
        """Let ``papers`` order of the devices that print; to be called before ``run``."""
        self._devices.papers = papers

    def at_stop(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` when serving ends, so that answers without an end are ended."""
        self._at_stop.append(callback)

    def stop(self) -> None:
        """Stop serving: devices are told, what is under way is finished for up to 3 s."""
        self._server.should_exit = True

    def _build_doors(self, app: Application) -> tuple[Door, ...]:
        options = self._options
        public_name = self._trust.options.public_name
        names = server_names(public_name)
        known = KnownHosts(app, names, self._hsts_name)
        main = Door(listen(options.host, options.port), known, self._context)
        if options.tls is None or options.tls.setup_port is None:
            return (main,)
        try:
            listener = listen(options.host, options.tls.setup_port)
        except OSError:
            main.listener.close()
            raise
        is_console = self._trust.options.is_plain_console
        plain = PlainDoor(app, main.port, names, is_console=is_console)
        return (main, Door(listener, plain))

    async def _prepare_tls(self) -> None:
        """Have a certificate before the first socket is served."""
        if self._keeper is None:
            return
        if self._own is not None:
            self._trust.show_own(await self._own.look())
        authority = await self._keeper.renew()
        self._trust.show(authority, self._keeper.leaf)
        await self._trust.refresh()

    def _hsts_name(self) -> str | None:
        """Return the name that browsers may remember: only while every browser believes it."""
        status = None if self._own is None else self._own.status
        return status.name if status is not None and status.is_shown else None

    async def _run_background(self) -> None:
        """Run what goes on beside requests; whatever of it fails, fails as one group."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._service.run())
            group.create_task(self._devices.run())
            group.create_task(OutlookKeeper(self._service, self._service.outlook).run())
            if self._keeper is not None:
                group.create_task(self._keeper.run(self._trust))
            if self._own is not None:
                group.create_task(self._own.run(self._trust.show_own))
            if self._options.has_mdns:
                group.create_task(self._advertisement().run())

    def _tell_stopping(self) -> None:
        for callback in self._at_stop:
            callback()

    def _place(self) -> str:
        """Return the address that people reach the server by, in brackets where they belong."""
        host = self._options.host
        if ipaddress.ip_address(host).is_unspecified:
            host = next(iter(reachable_addresses(host)), "localhost")
        return f"[{host}]" if ":" in host else host

    def _advertisement(self) -> Advertisement:
        host = self._options.host
        is_local = ipaddress.ip_address(host).is_loopback
        return Advertisement(
            self._service.config.id,
            self.port,
            lambda: reachable_addresses(host),
            [LOOPBACK] if is_local else InterfaceChoice.All,
        )
