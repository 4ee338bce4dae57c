"""The mDNS browse, against real announcements on loopback."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from zeroconf.asyncio import AsyncServiceInfo

from server.client.addresses import Address
from server.client.browsing import MAX_HOSTS, MAX_NAMES, MAX_PORTS, ServerBrowser
from server.protocol.discovery import SERVICE_TYPE, instance_name, txt_record
from tests.attacks.forged_mdns import Lie
from tests.server.client.announcing import HALL, LOOPBACK, WAIT_SECONDS, announced, shout


class Watching:
    """A browser at work, and the news it told."""

    def __init__(self, hall: str) -> None:
        self.news = asyncio.Event()
        self.browser = ServerBrowser(hall, self.news.set, LOOPBACK)

    async def heard(self) -> tuple[Address, ...]:
        """Return the addresses after the next news."""
        async with asyncio.timeout(WAIT_SECONDS):
            await self.news.wait()
        self.news.clear()
        return self.browser.addresses()


@asynccontextmanager
async def watching(hall: str) -> AsyncIterator[Watching]:
    made = Watching(hall)
    task = asyncio.create_task(made.browser.watch())
    try:
        yield made
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_server_that_is_there_is_found() -> None:
    async with announced(HALL, 8123), watching(HALL) as watch:
        assert await watch.heard() == (Address("127.0.0.1", 8123),)


async def test_a_server_that_comes_later_is_found() -> None:
    async with watching(HALL) as watch, announced(HALL, 8123):
        assert await watch.heard() == (Address("127.0.0.1", 8123),)


async def test_two_servers_of_one_hall_are_both_candidates() -> None:
    async with watching(HALL) as watch, announced(HALL, 8123):
        await watch.heard()
        async with announced(HALL, 8124, name=f"second.{SERVICE_TYPE}"):
            found = await watch.heard()

    assert found == (Address("127.0.0.1", 8124), Address("127.0.0.1", 8123))


async def test_a_server_that_says_goodbye_is_forgotten() -> None:
    async with watching(HALL) as watch:
        async with announced(HALL, 8123):
            await watch.heard()
        async with asyncio.timeout(WAIT_SECONDS), announced(HALL, 8124):
            found = await watch.heard()

    assert found == (Address("127.0.0.1", 8124),)


async def test_a_server_that_moves_is_followed() -> None:
    async with watching(HALL) as watch, announced(HALL, 8123) as zeroconf:
        await watch.heard()
        moved = AsyncServiceInfo(
            SERVICE_TYPE,
            instance_name(HALL),
            port=8123,
            parsed_addresses=["127.0.0.2"],
            properties=txt_record(HALL),
            server="test-8123.local.",
        )
        await (await zeroconf.async_update_service(moved))
        found = await watch.heard()

    assert found[0] == Address("127.0.0.2", 8123)


@pytest.mark.parametrize(
    "texts",
    [
        {"v": "1", "hall": "hall-other"},
        {"v": "2", "hall": HALL},
        {"hall": HALL},
        {},
    ],
)
async def test_who_is_not_ours_is_no_candidate(texts: dict[str, str]) -> None:
    async with (
        watching(HALL) as watch,
        announced(HALL, 8123, texts=texts),
        announced(HALL, 8124),
    ):
        assert await watch.heard() == (Address("127.0.0.1", 8124),)


def names(count: int, begin: int = 0) -> Iterator[Lie]:
    """Return instances of the hall that an enemy made up, each at an address of its own."""
    for number in range(begin, begin + count):
        address = f"10.{number // 62500}.{number // 250 % 250}.{number % 250 + 1}"
        yield Lie(HALL, address, 8077, f"n{number}.{SERVICE_TYPE}", f"n{number}.local.")


async def until(watch: Watching, condition: Callable[[tuple[Address, ...]], bool]) -> None:
    async with asyncio.timeout(WAIT_SECONDS):
        while not condition(watch.browser.addresses()):
            await watch.news.wait()
            watch.news.clear()


@pytest.mark.parametrize("is_first", [True, False])
async def test_a_thousand_names_hide_no_server(*, is_first: bool) -> None:
    true = Address("127.0.0.1", 8123)
    async with watching(HALL) as watch, announced(HALL, 8999):
        await watch.heard()
        if not is_first:
            shout(names(1000))
        async with announced(HALL, 8123):
            if is_first:
                shout(names(1000))

            await until(watch, lambda heard: true in heard and len(heard) > 1000)
            found = watch.browser.addresses()

    assert true in found


async def test_names_without_end_are_bounded() -> None:
    async with watching(HALL) as watch, announced(HALL, 8999):
        await watch.heard()
        for begin in range(0, 2 * MAX_NAMES, 100):
            shout(names(100, begin))
            await asyncio.sleep(0)

        await until(watch, lambda heard: len(heard) > MAX_NAMES // 2)
        assert len(watch.browser.addresses()) <= MAX_NAMES


async def test_a_host_of_many_ports_and_a_name_of_many_hosts_are_bounded() -> None:
    one = [
        Lie(HALL, "10.9.9.9", 1000 + number, f"p{number}.{SERVICE_TYPE}", "ports.local.")
        for number in range(50)
    ]
    many = [
        Lie(HALL, f"10.8.0.{number + 1}", 8077, f"many.{SERVICE_TYPE}", "many.local.")
        for number in range(100)
    ]
    async with watching(HALL) as watch, announced(HALL, 8999):
        await watch.heard()
        shout(one)
        shout([many[0], *(replace(lie, name=f"other.{SERVICE_TYPE}") for lie in many[1:])])
        await until(watch, lambda heard: any(at.host.startswith("10.8.") for at in heard))
        heard = watch.browser.addresses()

    hosts = [at.host for at in heard]
    assert hosts.count("10.9.9.9") <= MAX_PORTS
    assert sum(host.startswith("10.8.") for host in hosts) <= 2 * MAX_HOSTS
