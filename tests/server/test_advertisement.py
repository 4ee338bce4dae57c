"""Being found: real mDNS on loopback, and between network namespaces where that is allowed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from secrets import token_hex

from server.advertisement import Advertisement, reachable_addresses
from server.client.addresses import Address
from server.client.browsing import ServerBrowser

LOOPBACK = ["127.0.0.1"]
WAIT_SECONDS = 12.0


def hall() -> str:
    return f"hall-{token_hex(4)}"


@asynccontextmanager
async def advertised(
    hall: str, port: int, addresses: Callable[[], tuple[str, ...]] = lambda: ("127.0.0.1",)
) -> AsyncIterator[Advertisement]:
    made = Advertisement(hall, port, addresses, LOOPBACK)
    task = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class Watch:
    """A browser at work."""

    def __init__(self, hall: str) -> None:
        self._news = asyncio.Event()
        self._browser = ServerBrowser(hall, self._news.set, LOOPBACK)

    async def run(self) -> None:
        await self._browser.watch()

    async def until(self, *wanted: Address) -> None:
        """Wait until these addresses are known; the newest is tried first."""
        async with asyncio.timeout(WAIT_SECONDS):
            while not set(wanted) <= set(self._browser.addresses()):
                self._news.clear()
                await self._news.wait()

    @property
    def newest(self) -> Address:
        """Return the address that a device tries first."""
        return self._browser.addresses()[0]


@asynccontextmanager
async def watching(hall: str) -> AsyncIterator[Watch]:
    made = Watch(hall)
    task = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_an_advertised_server_is_found() -> None:
    here = hall()

    async with watching(here) as watch, advertised(here, 8123):
        await watch.until(Address("127.0.0.1", 8123))

        assert watch.newest == Address("127.0.0.1", 8123)


async def test_two_servers_with_one_name_are_both_found_under_two_names() -> None:
    here = hall()

    async with watching(here) as watch, advertised(here, 8123) as first:
        await watch.until(Address("127.0.0.1", 8123))
        async with advertised(here, 8124) as second:
            await watch.until(Address("127.0.0.1", 8123), Address("127.0.0.1", 8124))

            assert first.name == f"kezek-{here}._kezek._tcp.local."
            assert second.name == f"kezek-{here}-2._kezek._tcp.local."


async def test_a_server_whose_address_changes_tells_the_new_one() -> None:
    here, addresses = hall(), [("127.0.0.1",)]

    async with watching(here) as watch, advertised(here, 8123, lambda: addresses[0]):
        await watch.until(Address("127.0.0.1", 8123))
        addresses[0] = ("127.0.0.2",)

        await watch.until(Address("127.0.0.2", 8123))

        assert watch.newest == Address("127.0.0.2", 8123)


async def test_a_network_that_refuses_is_tried_again() -> None:
    here, calls = hall(), []

    def addresses() -> tuple[str, ...]:
        calls.append(1)
        if len(calls) == 1:
            raise OSError
        return ("127.0.0.1",)

    async with watching(here) as watch, advertised(here, 8123, addresses):
        await watch.until(Address("127.0.0.1", 8123))

    assert len(calls) >= 2


def test_a_server_on_loopback_is_reached_there_only() -> None:
    assert reachable_addresses("127.0.0.1") == ("127.0.0.1",)


def test_an_address_that_no_interface_has_is_not_advertised() -> None:
    assert reachable_addresses("203.0.113.77") == ()


def test_a_server_on_every_interface_is_not_advertised_on_loopback() -> None:
    found = reachable_addresses("0.0.0.0")  # noqa: S104 - asked about, not bound

    assert not [address for address in found if address.startswith("127.")]
