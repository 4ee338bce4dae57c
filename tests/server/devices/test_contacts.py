"""What the server notes of its contact with kiosks, and of its own sleep."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.devices.contacts import HOLE_MS, TOUCH_MS, Contacts
from server.hall_service import HallService
from server.protocol.errors import UnavailableError
from server.protocol.identity import DeviceRole
from server.storage.absences import Absences, Span
from server.storage.devices import DeviceRow
from server.storage.ledger import Ledger
from tests.fakes.clock import FakeClock
from tests.server.running_hall import running

KIOSK, BOARD = "kiosk-1", "board-1"


@pytest.fixture
def clock() -> FakeClock:
    """Give the clock of the server."""
    return FakeClock()


@pytest.fixture
async def service(tmp_path: Path, clock: FakeClock) -> AsyncIterator[HallService]:
    """Give a hall with a kiosk and a board."""
    async with running(tmp_path, clock) as service:
        await service.write(add_devices)
        yield service


def add_devices(ledger: Ledger) -> None:
    ledger.devices.add(DeviceRow(KIOSK, DeviceRole.KIOSK, KIOSK))
    ledger.devices.add(DeviceRow(BOARD, DeviceRole.DISPLAY, BOARD, "main"))


async def passing(contacts: Contacts, clock: FakeClock, seconds: int) -> None:
    """Look once a second."""
    for _ in range(seconds):
        clock.advance(seconds=1)
        await contacts.look()


async def last_seen(service: HallService, device: str = KIOSK) -> int | None:
    row = await service.read(lambda ledger: ledger.devices.find(device))
    return None if row is None else row.last_seen


async def absences(service: HallService, device: str = KIOSK) -> tuple[Span, ...]:
    return await service.read(lambda ledger: Absences(ledger.connection, ledger.hall).of(device))


async def test_a_linked_kiosk_is_noted_every_ten_seconds(
    service: HallService, clock: FakeClock
) -> None:
    contacts = Contacts(service)
    contacts.joined(KIOSK)

    await passing(contacts, clock, TOUCH_MS // 1000 - 1)
    before = await last_seen(service)
    await passing(contacts, clock, 1)

    assert (before, await last_seen(service)) == (None, service.now())


async def test_who_is_linked_no_more_is_not_noted(service: HallService, clock: FakeClock) -> None:
    contacts = Contacts(service)
    contacts.joined(KIOSK)
    contacts.left(KIOSK)

    await passing(contacts, clock, 2 * TOUCH_MS // 1000)

    assert await last_seen(service) is None


async def test_a_server_that_slept_was_out_of_contact(
    service: HallService, clock: FakeClock
) -> None:
    contacts = Contacts(service)
    for device in (KIOSK, BOARD):
        contacts.joined(device)
    await passing(contacts, clock, 5)
    since = service.now()

    clock.advance(minutes=30)
    await contacts.look()

    assert await absences(service) == ((since, service.now()),)
    assert await absences(service, BOARD) == ()
    assert await last_seen(service) is None


async def test_a_moment_without_a_look_is_no_sleep(service: HallService, clock: FakeClock) -> None:
    contacts = Contacts(service)
    contacts.joined(KIOSK)
    await contacts.look()

    clock.advance(ms=HOLE_MS - 1)
    await contacts.look()

    assert await absences(service) == ()


async def test_a_store_that_refuses_does_not_end_the_server(
    service: HallService, clock: FakeClock
) -> None:
    class Full:
        is_shared = False
        now = service.now

        async def write(self, _: object) -> None:
            raise UnavailableError

    contacts = Contacts(Full())  # type: ignore[arg-type]  # as much of a service as it looks at
    contacts.joined(KIOSK)

    await passing(contacts, clock, TOUCH_MS // 1000)

    assert await last_seen(service) is None
