"""Where a device looks for its server, and in what order; mDNS is real, on loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from server.client.addresses import Address, AddressMemory
from server.client.finder import MAX_CANDIDATES, Finder
from tests.server.client.announcing import HALL, LOOPBACK, announced, until_heard


@asynccontextmanager
async def finding(finder: Finder) -> AsyncIterator[Finder]:
    async with finder:
        yield finder


async def test_the_last_good_address_comes_first(tmp_path: Path) -> None:
    AddressMemory(tmp_path / "last").remember(Address("10.0.0.9"))
    configured = (Address("10.0.0.1"), Address("10.0.0.2"))
    finder = Finder(HALL, configured, AddressMemory(tmp_path / "last"), has_mdns=False)

    async with finding(finder):
        assert finder.candidates() == (Address("10.0.0.9"), *configured)


async def test_no_address_is_tried_twice(tmp_path: Path) -> None:
    AddressMemory(tmp_path / "last").remember(Address("10.0.0.2"))
    configured = (Address("10.0.0.1"), Address("10.0.0.2"))
    finder = Finder(HALL, configured, AddressMemory(tmp_path / "last"), has_mdns=False)

    async with finding(finder):
        assert finder.candidates() == (Address("10.0.0.2"), Address("10.0.0.1"))


async def test_a_good_address_is_remembered_for_the_next_start(tmp_path: Path) -> None:
    async with finding(
        Finder(HALL, (), AddressMemory(tmp_path / "last"), has_mdns=False)
    ) as finder:
        finder.remember(Address("10.0.0.7"))
        finder.remember(Address("10.0.0.7"))

        assert finder.candidates() == (Address("10.0.0.7"),)

    assert AddressMemory(tmp_path / "last").recall() == Address("10.0.0.7")


async def test_without_a_file_the_address_is_remembered_until_the_end() -> None:
    async with finding(Finder(HALL, has_mdns=False)) as finder:
        finder.remember(Address("10.0.0.7"))

        assert finder.candidates() == (Address("10.0.0.7"),)


async def test_there_are_at_most_sixty_four_candidates() -> None:
    configured = tuple(Address(f"10.0.0.{number}") for number in range(100))

    async with finding(Finder(HALL, configured, has_mdns=False)) as finder:
        assert finder.candidates() == configured[:MAX_CANDIDATES]


async def test_what_mdns_tells_comes_last_and_is_news() -> None:
    configured = (Address("10.0.0.1"),)
    finder = Finder(HALL, configured, interfaces=LOOPBACK)
    async with finding(finder), announced(HALL, 8123):
        await until_heard(finder)

        assert finder.candidates() == (*configured, Address("127.0.0.1", 8123))
