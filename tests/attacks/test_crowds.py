"""An enemy holds more connections than there is room for: devices and officials still get in."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from server.client.device_state import DeviceState
from server.connections import IN_ALL, OF_ADDRESS
from tests.attacks.browsers import SETUP_PORT, browser
from tests.attacks.network import Machine
from tests.attacks.stand import Stand

PATIENCE_SECONDS = 60.0
OTHER_FILES = 400
"""What a server has open besides connections, and those that are just ending."""

pytestmark = pytest.mark.timeout(180)


@dataclass(frozen=True, slots=True)
class Place:
    """A kiosk's computer with what it keeps, an official's, and the enemy's."""

    kiosk: Machine
    state: DeviceState
    office: Machine
    enemy: Machine


@pytest.fixture(scope="module")
async def place(stand: Stand) -> Place:
    """Give a kiosk that is paired, an office, and an enemy with nine addresses."""
    kiosk, office = stand.lan.add("kiosk", 2), stand.lan.add("office", 3)
    enemy = stand.lan.add("enemy", 66)
    for host in range(101, 109):
        enemy.take_address(f"10.77.0.{host}")
    return Place(kiosk, await stand.pair(kiosk), office, enemy)


@contextmanager
def crowds(
    stand: Stand, machine: Machine, addresses: int, parts: tuple[tuple[int, str, int], ...]
) -> Iterator[None]:
    """Hold connections: so many to each port, of each kind, from so many addresses."""
    own = [machine.address, *(f"10.77.0.{host}" for host in range(101, 109))][:addresses]
    with ExitStack() as stack:
        begun = []
        for port, kind, count in parts:
            words = [sys.executable, "-m", "tests.attacks.crowding", stand.address.host]
            process = subprocess.Popen(
                machine.command(*words, str(port), kind, str(count), *own),
                stdout=subprocess.PIPE,
                text=True,
            )
            stack.callback(end, process)
            begun.append(process)
        for process in begun:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
        yield


def end(process: subprocess.Popen[str]) -> None:
    """End one of the enemy's programs."""
    process.kill()
    process.communicate()


def open_files(stand: Stand) -> int:
    """Return how many files the server has open."""
    process = stand.honest.process
    assert process is not None
    return sum(1 for _ in Path(f"/proc/{process.pid}/fd").iterdir())


def logs_in(stand: Stand, machine: Machine) -> bool:
    """Let an official log in at a fresh browser and choose a desk."""
    with browser(stand, machine) as official:
        official.sit_at("desk-1", "aigerim")
        return official.is_in("/desk")


def at_setup_page(stand: Stand, machine: Machine) -> int:
    """Let somebody open the page that hands the authority out, without TLS."""
    with machine.inside():
        return httpx.get(f"http://{stand.address.host}:{SETUP_PORT}/hall-ca").status_code


@pytest.mark.parametrize(
    ("addresses", "most"), [(1, OF_ADDRESS), (9, IN_ALL)], ids=["one address", "nine addresses"]
)
async def test_who_holds_1800_connections_keeps_nobody_out(
    stand: Stand, place: Place, addresses: int, most: int
) -> None:
    parts = (
        (stand.address.port, "silent", 700),
        (SETUP_PORT, "silent", 700),
        (stand.address.port, "begun", 200),
        (stand.address.port, "socket", 200),
    )
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as hands, crowds(stand, place.enemy, addresses, parts):
        async with (
            asyncio.timeout(PATIENCE_SECONDS),
            stand.switched_on(
                place.kiosk, place.state, configured=(stand.address,), has_mdns=False
            ) as kiosk,
        ):
            await kiosk.until_up()
            await kiosk.issue()
            is_in = await loop.run_in_executor(hands, logs_in, stand, place.office)
            status = await loop.run_in_executor(hands, at_setup_page, stand, place.office)
            await stand.pair(stand.lan.add(f"late-{addresses}", 10 + addresses))
            await kiosk.issue()
        files = open_files(stand)

    assert (is_in, status) == (True, 200)
    assert most * 0.7 < files < most + OTHER_FILES
