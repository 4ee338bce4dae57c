"""Tells the LAN by mDNS where this hall's server is; a hint for devices, never trust."""

import asyncio
import ipaddress
import logging
from collections.abc import Callable
from secrets import token_hex

import ifaddr
from zeroconf import Error, InterfaceChoice, IPVersion
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from server.protocol.discovery import SERVICE_TYPE, instance_name, txt_record
from server.protocol.identity import Key

POLL_SECONDS = 2.0
LOOPBACK = "127.0.0.1"

_log = logging.getLogger(__name__)


def reachable_addresses(host: str) -> tuple[str, ...]:
    """Return the IPv4 addresses at which a server bound to ``host`` is reached, sorted.

    Bound to every interface, these are all of this computer's but loopback; bound to one
    address, that one while an interface has it.
    """
    found = {
        address.ip
        for adapter in ifaddr.get_adapters()
        for address in adapter.ips
        if isinstance(address.ip, str)
    }
    if ipaddress.ip_address(host).is_unspecified:
        return tuple(sorted(ip for ip in found if not ipaddress.ip_address(ip).is_loopback))
    return tuple(sorted(found & {host}))


class Advertisement:
    """One service record that follows the computer's addresses until it is taken back."""

    def __init__(
        self,
        hall: Key,
        port: int,
        addresses: Callable[[], tuple[str, ...]],
        interfaces: InterfaceChoice | list[str] = InterfaceChoice.All,
    ) -> None:
        """Advertise ``hall`` at ``port`` of whatever ``addresses`` returns, on ``interfaces``."""
        self._hall = hall
        self._port = port
        self._addresses = addresses
        self._interfaces = interfaces
        # A name of its own: two servers of one hall must not answer for each other's address.
        self._host = f"kezek-{token_hex(4)}.local."
        self._name = instance_name(hall)
        self._told: tuple[str, ...] = ()
        self._zeroconf: AsyncZeroconf | None = None

    @property
    def name(self) -> str:
        """Return the instance name, which a conflict may have changed."""
        return self._name

    async def run(self) -> None:
        """Advertise until cancelled; a network that comes late or changes is followed."""
        try:
            while True:
                try:
                    await self._follow()
                except (OSError, Error) as error:
                    _log.info("not advertised for now: %r", error)
                await asyncio.sleep(POLL_SECONDS)
        finally:
            await self._take_back()

    async def _follow(self) -> None:
        addresses = self._addresses()
        if addresses == self._told:
            return
        if self._zeroconf is None:
            await self._register(addresses)
        else:
            await self._zeroconf.async_update_interfaces()
            await (await self._zeroconf.async_update_service(self._info(addresses)))
        self._told = addresses
        _log.info("advertised as %s at %s", self._name, ", ".join(addresses) or "no address")

    async def _register(self, addresses: tuple[str, ...]) -> None:
        zeroconf = AsyncZeroconf(interfaces=self._interfaces, ip_version=IPVersion.V4Only)
        info = self._info(addresses)
        try:
            announcing = await zeroconf.async_register_service(info, allow_name_change=True)
            self._name = info.name
            await announcing
        except BaseException:
            await zeroconf.async_close()
            raise
        self._zeroconf = zeroconf

    def _info(self, addresses: tuple[str, ...]) -> AsyncServiceInfo:
        return AsyncServiceInfo(
            SERVICE_TYPE,
            self._name,
            port=self._port,
            parsed_addresses=list(addresses),
            properties=txt_record(self._hall),
            server=self._host,
        )

    async def _take_back(self) -> None:
        if self._zeroconf is not None:
            await self._zeroconf.async_unregister_all_services()
            await self._zeroconf.async_close()
