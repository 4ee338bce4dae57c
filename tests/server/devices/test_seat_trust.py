"""What a linked device is offered, and when a second link with its key is refused."""

import asyncio

import pytest

from server.devices.hub import Seat
from server.devices.seat_trust import SeatTrust
from server.protocol.errors import UnknownDeviceError
from server.protocol.frames import AuthorityAnnounced, AuthorityKept, KeyKept, KeyOffered
from server.protocol.identity import DeviceRole
from server.storage.authorities import AuthorityRow, AuthorityState
from server.storage.device_keys import DeviceKeys
from server.storage.devices import DeviceRow, key_digest
from server.trust.trust import Trust
from tests.server.devices.working_server import WorkingServer

KEY = "1a" * 32
COMING = AuthorityRow("EFGH", AuthorityState.COMING, "certificate", "key", 1)


async def paired(server: WorkingServer) -> DeviceRow:
    """Let a device in that has pinned an authority."""
    row = DeviceRow("kiosk-1", DeviceRole.KIOSK, key_digest(KEY), added_at=server.clock.wall_ms())
    await server.service.write(lambda ledger: ledger.devices.add(row))
    await server.service.write(
        lambda ledger: DeviceKeys(ledger.connection, ledger.hall).trusts("kiosk-1", "ABCD")
    )
    return await found(server)


async def found(server: WorkingServer) -> DeviceRow:
    row = await server.service.read(lambda ledger: ledger.devices.find("kiosk-1"))
    assert row is not None
    return row


async def test_an_old_key_is_offered_a_successor_which_the_device_then_keeps(
    server: WorkingServer,
) -> None:
    device = await paired(server)
    seat = Seat("kiosk-1", 1)
    server.clock.advance(hours=7 * 24)

    await SeatTrust(server.service, Trust(server.service)).attend(device, seat)

    offered = seat.frames.get_nowait()
    assert isinstance(offered, KeyOffered)
    await seat.told(KeyKept(offered.key))
    assert (await found(server)).has_key(offered.key)


async def test_a_key_that_was_not_offered_ends_the_link(server: WorkingServer) -> None:
    device, seat = await paired(server), Seat("kiosk-1", 1)
    await SeatTrust(server.service, Trust(server.service)).attend(device, seat)

    with pytest.raises(UnknownDeviceError):
        await seat.told(KeyKept("9f" * 32))


async def test_an_authority_to_come_is_announced_once_it_is_not_known(
    server: WorkingServer,
) -> None:
    trust, seat = Trust(server.service), Seat("kiosk-1", 1)
    trust.coming = COMING
    seat_trust = SeatTrust(server.service, trust)

    await seat_trust.attend(await paired(server), seat)
    await seat.told(AuthorityKept("EFGH"))
    await seat_trust.attend(await found(server), seat)

    assert seat.frames.get_nowait() == AuthorityAnnounced("certificate")
    assert seat.frames.empty()


async def test_a_device_without_a_pin_is_offered_nothing(server: WorkingServer) -> None:
    trust, seat = Trust(server.service), Seat("kiosk-1", 1)
    trust.coming = COMING
    device = without_authority(await paired(server))
    server.clock.advance(hours=7 * 24)

    await SeatTrust(server.service, trust).attend(device, seat)

    assert seat.frames.empty()


def without_authority(device: DeviceRow) -> DeviceRow:
    return DeviceRow(device.id, device.role, device.key_digest)


async def test_who_is_to_look_again_is_told_at_once(server: WorkingServer) -> None:
    seat_trust = SeatTrust(server.service, Trust(server.service))
    waiting = asyncio.create_task(seat_trust.until_due())
    await asyncio.sleep(0)

    seat_trust.look_again()

    async with asyncio.timeout(1):
        await waiting
    assert waiting.done()


async def test_what_is_told_while_nobody_waits_is_not_lost(server: WorkingServer) -> None:
    seat_trust = SeatTrust(server.service, Trust(server.service))
    seat_trust.look_again()

    async with asyncio.timeout(1):
        await seat_trust.until_due()

    waiting = asyncio.create_task(seat_trust.until_due())
    await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()
