"""The mDNS browse for a hall's server; yields candidates, never trust; used by the finder."""

import asyncio
import logging
from collections.abc import Callable

from zeroconf import (  # type: ignore[attr-defined]  # its __init__ names the DNS parts for others
    DNSOutgoing,
    DNSQuestion,
    InterfaceChoice,
    IPVersion,
    ServiceStateChange,
    Zeroconf,
)
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from server.client.addresses import Address
from server.protocol.discovery import SERVICE_TYPE, advertised_hall
from server.protocol.identity import Key

MAX_NAMES = 32
RESOLVE_MS = 3000
RESCAN_SECONDS = 2.0

QUERY, PTR, IN = 0, 12, 1
"""A question for every instance of a service (RFC 6763, section 4.1)."""

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
        self._may_ask_at = 0.0

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

    def ask_again(self) -> None:
        """Ask the LAN once more, at most every 2 s, for whoever is without a server.

        The browser's own questions grow rare within seconds, and a server whose cable was out
        does not know that somebody missed it.
        """
        now = asyncio.get_running_loop().time()
        if self._zeroconf is None or now < self._may_ask_at:
            return
        self._may_ask_at = now + RESCAN_SECONDS
        question = DNSOutgoing(QUERY, multicast=True)
        question.add_question(DNSQuestion(SERVICE_TYPE, PTR, IN))
        self._zeroconf.zeroconf.async_send(question)

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
