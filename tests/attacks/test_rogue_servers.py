"""A rogue server says by mDNS that it is the hall's: first, beside, after a cut, by forgeries."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from server.client.addresses import AddressMemory
from server.client.device_state import DeviceState
from server.protocol.discovery import SERVICE_TYPE
from tests.attacks.forged_certificates import HALL, Forgery, forge
from tests.attacks.forged_mdns import Liar, Lie, answers_to, honest_host, texts_of
from tests.attacks.network import NETWORK, Machine
from tests.attacks.rogue_hall import FALSE_NUMBER, rogue_hall
from tests.attacks.stand import Stand
from tests.attacks.tap import Tap
from tests.history.privacy import judge_privacy

COME_BACK_SECONDS = 5.0
STAGGERED_SECONDS = 12.0
"""A device gives each address a quarter of a second before it tries the next one beside it."""

PORT = 8077


@dataclass(frozen=True, slots=True)
class Place:
    """The kiosk's computer with what it keeps, and the enemy's."""

    kiosk: Machine
    state: DeviceState
    enemy: Machine
    forgery: Forgery
    folder: Path

    @property
    def lie(self) -> Lie:
        """Return the simplest lie: the hall's name, the enemy's address."""
        return Lie(HALL, self.enemy.address, PORT)

    @property
    def memory(self) -> AddressMemory:
        """Return what the kiosk remembers of where its server was."""
        return AddressMemory(self.state.address_file)

    @asynccontextmanager
    async def rogue(self, *lies: Lie) -> AsyncIterator[Tap]:
        """Let the enemy serve and lie, again and again, until the block ends."""
        async with (
            rogue_hall(self.enemy, PORT, self.folder, self.forgery.context) as tap,
            Liar(self.enemy) as liar,
        ):
            liar.tell(*(lies or (self.lie,)))
            yield tap


@pytest.fixture(scope="module")
async def place(stand: Stand, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Give a kiosk that is paired and an enemy who is not."""
    kiosk, enemy = stand.lan.add("kiosk", 2), stand.lan.add("enemy", 66)
    state = await stand.pair(kiosk)
    return Place(kiosk, state, enemy, forge(), tmp_path_factory.mktemp("enemy"))


async def test_a_kiosk_that_meets_the_rogue_first_waits_for_its_own_server(
    stand: Stand, place: Place
) -> None:
    stand.honest.stop()
    try:
        async with place.rogue() as rogue, stand.switched_on(place.kiosk, place.state) as kiosk:
            await kiosk.until_down("foreign-server", COME_BACK_SECONDS)
            await asyncio.to_thread(stand.honest.start)

            await kiosk.until_up(COME_BACK_SECONDS)
            number = await kiosk.issue()
    finally:
        if stand.honest.process is None:
            stand.honest.start()

    assert number != FALSE_NUMBER
    assert rogue.heard == b""


async def test_a_kiosk_without_a_pin_gives_its_key_away_and_shows_the_rogues_number(
    stand: Stand, place: Place
) -> None:
    stand.honest.machine.plug(is_in=False)
    try:
        async with (
            place.rogue() as rogue,
            stand.switched_on(place.kiosk, place.state, is_gullible=True) as kiosk,
        ):
            await kiosk.until_up(COME_BACK_SECONDS)
            number = await kiosk.issue()
    finally:
        stand.honest.machine.plug(is_in=True)
        stand.history.attempts.pop()

    assert kiosk.identity.key.encode() in rogue.frames
    assert b"IssueTicket" in rogue.frames
    assert number == FALSE_NUMBER


@pytest.mark.parametrize(
    ("forged", "is_met"),
    [
        ("the same name", True), ("another name", True), ("the honest host's address", True),
        ("goodbyes", True), ("another hall's text", False), ("another version", False),
        ("loopback", False),
    ],
)  # fmt: skip
async def test_a_kiosk_finds_its_server_beside_a_rogue_who_forges(
    stand: Stand, place: Place, forged: str, *, is_met: bool
) -> None:
    host = await honest_host(place.enemy)
    lies = forgeries(place.lie, host, stand.address.host)[forged]
    stand.honest.machine.plug(is_in=False)
    try:
        async with (
            place.rogue(*lies) as rogue,
            Liar(place.kiosk) as ear,
            stand.switched_on(place.kiosk, place.state) as kiosk,
        ):
            await (rogue.until_reached() if is_met else until_answered(ear))
            stand.honest.machine.plug(is_in=True)
            await kiosk.until_up(COME_BACK_SECONDS)
            number = await kiosk.issue()
    finally:
        stand.honest.machine.plug(is_in=True)

    assert (rogue.reached > 0) is is_met
    assert rogue.heard == b""
    assert number != FALSE_NUMBER


async def until_answered(ear: Liar) -> None:
    """Wait until an answer by mDNS has come to where the kiosk is; only the enemy can give one."""
    async with asyncio.timeout(12):
        while not (await ear.packets.get())[2] & 0x80:
            pass


def forgeries(lie: Lie, host: str, honest: str) -> dict[str, tuple[Lie, ...]]:
    """Return what an enemy may say, by what is wrong with it."""
    return {
        "the same name": (lie,),
        "another name": (replace(lie, name=f"better.{SERVICE_TYPE}"),),
        "the honest host's address": (replace(lie, host=host),),
        "goodbyes": (lie, replace(lie, address=honest, host=host).goodbye()),
        "another hall's text": (replace(lie, texts=(("v", "1"), ("hall", "hall-other"))),),
        "another version": (replace(lie, texts=(("v", "99"), ("hall", HALL))),),
        "loopback": (replace(lie, address="127.0.0.1"),),
    }


async def test_thirty_addresses_where_nobody_is_delay_a_kiosk_and_no_more(
    stand: Stand, place: Place
) -> None:
    lies = (
        replace(
            place.lie,
            address=f"{NETWORK}.{100 + number}",
            name=f"n{number}.{SERVICE_TYPE}",
            host=f"n{number}.local.",
        )
        for number in range(30)
    )
    async with place.rogue(*lies), stand.switched_on(place.kiosk, place.state) as kiosk:
        await kiosk.until_up(STAGGERED_SECONDS)

    assert kiosk.identity.hall == HALL


async def test_what_the_server_says_by_mdns_tells_version_and_hall_and_nothing_else(
    stand: Stand, place: Place
) -> None:
    said = await answers_to(place.enemy)

    assert {b"v=1", b"hall=hall-demo"} == set(texts_of(said))
    assert not list(judge_privacy({"mDNS": b"".join(said)}, stand.secrets))


async def test_a_flood_of_names_does_not_hide_the_server_from_a_kiosk_that_knows_its_address(
    stand: Stand, place: Place
) -> None:
    place.memory.remember(stand.address)
    lies = (
        replace(place.lie, name=f"n{number}.{SERVICE_TYPE}", host=f"n{number}.local.")
        for number in range(200)
    )
    stand.honest.machine.plug(is_in=False)
    try:
        async with (
            place.rogue(*lies) as rogue,
            stand.switched_on(place.kiosk, place.state, memory=place.memory) as kiosk,
        ):
            await rogue.until_reached()
            stand.honest.machine.plug(is_in=True)
            await kiosk.until_up(COME_BACK_SECONDS)
            number = await kiosk.issue()
    finally:
        stand.honest.machine.plug(is_in=True)

    assert rogue.heard == b""
    assert number != FALSE_NUMBER


async def test_after_a_cut_is_healed_the_kiosk_comes_back_to_its_server_not_to_the_rogue(
    stand: Stand, place: Place
) -> None:
    async with stand.switched_on(place.kiosk, place.state, memory=place.memory) as kiosk:
        await kiosk.until_up()
        before = await kiosk.issue()
        stand.honest.machine.plug(is_in=False)
        try:
            async with place.rogue() as rogue:
                await kiosk.until_down("foreign-server", 12)
                stand.honest.machine.plug(is_in=True)
                await kiosk.until_up(COME_BACK_SECONDS)
                after = await kiosk.issue()
        finally:
            stand.honest.machine.plug(is_in=True)

    assert rogue.heard == b""
    assert FALSE_NUMBER not in {before, after}
