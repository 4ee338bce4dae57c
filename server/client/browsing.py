"""The mDNS browse for a hall's server; yields candidates, never trust; used by the finder."""

import asyncio
import logging
from collections.abc import Callable

from zeroconf import InterfaceChoice, IPVersion, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from server.client.addresses import Address
from server.protocol.discovery import SERVICE_TYPE, advertised_hall
from server.protocol.identity import Key

MAX_NAMES = 32
RESOLVE_MS = 3000
RESCAN_SECONDS = 2.0

_log = logging.getLogger(__name__)


class ServerBrowser:
    """Watches the LAN for servers of one hall; ``changed`` is called on the loop at any news."""

    def __init__(
        self,
        hall: Key | None,
        changed: Callable[[], None],
        interfaces: InterfaceChoice | list[str] = InterfaceChoice.All,
    ) -> None:
        """Look for ``hall``, or without one for any, on ``interfaces``, IPv4."""
        self._hall = hall
        self._changed = changed
        self._interfaces = interfaces
        self._found: dict[str, tuple[Key, tuple[Address, ...]]] = {}
        self._resolving: dict[str, asyncio.Task[None]] = {}
        self._zeroconf: AsyncZeroconf | None = None
        self._browser: AsyncServiceBrowser | None = None

    def addresses(self) -> tuple[Address, ...]:
        """Return every address heard of, the newest first."""
        return tuple(
            address
            for hall, addresses in reversed(self._found.values())
            if self._hall in (None, hall)
            for address in addresses
        )

    def look_for(self, hall: Key) -> None:
        """Look for this hall from now on."""
        self._hall = hall

    async def watch(self) -> None:
        """Browse until cancelled; interfaces that come and go are followed every 2 s."""
        try:
            while True:
                await self._rescan()
                await asyncio.sleep(RESCAN_SECONDS)
        finally:
            await self._close()

    async def _rescan(self) -> None:
        """Take in new interfaces; a machine without network is tried again at the next turn."""
        try:
            if self._zeroconf is None:
                self._start()
            else:
                await self._zeroconf.async_update_interfaces()
        except OSError as error:
            _log.info("no mDNS for now: %s", error)

    def _start(self) -> None:
        self._zeroconf = AsyncZeroconf(interfaces=self._interfaces, ip_version=IPVersion.V4Only)
        self._browser = AsyncServiceBrowser(
            self._zeroconf.zeroconf, SERVICE_TYPE, handlers=[self._on_change]
        )

    def _on_change(
        self,
        zeroconf: Zeroconf,
        service_type: str,
        name: str,
        state_change: ServiceStateChange,
    ) -> None:
        """Resolve what came or changed, forget what said goodbye; zeroconf calls by keyword."""
        if state_change is ServiceStateChange.Removed:
            self._found.pop(name, None)
        elif name not in self._resolving and len(self._resolving) < MAX_NAMES:
            self._resolving[name] = asyncio.create_task(
                self._resolve(zeroconf, service_type, name)
            )

    async def _resolve(self, zeroconf: Zeroconf, service_type: str, name: str) -> None:
        try:
            info = AsyncServiceInfo(service_type, name)
            if await info.async_request(zeroconf, RESOLVE_MS) and self._is_ours(info):
                self._note(name, info)
        finally:
            del self._resolving[name]

    def _is_ours(self, info: AsyncServiceInfo) -> bool:
        hall = advertised_hall(info.decoded_properties)
        return bool(info.port) and hall is not None and self._hall in (None, hall)

    def _note(self, name: str, info: AsyncServiceInfo) -> None:
        """Keep the newest names last; one name more than 32 pushes the oldest out."""
        self._found.pop(name, None)
        self._found[name] = (
            advertised_hall(info.decoded_properties) or "",
            tuple(
                Address(host, info.port or 0) for host in info.parsed_addresses(IPVersion.V4Only)
            ),
        )
        while len(self._found) > MAX_NAMES:
            del self._found[next(iter(self._found))]
        self._changed()

    async def _close(self) -> None:
        for task in list(self._resolving.values()):
            task.cancel()
        await asyncio.gather(*self._resolving.values(), return_exceptions=True)
        if self._browser is not None:
            await self._browser.async_cancel()
        if self._zeroconf is not None:
            await self._zeroconf.async_close()
