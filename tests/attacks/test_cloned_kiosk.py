"""A thief copied what a kiosk keeps: two machines are one kiosk."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from server.client.device_state import DeviceState
from server.protocol.device_events import DeviceKeyRenewed, DeviceSuspected, Suspicion
from server.trust import orders
from tests.attacks.by_hand import by_hand, hello_of
from tests.attacks.devices import Device
from tests.attacks.network import NETWORK, Machine
from tests.attacks.stand import Stand

NOTICED_SECONDS = 15.0
LOSSES = 8


@asynccontextmanager
async def doubled(
    stand: Stand, state: DeviceState, honest: Machine, thief: Machine, copy: DeviceState
) -> AsyncIterator[tuple[Device, Device]]:
    """Switch on the kiosk and its copy."""
    where = (stand.address,)
    async with stand.switched_on(honest, state, configured=where) as kiosk:
        await kiosk.until_up()
        async with stand.switched_on(thief, copy, configured=where) as other:
            yield kiosk, other


@pytest.fixture(scope="module")
async def machines(stand: Stand) -> tuple[Machine, Machine]:
    """Give the kiosk's computer and the thief's."""
    first = await asyncio.to_thread(stand.lan.add, "kiosk", 2)
    return first, stand.lan.add("thief", 66)


def suspected(stand: Stand, device: str) -> list[Suspicion]:
    """Return of what a device was suspected, in the log's order."""
    return [
        entry.event.reason
        for entry in stand.entries()
        if isinstance(entry.event, DeviceSuspected) and entry.event.device == device
    ]


async def test_two_kiosks_with_one_key_are_noticed_and_no_ticket_is_lost_or_doubled(
    stand: Stand, machines: tuple[Machine, Machine]
) -> None:
    state = await stand.pair(machines[0])
    copy = stand.copied(state, "copy-1")
    begun = time.monotonic()
    async with doubled(stand, state, *machines, copy) as (kiosk, other):
        asking = [asyncio.create_task(kiosk.issue(20)) for _ in range(3)]
        told = {
            asyncio.create_task(one.until_down("device-doubled", NOTICED_SECONDS)): one
            for one in (kiosk, other)
        }
        done, late = await asyncio.wait(told, return_when=asyncio.FIRST_COMPLETED)
        took = time.monotonic() - begun
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await other.switch_off()
        if told[done.pop()] is kiosk:
            await kiosk.until_up()
        numbers = [*await asyncio.gather(*asking), await kiosk.issue()]

    assert took < NOTICED_SECONDS
    assert suspected(stand, kiosk.identity.device) == [Suspicion.TWO_LINKS]
    assert len(set(numbers)) == 4


async def test_after_its_key_was_renewed_the_copy_is_out_and_noticed(
    stand: Stand, machines: tuple[Machine, Machine]
) -> None:
    state = await stand.pair(machines[0])
    copy, renewed_before = stand.copied(state, "copy-2"), stand.logged(DeviceKeyRenewed)
    stolen = copy.load()
    assert stolen is not None
    async with stand.switched_on(machines[0], state, configured=(stand.address,)) as kiosk:
        await kiosk.until_up()
        stand.honest.rows(orders.RenewKey(kiosk.identity.device))
        await stand.until_logged(DeviceKeyRenewed, renewed_before + 1)
        async with by_hand(stand, machines[1]) as thief:
            await thief.say(hello_of(stolen))
            code = await thief.end()
        number = await kiosk.issue()

    assert code == "key-replaced"
    assert number
    assert suspected(stand, stolen.device) == [Suspicion.KEY_REPLACED]
    renewed = state.load()
    assert renewed is not None
    assert renewed.key != stolen.key
    stand.secrets.add(renewed.key)


async def test_a_copy_that_was_linked_when_the_key_was_renewed_keeps_the_true_kiosk_out_loudly(
    stand: Stand, machines: tuple[Machine, Machine]
) -> None:
    """The admin is told either way, and revoking ends both."""
    state = await stand.pair(machines[0])
    copy, renewed = stand.copied(state, "copy-3"), stand.logged(DeviceKeyRenewed)
    async with stand.switched_on(machines[1], copy, configured=(stand.address,)) as thief:
        await thief.until_up()
        stand.honest.rows(orders.RenewKey(thief.identity.device))
        await stand.until_logged(DeviceKeyRenewed, renewed + 1)
        async with stand.switched_on(machines[0], state, configured=(stand.address,)) as kiosk:
            await kiosk.until_down("key-replaced")
        stand.revoke(thief.identity.device)
        await thief.until_down("unknown-device")

    assert suspected(stand, kiosk.identity.device) == [Suspicion.KEY_REPLACED]


async def test_a_kiosk_that_loses_its_network_is_no_copy_and_is_kept_waiting_by_nobody(
    stand: Stand,
) -> None:
    """It gets another address each time, so that its last words never reach the server."""
    machine = stand.lan.add("wanderer", 100)
    state, refusals = await stand.pair(machine), []
    for host in range(101, 101 + LOSSES):
        async with switched_on(stand, machine, state) as kiosk:
            await kiosk.until_up()
            refusals += kiosk.refusals
            machine.plug(is_in=False)
            machine.drop_address(machine.address)
        machine.address = f"{NETWORK}.{host}"
        machine.take_address(machine.address)
    async with switched_on(stand, machine, state) as kiosk:
        await kiosk.until_up()
        number = await kiosk.issue()

    assert number
    assert refusals == []
    assert suspected(stand, kiosk.identity.device) == []


def switched_on(stand: Stand, machine: Machine, state: DeviceState) -> Device:
    """Return a kiosk that knows where its server is."""
    return stand.switched_on(machine, state, configured=(stand.address,), has_mdns=False)
