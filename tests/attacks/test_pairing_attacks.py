"""Attacks on the moment at which a new device and a hall come to trust each other."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from server.client.addresses import Address
from server.client.pairing_states import Shown
from server.control import ControlError
from server.protocol.device_events import DevicePaired
from server.protocol.fingerprints import commitment, pairing_code
from server.protocol.frames import Refusal
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole
from server.protocol.pairing import (
    PAIRING_PATH,
    HallShown,
    PairChallenge,
    PairingFromDevice,
    PairKept,
    PairRequest,
    PairReveal,
    PairWaiting,
)
from server.trust import orders
from tests.attacks.by_hand import Hand, by_hand
from tests.attacks.forged_certificates import forge
from tests.attacks.network import Machine
from tests.attacks.pairing_middleman import PORT, Searcher, middleman
from tests.attacks.relays import byte_relay
from tests.attacks.stand import Stand

KIOSK = DeviceRole.KIOSK


@pytest.fixture(scope="module")
async def kiosk(stand: Stand) -> Machine:
    """Give the computer of the devices to be paired; one was before."""
    machine = stand.lan.add("kiosk", 2)
    await stand.pair(machine)
    return machine


@pytest.fixture(scope="module")
def enemies(stand: Stand) -> list[Machine]:
    """Give the enemy's computers; each counts apart when beginnings are counted."""
    return [stand.lan.add(f"enemy{number}", 60 + number) for number in range(7)]


def paired(stand: Stand) -> list[str]:
    """Return the devices that were ever paired."""
    return [one.event.device for one in stand.entries() if isinstance(one.event, DevicePaired)]


async def test_who_stands_between_shows_another_code_and_another_fingerprint(
    stand: Stand, kiosk: Machine, enemies: list[Machine], tmp_path: Path
) -> None:
    before = paired(stand)
    relay = Address(enemies[0].address, PORT)
    async with (
        middleman(stand, enemies[0], forge(), tmp_path) as enemy,
        stand.new_device(kiosk, relay) as device,
    ):
        shown = await device.until_shown()
        with pytest.raises(ControlError, match="unknown-pairing"):
            stand.confirm(shown.code)

    assert enemy.codes
    assert shown.code not in enemy.codes
    assert shown.fingerprint != stand.honest.told["fingerprint"]
    assert paired(stand) == before
    assert device.state.load() is None


async def test_who_seeks_a_nonce_that_gives_the_code_on_the_screen_may_not_use_it(
    stand: Stand, kiosk: Machine, enemies: list[Machine], tmp_path: Path
) -> None:
    before = paired(stand)
    relay = Address(enemies[6].address, PORT)
    async with (
        middleman(stand, enemies[6], forge(), tmp_path, Searcher) as enemy,
        stand.new_device(kiosk, relay) as device,
    ):
        shown = await device.until_shown()
        async with asyncio.timeout(30):
            await enemy.is_waiting.wait()
        with pytest.raises(ControlError, match="unknown-pairing"):
            stand.confirm(shown.code)

    assert isinstance(enemy, Searcher)
    assert isinstance(enemy.answer, Refusal)
    assert paired(stand) == before


async def test_an_admin_who_confirms_what_no_device_shows_lets_the_enemy_in(
    stand: Stand, kiosk: Machine, enemies: list[Machine], tmp_path: Path
) -> None:
    """The control: codes have to be read off the device; the console never fills them in."""
    relay = Address(enemies[1].address, PORT)
    async with (
        middleman(stand, enemies[1], forge(), tmp_path) as enemy,
        stand.new_device(kiosk, relay) as device,
    ):
        await device.until_shown()
        stand.confirm(enemy.codes[-1])
        async with asyncio.timeout(5):
            stolen = await enemy.paired.get()

    assert stolen.device in paired(stand)
    assert device.state.load() is None
    stand.revoke(stolen.device)


async def test_a_pairing_whose_bytes_are_relayed_is_the_devices_own(
    stand: Stand, kiosk: Machine, enemies: list[Machine]
) -> None:
    relay = Address(enemies[2].address, PORT)
    async with (
        byte_relay(stand, enemies[2]) as tap,
        stand.new_device(kiosk, relay) as device,
    ):
        shown = await device.until_shown()
        stand.confirm(shown.code)
        await device.until_up()
    identity = stand.admit(device.state)

    assert shown.fingerprint == stand.honest.told["fingerprint"]
    assert identity.key.encode() not in tap.passed
    assert shown.code.encode() not in tap.passed


async def test_a_recorded_pairing_said_again_shows_another_code(
    stand: Stand, enemies: list[Machine]
) -> None:
    nonce = secrets.token_hex(32)
    codes = []
    for _ in range(2):
        async with waiting_at(stand, enemies[3], nonce) as (_, code):
            codes.append(code)
            if len(codes) == 2:
                with pytest.raises(ControlError):
                    stand.confirm(codes[0])

    assert codes[0] != codes[1]


async def test_a_code_lets_one_device_in_once(stand: Stand, enemies: list[Machine]) -> None:
    async with waiting_at(stand, enemies[3], secrets.token_hex(32)) as (hand, code):
        device = stand.confirm(code)["device"]
        await hand.hear_pairing()
        with pytest.raises(ControlError):
            stand.confirm(code)
    with pytest.raises(ControlError):
        stand.confirm(code)

    assert paired(stand).count(device) == 1


@asynccontextmanager
async def waiting_at(
    stand: Stand, machine: Machine, nonce: str
) -> AsyncIterator[tuple[Hand, str]]:
    """Wait to be paired with this nonce; yield the socket and the code that counts."""
    async with by_hand(stand, machine, PAIRING_PATH) as hand:
        shown = await hand.hear_pairing()
        assert isinstance(shown, HallShown)
        await hand.say_pairing(PairRequest(PROTOCOL_VERSION, KIOSK, commitment(nonce)))
        challenge = await hand.hear_pairing()
        assert isinstance(challenge, PairChallenge)
        await hand.say_pairing(PairReveal(nonce))
        assert isinstance(await hand.hear_pairing(), PairWaiting)
        yield hand, pairing_code(nonce, challenge.nonce, shown.authority)


async def test_guessed_codes_let_nobody_in(stand: Stand, enemies: list[Machine]) -> None:
    """A million codes stand against at most twenty that wait."""
    before = paired(stand)
    async with waiting_at(stand, enemies[4], secrets.token_hex(32)) as (_, code):
        for step in range(1, 200):
            guess = f"{(int(code) + step) % 10**6:06d}"
            with pytest.raises(ControlError):
                stand.confirm(guess)

    assert paired(stand) == before


async def test_a_nonce_that_was_not_committed_to_is_refused(
    stand: Stand, enemies: list[Machine]
) -> None:
    async with by_hand(stand, enemies[4], PAIRING_PATH) as hand:
        await hand.hear_pairing()
        promised = commitment(secrets.token_hex(32))
        await hand.say_pairing(PairRequest(PROTOCOL_VERSION, KIOSK, promised))
        await hand.hear_pairing()
        await hand.say_pairing(PairReveal(secrets.token_hex(32)))

        answer = await hand.hear_pairing()

    assert isinstance(answer, Refusal)
    assert stand.honest.rows(orders.ListPairings()) == ()


@pytest.mark.parametrize("frame", ["reveal first", "kept first", "rubbish"])
async def test_frames_of_a_pairing_out_of_order_are_refused(
    stand: Stand, enemies: list[Machine], frame: str
) -> None:
    said: dict[str, PairingFromDevice] = {
        "reveal first": PairReveal("00" * 32),
        "kept first": PairKept(),
    }
    async with by_hand(stand, enemies[4], PAIRING_PATH) as hand:
        await hand.hear_pairing()
        if frame in said:
            await hand.say_pairing(said[frame])
        else:
            await hand.say_raw("{" * 50_000)

        answer = await hand.hear_pairing()

    assert isinstance(answer, Refusal)


async def test_a_flood_of_pairings_from_one_machine_keeps_no_other_device_out(
    stand: Stand, kiosk: Machine, enemies: list[Machine]
) -> None:
    ends = await asyncio.gather(
        *(wait_or_be_refused(stand, enemies[5]) for _ in range(40)), return_exceptions=False
    )
    async with stand.new_device(kiosk, stand.address) as device:
        shown = await device.until_shown()

    assert ends.count("waiting") <= 5
    assert ends.count("pairing-busy") >= 30
    assert isinstance(shown, Shown)


async def wait_or_be_refused(stand: Stand, machine: Machine) -> str:
    """Try to wait to be paired for a moment; return what came of it."""
    try:
        async with waiting_at(stand, machine, secrets.token_hex(32)):
            await asyncio.sleep(1.0)
            return "waiting"
    except AssertionError:
        return "pairing-busy"
    except ConnectionClosed:
        return "closed"
