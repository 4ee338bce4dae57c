"""Strangers who make the server write: of each kind some lines at once, then one a second."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import httpx
import pytest

from server.client.pinning import curious
from server.protocol.pairing import PAIRING_PATH
from tests.attacks.browsers import SETUP_PORT, browser
from tests.attacks.network import Machine
from tests.attacks.stand import Stand

FLOODS = 100
FLOOD_BYTES = 10_000
"""What a flood may add to the server's log: some lines of each kind, and then one a second."""


def forged_forms(stand: Stand, machine: Machine) -> int:
    """Send forms without a token; return the status of the last one."""
    with browser(stand, machine) as visitor:
        return [visitor.send(f"/login?{'x' * 2000}", {}).status_code for _ in range(FLOODS)].pop()


def wrong_passwords(stand: Stand, machine: Machine) -> int:
    """Send forms with a token, as anybody gets one, and a wrong password."""
    with browser(stand, machine) as visitor:
        visitor.open("/login")
        wrong = {"login": "nobody", "password": "x"}
        return [visitor.send("/login", wrong).status_code for _ in range(FLOODS)].pop()


def headers_in_paths(stand: Stand, machine: Machine) -> int:
    """Ask at the plain door for paths that would be headers, and lines of the log."""
    path = "/a%0d%0a2026-11-23 INFO server: all is well%0d%0aSet-Cookie:x=y"
    base = f"http://{stand.address.host}:{SETUP_PORT}"
    with machine.inside(), httpx.Client(base_url=base) as client:
        return [client.get(path).status_code for _ in range(FLOODS)].pop()


def rubbish_at_the_plain_door(stand: Stand, machine: Machine) -> int:
    """Say what is no HTTP; return the status of the last answer."""
    heard = b""
    for _ in range(FLOODS):
        with machine.connect(stand.address.host, SETUP_PORT) as near:
            near.sendall(b"\x00\x01 no HTTP\r\n\r\n")
            heard = near.recv(100)
    return int(heard.split()[1])


def broken_frames(stand: Stand, machine: Machine) -> int:
    """Say to the socket of pairings what is no text; return the status of the handshake."""
    shake = (
        f"GET {PAIRING_PATH} HTTP/1.1\r\nHost: {stand.address.host}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    heard = b""
    for _ in range(FLOODS):
        near = machine.connect(stand.address.host, stand.address.port)
        with curious().wrap_socket(near, server_hostname="a.invalid") as wrapped:
            wrapped.sendall(shake.encode())
            heard = wrapped.recv(100)
            wrapped.sendall(b"\x81\x82\x00\x00\x00\x00\xff\xfe")
            with suppress(ConnectionError):
                wrapped.recv(100)
    return int(heard.split()[1])


@pytest.fixture(scope="module")
def enemy(stand: Stand) -> Machine:
    """Give the enemy's computer."""
    return stand.lan.add("enemy", 66)


@pytest.mark.parametrize(
    ("flood", "answered"),
    [
        (forged_forms, 403),
        (wrong_passwords, 429),
        (headers_in_paths, 307),
        (rubbish_at_the_plain_door, 400),
        (broken_frames, 101),
    ],
)
async def test_no_flood_fills_the_log(
    stand: Stand, enemy: Machine, flood: Callable[[Stand, Machine], int], answered: int
) -> None:
    size = stand.honest.log.stat().st_size

    status = await asyncio.to_thread(flood, stand, enemy)

    added = stand.honest.log.read_bytes()[size:]
    assert status == answered
    assert len(added) < FLOOD_BYTES
    assert b"Traceback" not in added
    assert not any(b"all is well" in line[:60] for line in added.splitlines())
