"""Two computers on a LAN of their own: the kiosk finds its server by mDNS and follows it."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from server.client.messages import LinkIdentity
from server.protocol.identity import DeviceRole
from tests.server.devices.server_process import ServerProcess
from tests.server.devices.working_server import HALL, HALL_FILE
from tests.server.lan import Lan, lan

WAIT_SECONDS = 15.0


async def next_line(process: Process) -> dict[str, str]:
    assert process.stdout is not None
    async with asyncio.timeout(WAIT_SECONDS):
        line: dict[str, str] = json.loads(await process.stdout.readline())
    return line


async def until_link(process: Process, state: str) -> dict[str, str]:
    """Return the next line that tells this state of the link."""
    while (line := await next_line(process))["link"] != state:
        pass
    return line


@asynccontextmanager
async def running(*command: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def serve(network: Lan, data_dir: Path) -> list[str]:
    return network.within(
        network.server, sys.executable, "-m", "server", "run", "--plain", "--data", str(data_dir),
        "--hall-file", str(HALL_FILE), "--host", "0.0.0.0", "--plain-lan",  # noqa: S104 - a LAN
    )  # fmt: skip


def find(network: Lan, who: LinkIdentity) -> list[str]:
    return network.within(
        network.kiosk, sys.executable, "-m", "tests.server.finding_device",
        HALL, who.device, who.key,
    )  # fmt: skip


async def test_a_kiosk_finds_its_server_on_the_lan_and_follows_it_to_a_new_address(
    tmp_path: Path,
) -> None:
    identity = await ServerProcess(tmp_path).prepare("kiosk-1", DeviceRole.KIOSK)
    with lan() as network:
        async with running(*serve(network, tmp_path)) as server:
            assert "serving" in await next_line(server)
            async with running(*find(network, identity)) as kiosk:
                found = await until_link(kiosk, "up")

                moved_at = monotonic()
                network.set_server_address("10.77.0.1", "10.77.0.9")
                lost = await until_link(kiosk, "down")
                again = await until_link(kiosk, "up")
                took = monotonic() - moved_at

    assert found["hall"] == again["hall"] == HALL
    assert lost["reason"] in {"silent", "lost"}
    assert took < 12.0


async def test_a_kiosk_that_starts_without_a_network_finds_its_server_once_it_has_one(
    tmp_path: Path,
) -> None:
    identity = await ServerProcess(tmp_path).prepare("kiosk-1", DeviceRole.KIOSK)
    with lan() as network:
        network.plug_kiosk(is_in=False)
        async with running(*serve(network, tmp_path)) as server:
            await next_line(server)
            async with running(*find(network, identity)) as kiosk:
                assert (await next_line(kiosk)) == {"link": "down", "reason": "unreachable"}
                network.plug_kiosk(is_in=True)
                plugged_at = monotonic()
                await until_link(kiosk, "up")
                took = monotonic() - plugged_at

    assert took < 8.0


async def test_a_kiosk_that_is_there_first_finds_the_server_that_comes(tmp_path: Path) -> None:
    identity = await ServerProcess(tmp_path).prepare("kiosk-1", DeviceRole.KIOSK)
    with lan() as network:
        async with running(*find(network, identity)) as kiosk:
            assert (await next_line(kiosk)) == {"link": "down", "reason": "unreachable"}
            async with running(*serve(network, tmp_path)) as server:
                await next_line(server)
                serving_at = monotonic()
                await until_link(kiosk, "up")
                took = monotonic() - serving_at

    assert took < 5.0
