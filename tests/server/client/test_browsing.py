"""The mDNS browse, against real announcements on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from zeroconf.asyncio import AsyncServiceInfo

from server.client.addresses import Address
from server.client.browsing import ServerBrowser
from server.protocol.discovery import SERVICE_TYPE, instance_name, txt_record
from tests.server.client.announcing import HALL, LOOPBACK, WAIT_SECONDS, announced


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
        async with announced(HALL, 8124):
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
