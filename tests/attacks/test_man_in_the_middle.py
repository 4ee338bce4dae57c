"""An enemy between a kiosk and its server: relays, ends TLS, replays, takes over the address."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.client.addresses import Address, AddressMemory
from server.client.device_state import DeviceState
from server.protocol.codec import encode
from server.protocol.events import TicketIssued
from server.protocol.frames import Answer, Ask, Welcome
from tests.attacks.by_hand import by_hand, hello_of
from tests.attacks.devices import Device, wish
from tests.attacks.forged_certificates import Forgery, forge
from tests.attacks.network import NETWORK, Machine
from tests.attacks.relays import PORT, byte_relay, ending_tls
from tests.attacks.rogue_hall import FALSE_NUMBER, rogue_hall
from tests.attacks.stand import Stand
from tests.history.operations import End, History
from tests.history.peers import judge_strangers

COME_BACK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Place:
    """The kiosk's computer with what it keeps, and the enemy's."""

    kiosk: Machine
    state: DeviceState
    enemy: Machine
    forgery: Forgery
    folder: Path

    @property
    def relay(self) -> Address:
        """Return where the enemy listens."""
        return Address(self.enemy.address, PORT)

    def through_enemy(self, stand: Stand, *, is_gullible: bool = False) -> Device:
        """Return the kiosk, sent to the enemy's address alone."""
        return stand.switched_on(
            self.kiosk,
            self.state,
            is_gullible=is_gullible,
            configured=(self.relay,),
            has_mdns=False,
        )


@pytest.fixture(scope="module")
async def place(stand: Stand, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Give a kiosk that is paired and an enemy who is not."""
    kiosk, enemy = stand.lan.add("kiosk", 2), stand.lan.add("enemy", 66)
    state = await stand.pair(kiosk)
    return Place(kiosk, state, enemy, forge(), tmp_path_factory.mktemp("enemy"))


async def test_who_relays_bytes_reads_nothing(stand: Stand, place: Place) -> None:
    async with byte_relay(stand, place.enemy) as tap, place.through_enemy(stand) as kiosk:
        await kiosk.until_up()
        number = await kiosk.issue()

    assert len(tap.passed) > 2000
    for secret in (kiosk.identity.key, number, kiosk.identity.device, "IssueTicket", "Hello"):
        assert secret.encode() not in tap.passed


async def test_who_changes_a_byte_ends_the_link_and_changes_nothing(
    stand: Stand, place: Place
) -> None:
    async with byte_relay(stand, place.enemy) as tap, place.through_enemy(stand) as kiosk:
        await kiosk.until_up()
        tap.change = flip_last_bit
        asking = asyncio.create_task(kiosk.issue())
        await kiosk.until_down("lost")
        tap.change = bytes
        number = await asking

    assert number.startswith(("A", "T", "M"))
    assert len(tap.passages) > 1


def flip_last_bit(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


async def test_who_ends_the_tls_himself_is_refused_and_hears_nothing(
    stand: Stand, place: Place
) -> None:
    async with (
        ending_tls(stand, place.enemy, place.forgery.context) as tap,
        place.through_enemy(stand) as kiosk,
    ):
        await kiosk.until_down("foreign-server")

    assert tap.heard == b""


async def test_without_the_pin_who_ends_the_tls_has_the_key_and_acts_as_the_kiosk(
    stand: Stand, place: Place
) -> None:
    stolen = History()
    async with (
        ending_tls(stand, place.enemy, place.forgery.context) as tap,
        place.through_enemy(stand, is_gullible=True) as kiosk,
    ):
        await kiosk.until_up()
    wanted = wish()
    async with by_hand(stand, place.enemy) as thief:
        await thief.say(hello_of(kiosk.identity))
        assert isinstance(await thief.hear(), Welcome)
        stand.history.invoke("kiosk-1", wanted.request_id)
        stolen.invoke("the thief", wanted.request_id)
        answer = await thief.ask(wanted)

    assert kiosk.identity.key.encode() in tap.frames
    assert isinstance(answer, Answer)
    assert isinstance(answer.events[0], TicketIssued)
    stolen.end("the thief", wanted.request_id, End.OK, answer.events[0].number)
    stand.history.end("kiosk-1", wanted.request_id, End.OK, answer.events[0].number)
    assert len(list(judge_strangers(stolen.close(), stand.entries()))) == 2


async def test_recorded_tls_said_again_on_a_new_connection_does_nothing(
    stand: Stand, place: Place
) -> None:
    async with byte_relay(stand, place.enemy) as tap, place.through_enemy(stand) as kiosk:
        await kiosk.until_up()
        await kiosk.issue()
    before = stand.issued()

    for passage in tap.passages:
        heard = await asyncio.to_thread(replayed, place.enemy, stand.address, bytes(passage.heard))
        assert passage.said[:1000] != heard[:1000]

    assert stand.issued() == before


def replayed(machine: Machine, address: Address, data: bytes) -> bytes:
    """Say recorded bytes at once and return what comes until the server closes."""
    heard = bytearray()
    with machine.connect(address.host, address.port) as near, suppress(ConnectionError):
        near.sendall(data)
        while got := near.recv(65536):
            heard += got
    return bytes(heard)


async def test_recorded_frames_said_without_tls_do_nothing(stand: Stand, place: Place) -> None:
    identity, wanted = place.state.load(), wish()
    assert identity is not None
    stand.strangers.invoke("without TLS", wanted.request_id)
    handshake = (
        b"GET /devices HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    frames = encode(hello_of(identity)) + encode(Ask(wanted))

    heard = await asyncio.to_thread(replayed, place.enemy, stand.address, handshake + frames)
    stand.strangers.end("without TLS", wanted.request_id, End.UNKNOWN)

    assert not heard.startswith(b"HTTP/")


async def test_frames_of_a_thief_who_has_the_key_said_twice_make_one_ticket(
    stand: Stand, place: Place
) -> None:
    """A replay inside TLS needs the key itself; then the request id keeps it harmless."""
    identity, wanted = place.state.load(), wish()
    assert identity is not None
    stand.history.invoke(identity.device, wanted.request_id)
    answers = []
    for _ in range(3):
        async with by_hand(stand, place.enemy) as thief:
            await thief.say(hello_of(identity))
            assert isinstance(await thief.hear(), Welcome)
            answers.append(await thief.ask(wanted))

    assert isinstance(answers[0], Answer)
    assert isinstance(answers[0].events[0], TicketIssued)
    stand.history.end(identity.device, wanted.request_id, End.OK, answers[0].events[0].number)
    assert answers[0] == answers[1] == answers[2]


async def test_a_kiosk_does_not_believe_who_took_over_its_servers_address(
    stand: Stand, place: Place
) -> None:
    memory = AddressMemory(place.state.address_file)
    async with stand.switched_on(place.kiosk, place.state, memory=memory) as kiosk:
        await kiosk.until_up()
    assert memory.recall() == stand.address
    old, new = stand.honest.machine.address, f"{NETWORK}.9"
    stand.honest.machine.drop_address(old)
    place.enemy.take_address(old)
    try:
        async with (
            rogue_hall(place.enemy, PORT, place.folder, place.forgery.context) as rogue,
            stand.switched_on(place.kiosk, place.state, memory=memory) as kiosk,
        ):
            place.kiosk.believe(old, place.enemy)
            await kiosk.until_down("foreign-server")
            stand.honest.machine.take_address(new)
            await kiosk.until_up(COME_BACK_SECONDS)
            number = await kiosk.issue()
    finally:
        place.enemy.drop_address(old)
        stand.honest.machine.take_address(old)
        place.kiosk.believe(old, stand.honest.machine)

    assert rogue.heard == b""
    assert number != FALSE_NUMBER


async def test_a_link_does_not_move_to_who_says_that_he_has_the_servers_address(
    stand: Stand, place: Place
) -> None:
    async with stand.switched_on(
        place.kiosk, place.state, configured=(stand.address,), has_mdns=False
    ) as kiosk:
        await kiosk.until_up()
        async with rogue_hall(place.enemy, PORT, place.folder, place.forgery.context) as rogue:
            place.kiosk.believe(stand.address.host, place.enemy)
            place.enemy.take_address(stand.address.host)
            try:
                await kiosk.until_down("foreign-server", 12)
            finally:
                place.enemy.drop_address(stand.address.host)
                place.kiosk.believe(stand.address.host, stand.honest.machine)
            await kiosk.until_up(COME_BACK_SECONDS)
            number = await kiosk.issue()

    assert rogue.heard == b""
    assert number != FALSE_NUMBER
