"""Connections that are wrong below any word of ours: old TLS, none, stalls, the wrong door."""

import asyncio
import secrets
import socket
import ssl
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus, WebSocketException

from server.client.device_state import DeviceState
from server.client.pinning import curious
from server.protocol.frames import DEVICE_PATH
from server.protocol.pairing import PAIRING_PATH
from tests.attacks.browsers import SETUP_PORT, authority_of, browser
from tests.attacks.by_hand import LOST, as_device, by_hand, hello_of
from tests.attacks.devices import Device
from tests.attacks.network import Machine
from tests.attacks.stand import Stand

P99_SECONDS = 0.3
LONGEST_SECONDS = 40.0
"""More than any stall may last, on a busy computer too."""

STALLED = 60
"""Connections of each kind of stall, together below what one process may open here."""


@dataclass(frozen=True, slots=True)
class Place:
    """The kiosk's computer with what it keeps, and the enemy's."""

    kiosk: Machine
    state: DeviceState
    enemy: Machine


@pytest.fixture(scope="module")
async def place(stand: Stand) -> Place:
    """Give a kiosk that is paired and an enemy who is not."""
    kiosk, enemy = stand.lan.add("kiosk", 2), stand.lan.add("enemy", 66)
    return Place(kiosk, await stand.pair(kiosk), enemy)


def spoken(place: Place, stand: Stand, context: ssl.SSLContext) -> str:
    """Return the version of TLS that the server agrees to."""
    with (
        place.enemy.connect(stand.address.host, stand.address.port) as near,
        context.wrap_socket(near, server_hostname="any.invalid") as wrapped,
    ):
        return str(wrapped.version())


async def test_only_the_newest_tls_is_spoken(stand: Stand, place: Place) -> None:
    context = curious()
    assert spoken(place, stand, context) == "TLSv1.3"
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_2

    with pytest.raises(ssl.SSLError):
        spoken(place, stand, context)


@pytest.mark.parametrize(
    "said",
    [
        b"GET /login HTTP/1.1\r\nHost: 10.77.0.1\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\xff\xff" + b"\x01" * 4000,
        b"\x80\x2e\x01\x00\x02" + b"\x00" * 60,
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
    ids=["HTTP", "HTTP/2", "a TLS record of rubbish", "SSL 2", "SSH"],
)
async def test_what_is_not_tls_is_answered_by_nothing_of_ours(
    stand: Stand, place: Place, said: bytes
) -> None:
    heard = await asyncio.to_thread(answer_to, place, stand, said)

    assert len(heard) <= 7
    assert b"HTTP" not in heard


def answer_to(place: Place, stand: Stand, said: bytes) -> bytes:
    """Say bytes and return what comes until the server closes."""
    heard = bytearray()
    where = stand.address.host, stand.address.port, 10
    with place.enemy.connect(*where) as near, suppress(ConnectionError):
        near.sendall(said)
        while got := near.recv(4096):
            heard += got
    return bytes(heard)


@pytest.mark.parametrize("path", [DEVICE_PATH, PAIRING_PATH])
async def test_devices_have_no_business_at_the_plain_door(
    stand: Stand, place: Place, path: str
) -> None:
    near = place.enemy.connect(stand.address.host, SETUP_PORT)
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"ws://{stand.address.host}:{SETUP_PORT}{path}", sock=near):
            pass

    assert refused.value.response.status_code == 403


async def test_the_plain_door_leads_people_to_the_other_one(stand: Stand, place: Place) -> None:
    *answers, foreign = await asyncio.to_thread(at_plain_door, stand, place.enemy)

    assert {answer.status_code for answer in answers} == {307}
    assert all(one.headers["location"].startswith("https://") for one in answers)
    assert not any(answer.cookies for answer in answers)
    assert foreign.status_code == 421


def at_plain_door(stand: Stand, machine: Machine) -> list[httpx.Response]:
    """Ask without TLS for pages of the console, log in there, and call it by another name."""
    base = f"http://{stand.address.host}:{SETUP_PORT}"
    with machine.inside(), httpx.Client(base_url=base) as client:
        return [
            *(client.get(path) for path in ("/login", "/desk", "/admin/people")),
            client.post("/login", data={"login": "dana", "password": "x"}),
            client.get("/hall-ca", headers={"Host": "evil.example"}),
        ]


@contextmanager
def stalls(stand: Stand, machine: Machine) -> Iterator[int]:
    """Hold connections that say nothing, or that say something ever so slowly."""
    where = stand.address.host, stand.address.port
    context = curious()
    with ExitStack() as stack:
        begun = [stack.enter_context(machine.connect(*where)) for _ in range(2 * STALLED)]
        for near in begun[STALLED:]:
            near.sendall(b"\x16\x03\x01\x02\x00\x01")
        for _ in range(STALLED):
            near = machine.connect(*where)
            wrapped = stack.enter_context(context.wrap_socket(near, server_hostname="a.invalid"))
            wrapped.sendall(b"POST /login HTTP/1.1\r\nHost: 10.77.0.1\r\nContent-Length: 9000\r\n")
        yield 3 * STALLED


async def test_who_stalls_holds_nobody_up(stand: Stand, place: Place) -> None:
    async with stand.switched_on(
        place.kiosk, place.state, configured=(stand.address,), has_mdns=False
    ) as kiosk:
        await kiosk.until_up()
        calm = await p99_of_waits(kiosk)
        with stalls(stand, place.enemy):
            slowest = await p99_of_waits(kiosk)
            async with asyncio.timeout(2):
                newcomer = await asyncio.to_thread(opens_login, stand, place.kiosk)

    # On a computer that is busy with other tests visitors wait longer without any stall too.
    assert slowest < max(P99_SECONDS, 3 * calm)
    assert newcomer == 200


async def test_the_measure_finds_a_server_that_is_held_up(stand: Stand, place: Place) -> None:
    """The control: a server that stands still for less than half a second is too slow."""
    async with stand.switched_on(
        place.kiosk, place.state, configured=(stand.address,), has_mdns=False
    ) as kiosk:
        await kiosk.until_up()
        loop = asyncio.get_running_loop()
        stand.honest.freeze()
        loop.call_later(1.5 * P99_SECONDS, stand.honest.thaw)

        assert await p99_of_waits(kiosk) > P99_SECONDS


async def p99_of_waits(kiosk: Device) -> float:
    """Let visitors take tickets; return the 99th percentile of how long they waited."""
    waited = []
    for _ in range(60):
        begun = time.monotonic()
        await kiosk.issue()
        waited.append(time.monotonic() - begun)
    return statistics.quantiles(waited, n=100)[98]


def opens_login(stand: Stand, machine: Machine) -> int:
    """Let somebody at a fresh browser open the log-in page."""
    with browser(stand, machine) as visitor:
        return visitor.open("/login").status_code


def begun_stalls(stand: Stand, machine: Machine) -> dict[str, socket.socket]:
    """Open a connection that stalls at each step: before TLS, in it, and in a request."""
    where = stand.address.host, stand.address.port, LONGEST_SECONDS
    silent, half, late = (machine.connect(*where) for _ in range(3))
    half.sendall(b"\x16\x03\x01\x02\x00\x01")
    wrapped = curious().wrap_socket(late, server_hostname="a.invalid")
    wrapped.sendall(b"POST /login HTTP/1.1\r\nHost: 10.77.0.1\r\nContent-Length: 9000\r\n")
    return {"silent": silent, "in TLS": half, "in a request": wrapped}


async def test_who_stalls_at_whatever_step_is_gone_after_seconds(
    stand: Stand, place: Place
) -> None:
    begun = time.monotonic()
    lasted = {}
    for step, near in begun_stalls(stand, place.enemy).items():
        with near:
            heard = await asyncio.to_thread(ends_with, near)
        lasted[step] = time.monotonic() - begun
        assert heard == b""

    assert 2 < lasted["silent"] <= lasted["in TLS"]
    assert 5 < lasted["in a request"] < LONGEST_SECONDS


def ends_with(near: socket.socket) -> bytes:
    """Return what the server says before it closes."""
    try:
        return near.recv(100)
    except ConnectionError:
        return b""


async def test_the_certificate_fits_for_nobody_who_trusts_another_authority(
    stand: Stand, place: Place
) -> None:
    """What a browser says of a rogue server, and of ours without the hall's authority."""
    theirs = ssl.create_default_context()
    with pytest.raises(ssl.SSLCertVerificationError):
        spoken(place, stand, theirs)
    ours = ssl.create_default_context(cadata=authority_of(stand, place.enemy))
    ours.check_hostname = False

    assert spoken(place, stand, ours) == "TLSv1.3"


async def hellos(stand: Stand, machine: Machine, count: int) -> list[str]:
    """Say so many hellos, twenty sockets at a time; return what came of each."""
    gate = asyncio.Semaphore(20)

    async def once() -> str:
        async with gate:
            try:
                async with by_hand(stand, machine) as hand:
                    await hand.say(hello_of(as_device("kiosk-99", secrets.token_hex(32))))
                    return await hand.end()
            except (OSError, WebSocketException):
                return LOST

    return await asyncio.gather(*(once() for _ in range(count)))


async def waits(stand: Stand, place: Place, until: asyncio.Task[list[str]]) -> list[float]:
    """Let visitors take tickets until the flood is over; return how long each waited."""
    waited = []
    async with stand.switched_on(place.kiosk, place.state, configured=(stand.address,)) as kiosk:
        await kiosk.until_up()
        while not until.done():
            begun = time.monotonic()
            await kiosk.issue()
            waited.append(time.monotonic() - begun)
            await asyncio.sleep(0.02)
    return waited


def p99(waited: list[float]) -> float:
    """Return the 99th percentile."""
    return statistics.quantiles(waited, n=100)[98]


@pytest.mark.parametrize(
    "count", [pytest.param(800), pytest.param(5000, marks=[pytest.mark.slow])]
)
@pytest.mark.timeout(600)
async def test_hellos_without_end_let_nobody_in_and_hold_nobody_up(
    stand: Stand, place: Place, count: int
) -> None:
    calm = await waits(stand, place, asyncio.create_task(asyncio.sleep(1.0, [])))
    size = stand.honest.log.stat().st_size
    flood = asyncio.create_task(hellos(stand, place.enemy, count))
    waited = await waits(stand, place, flood)
    ends = await flood

    assert set(ends) <= {"unknown-device", LOST}
    assert len(waited) > 10
    # On a computer that is busy with other tests visitors wait longer without any flood too.
    assert p99(waited) < max(P99_SECONDS, 3 * p99(calm))
    assert stand.honest.log.stat().st_size - size < 20_000
