"""The mDNS browse for a hall's server; yields candidates, never trust; used by the finder."""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable

from zeroconf import (  # type: ignore[attr-defined]  # its __init__ names the DNS parts for others
    DNSOutgoing,
    DNSPointer,
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

MAX_NAMES = 2048
"""More than zeroconf keeps records of; what is kept of a name is small."""

MAX_HOSTS = 32
MAX_PORTS = 2
"""Addresses of one name, and ports of one host: an enemy has more names than computers."""

MAX_RESOLVING = 32
MAX_WAITING = 256
MORE_NAMES = 64
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
        self._waiting: dict[str, None] = {}
        self._resolving: dict[str, asyncio.Task[None]] = {}
        self._chance = random.SystemRandom()
        self._zeroconf: AsyncZeroconf | None = None
        self._browser: AsyncServiceBrowser | None = None
        self._may_ask_at = 0.0

    def addresses(self) -> tuple[Address, ...]:
        """Return the addresses heard of, the newest first, few of one host."""
        hosts: Counter[str] = Counter()
        heard: dict[Address, None] = {}
        for hall, addresses in reversed(self._found.values()):
            if self._hall in (None, hall):
                for address in addresses:
                    if address not in heard and hosts[address.host] < MAX_PORTS:
                        hosts[address.host] += 1
                        heard[address] = None
        return tuple(heard)

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
                self._look_at_more(self._zeroconf.zeroconf)
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
        """Look at what came or changed, forget what said goodbye; zeroconf calls by keyword."""
        del service_type
        if state_change is ServiceStateChange.Removed:
            self._found.pop(name, None)
            self._waiting.pop(name, None)
        else:
            self._look_at(zeroconf, name)

    def _look_at(self, zeroconf: Zeroconf, name: str) -> None:
        """Note a name whose records have come with it; ask for the rest of others."""
        info = AsyncServiceInfo(SERVICE_TYPE, name)
        if info.load_from_cache(zeroconf):
            self._note(name, info)
        elif name not in self._resolving:
            self._waiting[name] = None
            if len(self._waiting) > MAX_WAITING:
                del self._waiting[self._chance.choice(tuple(self._waiting))]
            self._ask_for_rest(zeroconf)

    def _look_at_more(self, zeroconf: Zeroconf) -> None:
        """Look at some of the names that were lost sight of: among many, each has its chance."""
        heard = zeroconf.cache.async_entries_with_name(SERVICE_TYPE)
        names = {one.alias for one in heard if isinstance(one, DNSPointer)} - self._found.keys()
        for name in self._chance.sample(sorted(names), min(MORE_NAMES, len(names))):
            self._look_at(zeroconf, name)

    def _ask_for_rest(self, zeroconf: Zeroconf) -> None:
        while self._waiting and len(self._resolving) < MAX_RESOLVING:
            name = self._chance.choice(tuple(self._waiting))
            del self._waiting[name]
            self._resolving[name] = asyncio.create_task(self._resolve(zeroconf, name))

    async def _resolve(self, zeroconf: Zeroconf, name: str) -> None:
        try:
            info = AsyncServiceInfo(SERVICE_TYPE, name)
            if await info.async_request(zeroconf, RESOLVE_MS):
                self._note(name, info)
        finally:
            del self._resolving[name]
            self._ask_for_rest(zeroconf)

    def _note(self, name: str, info: AsyncServiceInfo) -> None:
        """Keep the newest names last; one name more than are kept pushes the oldest out."""
        hall, port = advertised_hall(info.decoded_properties), info.port or 0
        if not port or hall is None or self._hall not in (None, hall):
            return
        hosts = info.parsed_addresses(IPVersion.V4Only)
        if len(hosts) > MAX_HOSTS:
            hosts = self._chance.sample(hosts, MAX_HOSTS)
        self._found.pop(name, None)
        self._found[name] = (hall, tuple(Address(host, port) for host in hosts))
        if len(self._found) > MAX_NAMES:
            del self._found[next(iter(self._found))]
        self._changed()

    async def _close(self) -> None:
        self._waiting.clear()
        for task in list(self._resolving.values()):
            task.cancel()
        await asyncio.gather(*self._resolving.values(), return_exceptions=True)
        if self._browser is not None:
            await self._browser.async_cancel()
        if self._zeroconf is not None:
            await self._zeroconf.async_close()
