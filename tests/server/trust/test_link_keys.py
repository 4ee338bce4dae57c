"""Which keys open a link: the present one, an offered one from its first use on, no other."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.hall_service import HallService
from server.protocol.device_events import DeviceKeyRenewed, DeviceSuspected, Suspicion
from server.protocol.errors import KeyReplacedError, UnknownDeviceError
from server.protocol.identity import DeviceRole
from server.storage.device_keys import DeviceKeys
from server.storage.devices import DeviceRow, key_digest
from server.trust.link_keys import TwinProofs, offer_if_due, recognise, suspect, use_offered
from server.trust.trust import Trust
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE

FIRST, SECOND = "1a" * 32, "2b" * 32
KIOSK = DeviceRole.KIOSK


@pytest.fixture
def clock() -> FakeClock:
    """Give the clock of the hall."""
    return FakeClock()


@pytest.fixture
async def service(tmp_path: Path, clock: FakeClock) -> AsyncIterator[HallService]:
    """Give a hall with one paired kiosk."""
    opened = await HallService.open(tmp_path, HALL_FILE, clock)
    row = DeviceRow("kiosk-1", KIOSK, key_digest(FIRST), added_at=opened.now())
    await opened.write(lambda ledger: ledger.devices.add(row))
    await opened.write(
        lambda ledger: DeviceKeys(ledger.connection, ledger.hall).trusts("kiosk-1", "ABCD")
    )
    yield opened
    await opened.close()


async def row_of(service: HallService) -> DeviceRow:
    found = await service.read(lambda ledger: ledger.devices.find("kiosk-1"))
    assert found is not None
    return found


async def kinds(service: HallService) -> list[str]:
    entries = await service.read(lambda ledger: ledger.events.since(0, 0))
    return [type(entry.event).__name__ for entry in entries]


async def offered_now(service: HallService, clock: FakeClock) -> str:
    """Return a key that is offered since the present one is a week old."""
    clock.advance(hours=7 * 24)
    offer = await offer_if_due(service, await row_of(service))
    assert offer is not None
    return offer.key


async def test_the_present_key_opens_the_link(service: HallService) -> None:
    assert (await recognise(service, "kiosk-1", KIOSK, FIRST)).id == "kiosk-1"


@pytest.mark.parametrize(
    ("device", "role", "key"),
    [
        ("kiosk-1", KIOSK, SECOND),
        ("kiosk-2", KIOSK, FIRST),
        ("kiosk-1", DeviceRole.DISPLAY, FIRST),
    ],
)
async def test_anything_else_is_an_unknown_device(
    service: HallService, device: str, role: DeviceRole, key: str
) -> None:
    with pytest.raises(UnknownDeviceError):
        await recognise(service, device, role, key)


async def test_an_offered_key_replaces_the_other_at_its_first_use(
    service: HallService, clock: FakeClock
) -> None:
    key = await offered_now(service, clock)

    await recognise(service, "kiosk-1", KIOSK, FIRST)
    await recognise(service, "kiosk-1", KIOSK, key)

    assert (await kinds(service)).count(DeviceKeyRenewed.__name__) == 1
    with pytest.raises(KeyReplacedError):
        await recognise(service, "kiosk-1", KIOSK, FIRST)
    assert (await row_of(service)).suspect is Suspicion.KEY_REPLACED


async def test_a_suspicion_is_noted_once(service: HallService) -> None:
    for _ in range(3):
        await suspect(service, "kiosk-1", Suspicion.TWO_LINKS)

    assert (await kinds(service)).count(DeviceSuspected.__name__) == 1


async def test_a_key_is_offered_when_it_is_due_and_not_twice_a_day(
    service: HallService, clock: FakeClock
) -> None:
    assert await offer_if_due(service, await row_of(service)) is None
    await offered_now(service, clock)

    assert await offer_if_due(service, await row_of(service)) is None
    clock.advance(hours=25)
    assert await offer_if_due(service, await row_of(service)) is not None


async def test_each_of_several_offers_is_good(service: HallService, clock: FakeClock) -> None:
    first = await offered_now(service, clock)
    clock.advance(hours=25)
    assert await offer_if_due(service, await row_of(service)) is not None

    await use_offered(service, "kiosk-1", first)

    assert (await row_of(service)).has_key(first)


async def test_an_older_offer_that_was_not_used_tells_of_a_copy(
    service: HallService, clock: FakeClock
) -> None:
    other = await offered_now(service, clock)
    clock.advance(hours=25)
    used = await offer_if_due(service, await row_of(service))
    assert used is not None
    await use_offered(service, "kiosk-1", used.key)

    with pytest.raises(KeyReplacedError):
        await recognise(service, "kiosk-1", KIOSK, other)


async def test_a_device_that_was_offered_several_keys_may_keep_one_after_another(
    service: HallService, clock: FakeClock
) -> None:
    """An admin pressed twice: both offers were on their way before the first was answered."""
    trust, offers = Trust(service), []
    for _ in range(3):
        await trust.renew_key("kiosk-1")
        clock.advance(ms=20)
        offer = await offer_if_due(service, await row_of(service))
        assert offer is not None
        offers.append(offer.key)

    for key in offers:
        await use_offered(service, "kiosk-1", key)

    row = await row_of(service)
    assert row.has_key(offers[-1])
    assert row.suspect is None
    for key in (FIRST, *offers[:-1]):
        with pytest.raises(KeyReplacedError):
            await recognise(service, "kiosk-1", KIOSK, key)


async def test_a_device_that_keeps_nothing_is_offered_no_more_than_five_keys(
    service: HallService, clock: FakeClock
) -> None:
    offers = []
    for _ in range(8):
        clock.advance(hours=7 * 24)
        offers.append(await offer_if_due(service, await row_of(service)))

    assert [offer is not None for offer in offers] == [True] * 5 + [False] * 3


async def test_a_device_without_an_authority_is_offered_nothing(
    service: HallService, clock: FakeClock
) -> None:
    row = DeviceRow("kiosk-2", KIOSK, key_digest(SECOND))
    clock.advance(hours=7 * 24)

    assert await offer_if_due(service, row) is None


async def test_a_revoked_device_renews_nothing(service: HallService, clock: FakeClock) -> None:
    key = await offered_now(service, clock)
    await service.revoke_device("kiosk-1")

    with pytest.raises(UnknownDeviceError):
        await use_offered(service, "kiosk-1", key)


async def test_a_key_that_was_never_offered_is_not_used(service: HallService) -> None:
    with pytest.raises(UnknownDeviceError):
        await use_offered(service, "kiosk-1", SECOND)


def test_three_proofs_in_ten_minutes_are_one_too_many() -> None:
    proofs = TwinProofs(iter(range(0, 2000, 200)).__next__)

    assert [proofs.is_one_too_many("kiosk-1") for _ in range(4)] == [False, False, True, True]
    assert not proofs.is_one_too_many("kiosk-2")


def test_proofs_far_apart_are_not_counted_together() -> None:
    proofs = TwinProofs(iter(range(0, 10_000, 301)).__next__)

    assert not any(proofs.is_one_too_many("kiosk-1") for _ in range(20))
