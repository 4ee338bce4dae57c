"""The devices of a demo are paired by the code on their screens, over TLS."""

import asyncio
from pathlib import Path

import pytest

from server.client.addresses import Address
from server.client.finder import Finder
from server.client.messages import LinkEvent, LinkUp
from server.control import ControlError
from server.demo.cast import RunningServer, rehearsal_environment, start_server
from server.demo.pairing import code_on, confirm, pair_waiting, pairing_link, read_code
from server.demo.processes import Said, Stage, StageError
from server.demo.scenery import set_up
from server.protocol.identity import DeviceRole


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["Code", "020", "621", "BOMD"], "020621"),
        (["020", "Code", "621"], None),
        (["1234", "567"], None),
        ([], None),
    ],
)
def test_a_code_is_read_off_a_screen(texts: list[str], code: str | None) -> None:
    assert code_on(texts) == code


async def test_a_code_is_waited_for() -> None:
    screens = iter([["Searching"], ["020", "621"]])

    async def state() -> Said:
        return {"texts": next(screens)}

    assert await read_code("kiosk-1", state) == "020621"


async def test_a_device_without_a_screen_pairs_itself_over_tls(tmp_path: Path) -> None:
    scenery = await set_up(tmp_path / "hall", logins=(), is_morning=True, has_keys=False)
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage:
        server = await start_server(stage, scenery, 0)
        events: list[LinkEvent] = []
        up = asyncio.Event()
        loop = asyncio.get_running_loop()

        def deliver(event: LinkEvent) -> None:
            events.append(event)
            if isinstance(event, LinkUp):
                loop.call_soon_threadsafe(up.set)

        finder = Finder(scenery.hall, (Address.parse(server.address),), has_mdns=False)
        link = pairing_link(scenery.data, tmp_path / "state", finder, "made up", deliver)
        await asyncio.to_thread(link.start)
        async with asyncio.timeout(20):
            await up.wait()
        await asyncio.to_thread(link.stop)

        with pytest.raises(ControlError, match="unknown-pairing"):
            await confirm(scenery.data, "000000", "nobody")
    assert isinstance(server, RunningServer)
    assert server.url.startswith("https://")


async def test_a_device_that_does_not_wait_is_told(tmp_path: Path) -> None:
    with pytest.raises(StageError, match="does not wait"):
        await pair_waiting(tmp_path, DeviceRole.KIOSK, "kiosk-1", seconds=0.05)
