"""Two links of one device: a lost network leaves a dead one behind, a copy a living one."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from server.protocol.device_events import DeviceSuspected, Suspicion
from server.protocol.frames import Refusal, Welcome
from server.trust.link_keys import suspect
from tests.server.devices.gaps import gap_before
from tests.server.devices.working_server import WorkingServer, opened

OFTEN = 15
"""Many times more than is suspicious of two that live."""


async def suspicions(server: WorkingServer) -> list[DeviceSuspected]:
    return [
        entry.event for entry in await server.log() if isinstance(entry.event, DeviceSuspected)
    ]


async def test_a_network_that_is_lost_and_found_again_makes_nobody_a_suspect(
    server: WorkingServer,
) -> None:
    """Each time the link before is left hanging: the server does not know yet that it is dead."""
    identity, told = await server.add_kiosk(), []
    async with gap_before(server.server.port) as gap, AsyncExitStack() as links:
        for _ in range(OFTEN):
            device = await links.enter_async_context(opened(server, identity, gap.port))
            told.append(await device.hello())
            gap.open_up()

    assert all(isinstance(frame, Welcome) for frame in told)
    assert await suspicions(server) == []


async def test_a_suspected_device_is_not_kept_out_by_its_own_dead_link(
    server: WorkingServer,
) -> None:
    identity, told = await server.add_kiosk(), []
    await suspect(server.service, identity.device, Suspicion.KEY_REPLACED)
    async with gap_before(server.server.port) as gap, AsyncExitStack() as links:
        for _ in range(3):
            device = await links.enter_async_context(opened(server, identity, gap.port))
            told.append(await device.hello())
            gap.open_up()

    assert all(isinstance(frame, Welcome) for frame in told)


async def test_two_that_live_are_suspected_and_then_the_later_one_is_refused(
    server: WorkingServer,
) -> None:
    identity = await server.add_kiosk()
    async with AsyncExitStack() as links:
        for _ in range(4):
            latest = await links.enter_async_context(opened(server, identity))
            assert isinstance(await latest.hello(), Welcome)
        (suspected,) = await server.until_logged(DeviceSuspected)
        copy = await links.enter_async_context(opened(server, identity))
        told = await copy.hello()

    assert suspected == DeviceSuspected(device="kiosk-1", reason=Suspicion.TWO_LINKS)
    assert isinstance(told, Refusal)
    assert told.failure.code == "device-doubled"


async def test_a_copy_that_keeps_silent_gives_its_place_away(server: WorkingServer) -> None:
    """It cannot hide by not answering: then the true one is let in."""
    identity = await server.add_kiosk()
    await suspect(server.service, identity.device, Suspicion.TWO_LINKS)
    async with gap_before(server.server.port) as gap, AsyncExitStack() as links:
        silent = await links.enter_async_context(opened(server, identity, gap.port))
        assert isinstance(await silent.hello(), Welcome)
        gap.open_up()
        true = await links.enter_async_context(opened(server, identity))

        assert isinstance(await true.hello(), Welcome)


@pytest.mark.parametrize("rounds", [1, 2])
async def test_one_or_two_proofs_are_forgiven(server: WorkingServer, rounds: int) -> None:
    identity = await server.add_kiosk()
    async with AsyncExitStack() as links:
        for _ in range(1 + rounds):
            latest = await links.enter_async_context(opened(server, identity))
            assert isinstance(await latest.hello(), Welcome)
        await asyncio.sleep(0.2)

    assert await suspicions(server) == []
