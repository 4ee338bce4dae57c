"""An enemy shouts a thousand names by mDNS before a device that never met its server."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from server.client.device_state import DeviceState
from server.client.enrolment import PairingWish
from server.client.finder import Finder
from server.client.link import Link
from server.client.membership import Membership
from server.client.pairing_states import PairingState, Shown
from server.protocol.discovery import SERVICE_TYPE
from server.protocol.identity import DeviceRole
from tests.attacks.forged_certificates import HALL, forge
from tests.attacks.forged_mdns import Liar, Lie
from tests.attacks.network import NETWORK, Machine
from tests.attacks.rogue_hall import rogue_hall
from tests.attacks.stand import Stand
from tests.fakes.inbox import Inbox

NAMES = 1000
DEAD = 120
"""Neighbours where nobody is: each attempt takes half as many."""

FOUND_SECONDS = 60.0
PORT = 8077


@pytest.fixture(scope="module")
def enemy(stand: Stand) -> Machine:
    """Give the enemy's computer."""
    return stand.lan.add("enemy", 66)


def lies(enemy: Machine, kind: str) -> Iterator[Lie]:
    """Return a thousand names, and where the servers of these names are said to be."""
    for number in range(NAMES):
        address = {
            "of one rogue": enemy.address,
            "of neighbours where nobody is": f"{NETWORK}.{110 + number % DEAD}",
            "of other networks": f"198.18.{number // 250}.{number % 250 + 1}",
        }[kind]
        lie = Lie(HALL, address, PORT + number % 3 if kind == "of one rogue" else PORT)
        yield replace(lie, name=f"n{number}.{SERVICE_TYPE}", host=f"n{number}.local.")


KINDS = ("of one rogue", "of neighbours where nobody is", "of other networks")


@pytest.mark.parametrize("kind", KINDS)
async def test_a_paired_kiosk_that_knows_no_address_finds_its_server(
    stand: Stand, enemy: Machine, kind: str
) -> None:
    machine = stand.lan.add(f"kiosk{KINDS.index(kind)}", 2 + KINDS.index(kind))
    state = await stand.pair(machine)
    forgery = forge()
    async with (
        rogue_hall(enemy, PORT, stand.folder, forgery.context) as rogue,
        Liar(enemy) as liar,
    ):
        liar.tell(*lies(enemy, kind))
        async with stand.switched_on(machine, state) as kiosk:
            await kiosk.until_up(FOUND_SECONDS)
            number = await kiosk.issue()

    assert number
    assert rogue.heard == b""


async def test_a_new_kiosk_shows_the_hall_s_code_although_a_thousand_names_lead_nowhere(
    stand: Stand, enemy: Machine
) -> None:
    machine = stand.lan.add("new", 9)
    told: asyncio.Queue[PairingState] = asyncio.Queue()
    loop, inbox = asyncio.get_running_loop(), Inbox()

    def tell(state: PairingState) -> None:
        loop.call_soon_threadsafe(told.put_nowait, state)

    async with Liar(enemy) as liar:
        liar.tell(*lies(enemy, "of neighbours where nobody is"))
        membership = Membership.of(DeviceState(stand.folder / "new"))
        link = Link(
            membership,
            Finder(HALL),
            inbox.deliver,
            pairing=PairingWish(DeviceRole.KIOSK, HALL, tell),
        )
        with machine.inside():
            link.start()
        try:
            async with asyncio.timeout(FOUND_SECONDS):
                while not isinstance(shown := await told.get(), Shown):
                    pass
        finally:
            await asyncio.to_thread(link.stop)

    assert shown.address == str(stand.address)
