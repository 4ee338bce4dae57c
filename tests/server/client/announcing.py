"""Servers announced by real mDNS on loopback, to be found by the code under test."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from secrets import token_hex

from zeroconf import (  # type: ignore[attr-defined]  # its __init__ names them for others
    DNSOutgoing,
    IPVersion,
)
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from server.client.finder import Finder
from server.protocol.discovery import SERVICE_TYPE, instance_name, txt_record
from tests.attacks.forged_mdns import ANSWER, GROUP, PORT, Lie

LOOPBACK = ["127.0.0.1"]
HALL = f"hall-{token_hex(4)}"
"""A hall of this run only: other servers may be announced on the same computer."""

WAIT_SECONDS = 10.0


@asynccontextmanager
async def announced(
    hall: str,
    port: int,
    *,
    addresses: tuple[str, ...] = ("127.0.0.1",),
    texts: dict[str, str] | None = None,
    name: str | None = None,
) -> AsyncIterator[AsyncZeroconf]:
    """Announce a server of ``hall``, by ``name`` or by the hall's; say goodbye at the end.

    Of two servers of one hall the second looks for a name that is free, which a busy computer
    lets it miss: where that is not what is tried, it brings its own.
    """
    zeroconf = AsyncZeroconf(interfaces=LOOPBACK, ip_version=IPVersion.V4Only)
    info = AsyncServiceInfo(
        SERVICE_TYPE,
        name or instance_name(hall),
        port=port,
        parsed_addresses=list(addresses),
        properties=txt_record(hall) if texts is None else texts,
        server=f"test-{port}.local.",
    )
    try:
        await (await zeroconf.async_register_service(info, allow_name_change=True))
        yield zeroconf
    finally:
        await zeroconf.async_unregister_all_services()
        await zeroconf.async_close()


def shout(lies: Iterable[Lie]) -> None:
    """Say what an enemy says, once, on loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as near:
        near.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
        out = DNSOutgoing(ANSWER, multicast=True)
        for lie in lies:
            for record in lie.records():
                out.add_answer_at_time(record, 0)
        for packet in out.packets():
            near.sendto(packet, (GROUP, PORT))


async def until_heard(finder: Finder) -> None:
    """Wait until mDNS tells the finder something."""
    async with asyncio.timeout(WAIT_SECONDS):
        await finder.news.wait()
    finder.news.clear()
