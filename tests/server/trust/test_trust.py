"""A hall's trust over real sockets: paired, renewed, suspected, revoked."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from server.client.device_state import DeviceState
from server.client.messages import LinkDown
from server.protocol.device_events import (
    AuthorityRenewed,
    DeviceCleared,
    DeviceKeyRenewed,
    DevicePaired,
    DeviceRevoked,
    DeviceSuspected,
    Suspicion,
)
from server.protocol.identity import DeviceRole
from tests.server.trust.trusted_hall import ADMIN, LOOK_SECONDS, TrustedHall, trusted_hall, until

WEEK_HOURS = 7 * 24
LOOKS = 500


async def test_a_device_shows_what_the_admin_sees_and_is_linked_once_confirmed(
    hall: TrustedHall, tmp_path: Path
) -> None:
    device = await hall.device(tmp_path / "kiosk")
    shown = await device.shown()
    (waiting,) = hall.trust.pairings.waiting()

    paired = await hall.trust.pairings.confirm(waiting.code, "Left  of the\tdoor", None, ADMIN)
    await device.up()

    assert shown.code == waiting.code
    assert shown.fingerprint == hall.trust.fingerprint
    assert (paired.id, paired.name) == ("kiosk-1", "Left of the door")
    assert DeviceState(tmp_path / "kiosk").load() == device.identity
    assert device.identity.authorities == (hall.pem,)
    assert DevicePaired(device="kiosk-1", role=DeviceRole.KIOSK, zone=None) in await hall.events()


async def test_a_paired_device_needs_no_code_again(hall: TrustedHall, tmp_path: Path) -> None:
    device = await hall.pair(tmp_path / "board", zone="ground")
    await hall.switch_off(device)

    again = await hall.device(tmp_path / "board")
    await again.up()

    assert again.states == []
    (known,) = await hall.trust.devices()
    assert (known.row.id, known.row.zone, known.is_linked) == ("board-1", "ground", True)


async def test_a_revoked_device_is_cut_at_once_and_let_in_no_more(
    hall: TrustedHall, tmp_path: Path
) -> None:
    device = await hall.pair(tmp_path / "kiosk")

    assert await hall.trust.revoke("kiosk-1", ADMIN)

    assert await device.refused() == "unknown-device"
    assert DeviceRevoked(device="kiosk-1") in await hall.events()


async def test_a_key_is_renewed_on_the_link_when_an_admin_wishes(
    hall: TrustedHall, tmp_path: Path
) -> None:
    device = await hall.pair(tmp_path / "kiosk")
    before = device.identity.key

    assert await hall.trust.renew_key("kiosk-1")
    await until(lambda: device.identity.key != before)

    kept = DeviceState(tmp_path / "kiosk").load()
    assert kept is not None
    assert kept.key == device.identity.key
    await hall.until_happened(DeviceKeyRenewed(device="kiosk-1"))


async def test_a_key_is_renewed_at_a_hello_when_it_is_a_week_old(
    hall: TrustedHall, tmp_path: Path
) -> None:
    device = await hall.pair(tmp_path / "kiosk")
    before = device.identity.key
    await hall.switch_off(device)
    hall.clock.advance(hours=WEEK_HOURS)

    again = await hall.device(tmp_path / "kiosk")
    await again.up()

    await until(lambda: again.identity.key != before)
    assert again.identity.spares == (before,)


async def test_two_orders_for_a_new_key_soon_after_each_other_are_harmless(
    hall: TrustedHall, tmp_path: Path
) -> None:
    device = await hall.pair(tmp_path / "kiosk")
    first = device.identity.key
    offered = DeviceState(tmp_path / "kiosk")

    await hall.trust.renew_key("kiosk-1")
    await until(lambda: device.identity.key != first)
    second = device.identity.key
    await hall.trust.renew_key("kiosk-1")
    await hall.trust.renew_key("kiosk-1")
    await until(lambda: device.identity.key not in {first, second})
    await hall.switch_off(device)
    again = await hall.device(tmp_path / "kiosk")
    await again.up()

    kept, (known,) = offered.load(), await hall.trust.devices()
    assert kept is not None
    assert known.row.has_key(kept.key)
    assert known.row.suspect is None
    assert not any(isinstance(told, LinkDown) and told.failure for told in again.events)


async def test_a_device_that_was_told_wrongly_comes_back_with_the_key_that_is_good(
    hall: TrustedHall, tmp_path: Path
) -> None:
    """Two servers of one hall by mistake, one restored: each knows another key."""
    device = await hall.pair(tmp_path / "kiosk")
    good = device.identity
    await hall.trust.renew_key("kiosk-1")
    await until(lambda: device.identity.key != good.key)
    renewed = device.identity
    await hall.switch_off(device)
    DeviceState(tmp_path / "kiosk").keep(replace(renewed, key=good.key, spares=(renewed.key,)))

    again = await hall.device(tmp_path / "kiosk")
    await again.up()

    assert again.identity.key == renewed.key


async def test_a_key_that_was_replaced_is_refused_and_makes_the_device_suspect(
    hall: TrustedHall, tmp_path: Path
) -> None:
    device = await hall.pair(tmp_path / "kiosk")
    DeviceState(tmp_path / "copy").keep(device.identity)
    before = device.identity.key
    await hall.trust.renew_key("kiosk-1")
    await until(lambda: device.identity.key != before)

    copy = await hall.device(tmp_path / "copy")

    assert await copy.refused() == "key-replaced"
    (known,) = await hall.trust.devices()
    assert known.row.suspect is Suspicion.KEY_REPLACED
    assert await hall.trust.clear_suspicion("kiosk-1", ADMIN)
    assert not await hall.trust.clear_suspicion("kiosk-1", ADMIN)
    assert [one for one in await hall.events() if isinstance(one, DeviceSuspected)] == [
        DeviceSuspected(device="kiosk-1", reason=Suspicion.KEY_REPLACED)
    ]
    assert DeviceCleared(device="kiosk-1") in await hall.events()


async def test_a_server_that_was_restored_to_before_a_renewal_knows_its_devices(
    hall: TrustedHall, tmp_path: Path
) -> None:
    device = await hall.pair(tmp_path / "kiosk")
    await hall.switch_off(device)
    newer = tuple(digit * 64 for digit in "9876543")
    renewed = replace(device.identity, key=newer[0], spares=(*newer[1:], device.identity.key))
    DeviceState(tmp_path / "kiosk").keep(renewed)

    again = await hall.device(tmp_path / "kiosk")
    await again.up()

    assert again.identity == replace(device.identity, spares=newer)
    (known,) = await hall.trust.devices()
    assert known.row.suspect is None


async def test_two_devices_with_one_key_are_noticed_and_the_later_one_is_refused(
    hall: TrustedHall, tmp_path: Path
) -> None:
    first = await hall.pair(tmp_path / "kiosk")
    DeviceState(tmp_path / "copy").keep(first.identity)

    second = await hall.device(tmp_path / "copy")
    refused, _ = await asyncio.wait(
        {asyncio.create_task(one.refused()) for one in (first, second)},
        return_when=asyncio.FIRST_COMPLETED,
        timeout=30,
    )

    assert {task.result() for task in refused} == {"device-doubled"}
    (known,) = await hall.trust.devices()
    assert known.row.suspect is Suspicion.TWO_LINKS
    assert known.is_linked


async def test_another_authority_is_announced_before_it_is_used(
    hall: TrustedHall, tmp_path: Path
) -> None:
    device = await hall.pair(tmp_path / "kiosk")

    coming = await hall.trust.announce_authority()
    await until(lambda: len(device.identity.authorities) > 1)
    for _ in range(LOOKS):
        if not await hall.trust.unaware():
            break
        await asyncio.sleep(LOOK_SECONDS)
    unaware = await hall.trust.unaware()
    await hall.trust.switch_authority(ADMIN)

    assert unaware == ()
    assert device.identity.authorities == (hall.pem, coming.certificate)
    assert AuthorityRenewed(fingerprint=coming.fingerprint) in await hall.events()


async def test_an_authority_that_was_given_up_is_trusted_by_nobody_any_more(
    hall: TrustedHall, tmp_path: Path
) -> None:
    linked, away = await hall.pair(tmp_path / "kiosk"), await hall.pair(tmp_path / "away")
    coming = await hall.trust.announce_authority()
    await until(lambda: {len(one.identity.authorities) for one in (linked, away)} == {2})
    await hall.switch_off(away)
    await hall.trust.switch_authority(ADMIN)

    settled = await hall.trust.give_up_past()
    await until(lambda: linked.identity.authorities == (coming.certificate,))
    again = await hall.device(tmp_path / "away")
    await until(lambda: again.identity.authorities == (coming.certificate,))

    assert settled is not None
    assert settled.fingerprint == coming.fingerprint


async def test_without_an_announcement_there_is_nothing_to_switch_to(hall: TrustedHall) -> None:
    assert await hall.trust.switch_authority(ADMIN) is None


@pytest.mark.parametrize("act", ["revoke", "renew_key", "clear_suspicion"])
async def test_a_device_that_is_none_is_told_apart(hall: TrustedHall, act: str) -> None:
    trust = hall.trust
    acts = {
        "revoke": trust.revoke("kiosk-9", ADMIN),
        "renew_key": trust.renew_key("kiosk-9"),
        "clear_suspicion": trust.clear_suspicion("kiosk-9", ADMIN),
    }

    results = {name: await one for name, one in acts.items()}

    assert results[act] is False


async def test_a_device_links_through_another_address_of_its_hall(
    tmp_path: Path,
) -> None:
    everywhere = "0.0.0.0"  # noqa: S104 - so that there is another address
    async with trusted_hall(tmp_path / "data", host=everywhere) as hall:
        device = await hall.pair(tmp_path / "kiosk")
        await hall.switch_off(device)

        # The certificate does not name it: the hall is known by its id, not by its address.
        unnamed = replace(hall.address, host="127.0.0.7")
        again = await hall.device(tmp_path / "kiosk", address=unnamed)
        await again.up()

        assert again.identity == device.identity
