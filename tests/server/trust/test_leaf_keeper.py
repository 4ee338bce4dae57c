"""A server's certificate follows its addresses and its age, and is not made anew without need."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.hall_service import HallService
from server.protocol.errors import KezekError, ServerBusyError, StorageFullError, UnavailableError
from server.trust.contexts import server_context
from server.trust.leaf_keeper import LeafKeeper
from server.trust.trust import Trust
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE
from tests.server.troubled_store import TroubledStore
from tests.server.trust.trusted_hall import today, until


@pytest.fixture
def clock() -> FakeClock:
    """Give the clock of the hall."""
    return today()


@pytest.fixture
async def service(tmp_path: Path, clock: FakeClock) -> AsyncIterator[HallService]:
    """Give a hall that nobody serves."""
    opened = await HallService.open(tmp_path, HALL_FILE, clock)
    yield opened
    await opened.close()


async def test_a_certificate_is_made_anew_for_another_address_only(service: HallService) -> None:
    context, addresses = server_context(), ["192.168.1.1"]
    keeper = LeafKeeper(service, context, ("localhost",), lambda: tuple(addresses))
    made = []

    for address in ("192.168.1.1", "192.168.1.1", "192.168.1.2"):
        addresses[:] = [address]
        before = keeper.serial
        await keeper.renew()
        made.append(keeper.serial != before)

    assert made == [True, False, True]


async def test_a_certificate_is_made_anew_when_a_third_of_its_life_is_left(
    service: HallService, clock: FakeClock
) -> None:
    keeper = LeafKeeper(service, server_context(), ("localhost",), lambda: ())
    await keeper.renew()
    first = keeper.leaf

    clock.advance(hours=24 * 140)
    await keeper.renew()
    assert keeper.leaf == first
    clock.advance(hours=24 * 10)
    await keeper.renew()

    assert keeper.leaf is not None
    assert first is not None
    assert keeper.leaf.ends_at > first.ends_at


async def test_a_name_that_the_authority_is_not_good_for_is_left_out_and_told_of(
    service: HallService, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.trust.leaf_keeper", "not good for 203.0.113.7, moved.example")
    await LeafKeeper(service, server_context(), ("pc.example",), lambda: ()).renew()

    moved = LeafKeeper(
        service, server_context(), ("pc.example", "moved.example"), lambda: ("203.0.113.7",)
    )
    await moved.renew()

    assert moved.leaf is not None
    assert moved.leaf.left_out == ("203.0.113.7", "moved.example")


@pytest.mark.parametrize(
    "trouble",
    [UnavailableError(part="storage"), ServerBusyError(), StorageFullError()],
    ids=["away", "busy", "full"],
)
async def test_a_store_in_trouble_is_waited_for(
    tmp_path: Path, clock: FakeClock, expected_log: ExpectedLog, trouble: KezekError
) -> None:
    expected_log.expect("server.trust.leaf_keeper", trouble.code)
    service = await TroubledStore.open(tmp_path, HALL_FILE, clock)
    assert isinstance(service, TroubledStore)
    keeper = LeafKeeper(service, server_context(), ("localhost",), lambda: ())
    service.trouble = trouble
    running = asyncio.create_task(keeper.run(Trust(service), every_seconds=0.01))

    await until(lambda: service.refused >= 2)
    service.trouble = None
    await until(lambda: keeper.serial)

    assert not running.done()
    running.cancel()
    await asyncio.wait({running})
    await service.close()
