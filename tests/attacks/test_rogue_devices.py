"""Devices that are none of the hall's, or no more, or ask for what is not theirs."""

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass

import pytest
from websockets.exceptions import ConnectionClosed

from server.client.device_state import DeviceState
from server.client.messages import LinkIdentity
from server.protocol.codec import encode
from server.protocol.commands import Command, MergeOffline, OfflineTicket, ReportShown
from server.protocol.frames import (
    Answer,
    Ask,
    AuthorityKept,
    FromDevice,
    Hello,
    KeyKept,
    Received,
    Refusal,
    Welcome,
)
from server.protocol.identity import DeviceRole
from server.protocol.offline_events import OfflineMerged
from tests.attacks.by_hand import LOST, Hand, as_device, by_hand, hello_of
from tests.attacks.devices import SERVICE, wish
from tests.attacks.network import Machine
from tests.attacks.stand import ZONE, Stand
from tests.history.operations import End, History
from tests.history.peers import judge_strangers

NOBODY = secrets.token_hex(32)


@dataclass(frozen=True, slots=True)
class Place:
    """The hall's kiosk and board, and the enemy's computer."""

    kiosk: Machine
    board: Machine
    enemy: Machine
    kiosk_state: DeviceState
    board_state: DeviceState

    @property
    def kiosk_identity(self) -> LinkIdentity:
        """Return who the kiosk is."""
        identity = self.kiosk_state.load()
        assert identity is not None
        return identity

    @property
    def board_identity(self) -> LinkIdentity:
        """Return who the board is."""
        identity = self.board_state.load()
        assert identity is not None
        return identity


@pytest.fixture(scope="module")
async def place(stand: Stand) -> Place:
    """Give a kiosk and a board that are paired, and an enemy who is not."""
    kiosk, board = stand.lan.add("kiosk", 2), stand.lan.add("board", 3)
    enemy = stand.lan.add("enemy", 66)
    states = await stand.pair(kiosk), await stand.pair(board, DeviceRole.DISPLAY)
    return Place(kiosk, board, enemy, *states)


async def tries_for_ticket(stand: Stand, machine: Machine, *before: FromDevice) -> str:
    """Say frames, then ask for a ticket; return the code of the refusal."""
    wanted = wish()
    stand.strangers.invoke("the enemy", wanted.request_id)
    async with by_hand(stand, machine) as hand:
        with suppress(ConnectionClosed):
            await hand.say(*before, Ask(wanted))
        code = await hand.end()
    end = End.OK if code == "answered" else End.REFUSED
    stand.strangers.end("the enemy", wanted.request_id, end, code)
    return code


async def test_who_is_not_paired_is_told_one_thing_only(stand: Stand, place: Place) -> None:
    kiosk, board = place.kiosk_identity, place.board_identity
    hellos = (
        hello_of(as_device("kiosk-99", NOBODY)),
        hello_of(kiosk, key=NOBODY),
        hello_of(kiosk, key=board.key),
        hello_of(kiosk, role=DeviceRole.DISPLAY),
        hello_of(board, role=DeviceRole.KIOSK),
    )

    codes = [await tries_for_ticket(stand, place.enemy, hello) for hello in hellos]

    assert codes == ["unknown-device"] * len(hellos)


async def test_the_checker_finds_a_stranger_who_is_let_in(stand: Stand, place: Place) -> None:
    """The control: with the right key the same attempt makes a ticket, and is judged."""
    wanted, stolen, who = wish(), History(), place.kiosk_identity
    async with by_hand(stand, place.enemy) as hand:
        await hand.say(hello_of(who))
        assert isinstance(await hand.hear(), Welcome)
        for history, name in ((stolen, "the thief"), (stand.history, who.device)):
            history.invoke(name, wanted.request_id)
        answer = await hand.ask(wanted)
    assert isinstance(answer, Answer)
    number = answer.events[0].number  # type: ignore[union-attr]  # an issue answers so
    for history, name in ((stolen, "the thief"), (stand.history, who.device)):
        history.end(name, wanted.request_id, End.OK, number)

    assert len(list(judge_strangers(stolen.close(), stand.entries()))) == 2


@pytest.mark.parametrize("first", ["ask", "received", "kept key", "kept authority", "rubbish"])
async def test_nothing_is_heard_before_hello(stand: Stand, place: Place, first: str) -> None:
    frames: dict[str, FromDevice] = {
        "ask": Ask(wish()),
        "received": Received((wish().request_id,)),
        "kept key": KeyKept(NOBODY),
        "kept authority": AuthorityKept("ABCD-EFGH-IJKL-MNOP"),
    }
    async with by_hand(stand, place.enemy) as hand:
        await hand.say_raw(encode(frames[first]).decode() if first in frames else "[" * 1000)

        code = await hand.end()

    assert code == "bad-message"


async def test_a_kiosk_cannot_make_its_key_what_nobody_offered(stand: Stand, place: Place) -> None:
    async with by_hand(stand, place.enemy) as hand:
        await hand.say(hello_of(place.kiosk_identity), KeyKept(NOBODY))
        code = await hand.end()

    async with by_hand(stand, place.enemy) as hand:
        await hand.say(hello_of(place.kiosk_identity, key=NOBODY))
        afterwards = await hand.end()

    assert (code, afterwards) == ("unknown-device", "unknown-device")


async def test_a_second_hello_on_a_link_ends_it(stand: Stand, place: Place) -> None:
    hello = hello_of(place.kiosk_identity)
    async with by_hand(stand, place.enemy) as hand:
        await hand.say(hello, replace_device(hello, "kiosk-99"))

        code = await hand.end()

    assert code == "bad-message"


def replace_device(hello: Hello, device: str) -> Hello:
    return Hello(hello.version, hello.hall, device, hello.role, hello.key)


async def test_a_board_gets_no_ticket_and_reports_for_no_other_zone(
    stand: Stand, place: Place
) -> None:
    wanted = wish()
    stand.strangers.invoke("the board", wanted.request_id)
    other = ReportShown(request_id=wish().request_id, call=1, zone="elsewhere")
    own = ReportShown(request_id=wish().request_id, call=1, zone=ZONE)

    async with by_hand(stand, place.board) as hand:
        await hand.say(hello_of(place.board_identity))
        codes = [await code_of(hand, command) for command in (wanted, other, own)]
    stand.strangers.end("the board", wanted.request_id, End.REFUSED)

    assert codes == ["not-allowed", "not-allowed", "unknown-call"]


async def code_of(hand: Hand, command: Command) -> str:
    answer = await hand.ask(command)
    assert isinstance(answer, Refusal)
    return answer.failure.code


async def test_a_revoked_kiosk_is_cut_at_once_and_comes_back_no_more(stand: Stand) -> None:
    machine = stand.lan.add("revoked", 7)
    state = await stand.pair(machine)
    async with stand.switched_on(machine, state, configured=(stand.address,)) as kiosk:
        await kiosk.until_up()
        await kiosk.issue()
        revoked_at = time.monotonic()
        stand.revoke(kiosk.identity.device)
        await kiosk.until_down("unknown-device", 2)
        took = time.monotonic() - revoked_at

    assert took < 1.0
    code = await tries_for_ticket(stand, machine, hello_of(kiosk.identity))
    assert code == "unknown-device"


async def test_what_a_revoked_kiosk_asked_is_completed_by_nobody(
    stand: Stand, place: Place
) -> None:
    """Neither on a link that was open when it was revoked nor by another kiosk."""
    machine = stand.lan.add("revoked2", 8)
    state = await stand.pair(machine)
    identity, done, undone = state.load(), wish(), wish()
    assert identity is not None
    async with by_hand(stand, machine) as hand:
        await hand.say(hello_of(identity))
        stand.history.invoke(identity.device, done.request_id)
        answer = await hand.ask(done)
        assert isinstance(answer, Answer)
        number = answer.events[0].number  # type: ignore[union-attr]  # an issue answers so
        stand.history.end(identity.device, done.request_id, End.OK, number)
        stand.revoke(identity.device)
        stand.strangers.invoke(identity.device, undone.request_id)
        with suppress(ConnectionClosed):
            await hand.say(Ask(undone))
        assert await hand.end() in {"unknown-device", LOST}
        stand.strangers.end(identity.device, undone.request_id, End.REFUSED)
    async with by_hand(stand, place.kiosk) as other:
        await other.say(hello_of(place.kiosk_identity))
        code = await code_of(other, done)

    assert code == "request-reused"


async def test_a_kiosk_takes_over_no_numbers_in_another_kiosks_name(
    stand: Stand, place: Place
) -> None:
    machine = stand.lan.add("other", 9)
    state = await stand.pair(machine)
    identity, now = state.load(), int(time.clock_gettime(time.CLOCK_REALTIME)) * 1000
    assert identity is not None
    async with by_hand(stand, place.kiosk) as hand:
        await hand.say(hello_of(place.kiosk_identity))
        welcome = await hand.hear()
    assert isinstance(welcome, Welcome)
    assert welcome.kiosk is not None
    ticket = OfflineTicket(
        request=wish().request_id,
        kiosk=welcome.kiosk.number,
        ordinal=7,
        service=SERVICE,
        language="kk",
        arrived_at=now,
        contact_at=now,
        is_certain=True,
    )
    merge = MergeOffline(request_id=wish().request_id, tickets=(ticket,), reconnected_at=now)

    async with by_hand(stand, machine) as other:
        await other.say(hello_of(identity))
        code = await code_of(other, merge)

    assert code == "not-allowed"
    assert stand.logged(OfflineMerged) == 0
