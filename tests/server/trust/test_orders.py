"""What an administrator asks about devices on the server's computer, and what is told in words."""

from pathlib import Path

import pytest

from server.hall_service import HallService
from server.plain_words import PlainWords, read_words
from server.protocol.admin_errors import UnknownPairingError
from server.protocol.device_events import Suspicion
from server.protocol.errors import UnknownDeviceError
from server.protocol.identity import DeviceRole
from server.protocol.languages import FALLBACK_ORDER
from server.storage.devices import DeviceRow, key_digest
from server.trust.digests import sha256, thumbprint
from server.trust.holds import Hold
from server.trust.orders import (
    ClearSuspicion,
    ConfirmPairing,
    ListDevices,
    ListPairings,
    RefusePairing,
    RenewAuthority,
    RenewKey,
    ShowAuthority,
    Told,
    TrustOrder,
    carry_out,
)
from server.trust.trust import Trust
from tests.fakes.held_links import HeldLinks
from tests.server.devices.working_server import HALL_FILE
from tests.server.trust.trusted_hall import ADMIN, TrustedHall, today


def said(told: Told) -> list[str]:
    """Return what is said in every language; a text that is missing fails."""
    words = PlainWords(FALLBACK_ORDER)
    return [
        line
        for row in told.rows or ({},)
        for line in words.lines(row.get("words", told.words), row)
    ]


async def test_a_device_is_found_confirmed_and_listed(hall: TrustedHall, tmp_path: Path) -> None:
    device = await hall.device(tmp_path / "kiosk")
    shown = await device.shown()

    waiting = await carry_out(hall.trust, ListPairings(), ADMIN)
    paired = await carry_out(hall.trust, ConfirmPairing(shown.code, "Door"), ADMIN)
    await device.up()
    listed = await carry_out(hall.trust, ListDevices(), ADMIN)

    assert waiting.rows[0]["code"] == shown.code
    assert waiting.rows[0]["fingerprint"] == shown.fingerprint
    assert paired.rows == ({"device": "kiosk-1", "name": "Door", "zone": ""},)
    assert listed.rows[0]["words"] == "device-linked"
    assert len(said(waiting)) == len(said(paired)) == len(said(listed)) == 3


async def test_a_device_is_sent_away(hall: TrustedHall, tmp_path: Path) -> None:
    device = await hall.device(tmp_path / "kiosk")
    shown = await device.shown()

    told = await carry_out(hall.trust, RefusePairing(shown.code), ADMIN)

    assert shown.code in said(told)[0]


@pytest.mark.parametrize(
    "order", [ListPairings(), ListDevices(), RenewAuthority(is_switch=True)], ids=repr
)
async def test_where_there_is_nothing_that_is_said(hall: TrustedHall, order: TrustOrder) -> None:
    told = await carry_out(hall.trust, order, ADMIN)

    assert told.rows == ()
    assert len(said(told)) == 3


async def test_an_authority_is_not_switched_while_a_device_does_not_know_it(
    hall: TrustedHall, tmp_path: Path
) -> None:
    device = await hall.pair(tmp_path / "kiosk")
    await hall.switch_off(device)

    announced = await carry_out(hall.trust, RenewAuthority(), ADMIN)
    held_back = await carry_out(hall.trust, RenewAuthority(is_switch=True), ADMIN)
    switched = await carry_out(hall.trust, RenewAuthority(is_switch=True, is_anyway=True), ADMIN)

    assert (announced.words, held_back.words) == ("authority-announced", "authority-unknown-to")
    assert held_back.rows == ({"device": "kiosk-1"},)
    assert switched.rows == announced.rows
    assert len(said(announced)) == len(said(held_back)) == len(said(switched)) == 3


async def test_older_authorities_are_given_up_when_somebody_says_so(hall: TrustedHall) -> None:
    forget = RenewAuthority(is_forgetting=True)
    nothing = await carry_out(hall.trust, forget, ADMIN)
    await carry_out(hall.trust, RenewAuthority(), ADMIN)
    switched = await carry_out(hall.trust, RenewAuthority(is_switch=True), ADMIN)

    settled = await carry_out(hall.trust, forget, ADMIN)

    assert (nothing.words, settled.words) == ("no-older-authority", "authority-settled")
    assert settled.rows == switched.rows
    assert len(said(nothing)) == len(said(settled)) == 3


@pytest.mark.parametrize(("is_over", "word"), [(False, "HELD BACK"), (True, "linked")])
async def test_a_kiosk_that_is_held_back_is_told_as_long_as_it_is(
    hall: TrustedHall, tmp_path: Path, word: str, *, is_over: bool
) -> None:
    await hall.pair(tmp_path / "kiosk")
    hall.trust.watch(HeldLinks(Hold(1, 2, 57, is_over)))

    told = await carry_out(hall.trust, ListDevices(), ADMIN)

    assert word in said(told)[-1]
    assert ["57" in line for line in said(told)] == [not is_over] * 3


async def test_a_key_is_ordered_for_a_device(hall: TrustedHall, tmp_path: Path) -> None:
    await hall.pair(tmp_path / "kiosk")

    told = await carry_out(hall.trust, RenewKey("kiosk-1"), ADMIN)

    assert "kiosk-1" in said(told)[0]


@pytest.mark.parametrize("order", [RenewKey("kiosk-9"), ClearSuspicion("kiosk-9")], ids=repr)
async def test_a_device_that_is_none_is_refused(hall: TrustedHall, order: TrustOrder) -> None:
    with pytest.raises(UnknownDeviceError):
        await carry_out(hall.trust, order, ADMIN)


@pytest.mark.parametrize("order", [ConfirmPairing("000000", "x"), RefusePairing("x")], ids=repr)
async def test_a_code_that_nobody_shows_is_refused(hall: TrustedHall, order: TrustOrder) -> None:
    with pytest.raises(UnknownPairingError):
        await carry_out(hall.trust, order, ADMIN)


@pytest.mark.parametrize(
    "state",
    ["linked", "not-linked", "revoked", "held-back", *(f"suspect-{why}" for why in Suspicion)],
)
def test_every_state_of_a_device_has_its_words(state: str) -> None:
    assert f"device-{state}" in read_words("kk")


@pytest.mark.parametrize(
    ("role", "name", "zone", "kazakh", "russian"),
    [
        (DeviceRole.KIOSK, "Кіру", None, "d-1 (Кіру), киоск", "d-1 (Кіру), киоск"),
        (DeviceRole.KIOSK, "", None, "d-1, киоск", "d-1, киоск"),
        (
            DeviceRole.DISPLAY,
            "",
            "upper",
            "d-1, upper аймағындағы табло",
            "d-1, табло в зоне upper",
        ),
    ],
)
async def test_a_device_is_told_in_words_of_each_language(
    hall: TrustedHall, role: DeviceRole, name: str, zone: str | None, kazakh: str, russian: str
) -> None:
    row = DeviceRow("d-1", role, key_digest("0" * 64), zone, name=name)
    await hall.service.write(lambda ledger: ledger.devices.add(row))

    told = await carry_out(hall.trust, ListDevices(), ADMIN)

    assert said(told)[0] == f"{kazakh}: байланыста емес"
    assert said(told)[1] == f"{russian}: не на связи"


async def test_who_waits_to_be_paired_is_named_in_words_of_each_language(
    hall: TrustedHall, tmp_path: Path
) -> None:
    device = await hall.device(tmp_path / "kiosk")
    await device.shown()

    told = await carry_out(hall.trust, ListPairings(), ADMIN)

    assert [line.partition(":")[0] for line in said(told)] == ["Киоск", "Киоск", "Kiosk"]


async def test_the_digits_of_the_authority_are_told(hall: TrustedHall) -> None:
    told = await carry_out(hall.trust, ShowAuthority(), ADMIN)

    assert told.rows == (
        {
            "fingerprint": hall.trust.fingerprint,
            "sha256": sha256(hall.pem),
            "thumbprint": thumbprint(hall.pem),
        },
    )
    assert len(said(told)) == 3


async def test_a_hall_that_was_never_served_by_tls_has_no_authority(tmp_path: Path) -> None:
    service = await HallService.open(tmp_path, HALL_FILE, today())

    told = await carry_out(Trust(service), ShowAuthority(), ADMIN)
    await service.close()

    assert (told.words, told.rows) == ("no-authority", ())
    assert len(said(told)) == 3
