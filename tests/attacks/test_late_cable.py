"""A kiosk is switched on while its server cannot be reached; nobody tells it when that ends."""

import asyncio

from tests.attacks.forged_mdns import Liar
from tests.attacks.stand import Stand

STARTUP_SECONDS = 8.0
"""Within this time a browse by mDNS asks by itself; later it waits to be told."""

COME_BACK_SECONDS = 5.0
MOST_QUESTIONS = 9
"""Four of the browse, one every two seconds of ours, and one to spare."""


async def test_a_kiosk_that_never_met_its_server_finds_it_when_the_cable_is_in(
    stand: Stand,
) -> None:
    machine, listener = stand.lan.add("kiosk", 2), stand.lan.add("listener", 5)
    state = await stand.pair(machine)
    stand.honest.machine.plug(is_in=False)
    async with Liar(listener) as ear, stand.switched_on(machine, state) as kiosk:
        await kiosk.until_down("unreachable")
        await asyncio.sleep(STARTUP_SECONDS)
        stand.honest.machine.plug(is_in=True)
        await kiosk.until_up(COME_BACK_SECONDS)
        questions = sum(not ear.packets.get_nowait()[2] & 0x80 for _ in range(ear.packets.qsize()))

    assert 4 <= questions <= MOST_QUESTIONS
