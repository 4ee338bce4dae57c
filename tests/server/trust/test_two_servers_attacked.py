"""Attackers at one server of a hall, the true kiosk and the administrator at another."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copytree
from typing import TypeVar

import pytest

from server.protocol.device_events import DeviceKeyRenewed, DeviceSuspected, Suspicion
from server.protocol.events import Event
from server.protocol.identity import DeviceRole
from tests.server.engines import Engines
from tests.server.trust.trusted_hall import ADMIN, TrustedHall, trusted_hall

NOTICED_SECONDS = 100.0
KIOSK = "kiosk-1"

E = TypeVar("E", bound=Event)


@pytest.fixture
async def servers(postgresql: Engines) -> AsyncIterator[tuple[TrustedHall, TrustedHall]]:
    """Give two servers of one hall."""
    url = postgresql.address()
    async with trusted_hall(url) as here, trusted_hall(url) as there:
        yield here, there


async def happened(hall: TrustedHall, kind: type[E]) -> E:
    """Wait until such an event stands in the log."""
    async with asyncio.timeout(NOTICED_SECONDS):
        while True:
            found = [event for event in await hall.events() if isinstance(event, kind)]
            if found:
                return found[0]
            await asyncio.sleep(0.05)


async def copied(hall: TrustedHall, place: Path) -> Path:
    """Pair a kiosk with ``hall``, switch it off, and return a copy of all that it keeps."""
    await hall.switch_off(await hall.pair(place / "kiosk"))
    return Path(copytree(place / "kiosk", place / "copy"))


@pytest.mark.timeout(150)
async def test_a_copy_at_another_server_than_the_true_kiosk_is_noticed(
    servers: tuple[TrustedHall, TrustedHall], tmp_path: Path
) -> None:
    here, there = servers
    stolen = await copied(here, tmp_path)
    kiosk = await here.device(tmp_path / "kiosk")
    await kiosk.up()

    thief = await there.device(stolen)
    suspected = await happened(there, DeviceSuspected)

    await thief.up()
    assert suspected == DeviceSuspected(device=KIOSK, reason=Suspicion.TWO_LINKS)


async def test_revoked_at_one_server_a_device_is_out_at_every_other(
    servers: tuple[TrustedHall, TrustedHall], tmp_path: Path
) -> None:
    here, there = servers
    stolen = await copied(here, tmp_path)
    thief = await there.device(stolen)
    await thief.up()

    await here.trust.revoke(KIOSK, ADMIN)
    first = await thief.refused()
    await there.switch_off(thief)
    again = await here.device(tmp_path / "kiosk")

    assert first == await again.refused() == "unknown-device"


async def test_a_key_that_was_replaced_at_one_server_tells_of_the_copy_at_another(
    servers: tuple[TrustedHall, TrustedHall], tmp_path: Path
) -> None:
    here, there = servers
    stolen = await copied(here, tmp_path)
    kiosk = await here.device(tmp_path / "kiosk")
    await kiosk.up()
    await here.trust.renew_key(KIOSK)
    await happened(here, DeviceKeyRenewed)
    await here.switch_off(kiosk)

    thief = await there.device(stolen)
    refused = await thief.refused()
    suspected = await happened(here, DeviceSuspected)

    assert refused == "key-replaced"
    assert suspected == DeviceSuspected(device=KIOSK, reason=Suspicion.KEY_REPLACED)


async def test_a_code_shown_at_one_server_is_good_once_whoever_types_it_where(
    servers: tuple[TrustedHall, TrustedHall], tmp_path: Path
) -> None:
    """Two administrators at two servers at the same moment make one device, not two."""
    here, there = servers
    device = await here.device(tmp_path / "kiosk")
    shown = await device.shown()
    while not await there.trust.pairings.everywhere():  # noqa: ASYNC110 - the database sets no event
        await asyncio.sleep(0.02)

    both = await asyncio.gather(
        *(one.trust.pairings.confirm(shown.code, "Door", None, ADMIN) for one in servers),
        return_exceptions=True,
    )
    await device.up()
    devices = await here.trust.devices()

    assert len([one for one in both if not isinstance(one, BaseException)]) == 1
    assert [(one.row.id, one.row.role) for one in devices] == [(KIOSK, DeviceRole.KIOSK)]
