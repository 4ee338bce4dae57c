"""An official's page in a real browser, worked by keys."""

import asyncio
from pathlib import Path
from random import Random

from server.demo.cast import rehearsal_environment, start_server
from server.demo.crowd import MadeUpVisitors, Pace
from server.demo.desks import DeskPage, chromium
from server.demo.processes import Stage
from server.demo.scenery import set_up

QUICK = Pace(visitor_every=(0.05, 0.1))


async def test_the_next_visitor_is_called_by_a_key(tmp_path: Path) -> None:
    scenery = await set_up(tmp_path / "hall", logins=("desk-1",), is_morning=True)
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage, chromium() as browser:
        server = await start_server(stage, scenery, 0)
        visitors = MadeUpVisitors(scenery, server.address, Random(2), QUICK)
        coming = asyncio.create_task(visitors.come())
        desk = await DeskPage.open(
            browser, server.url, "desk-1", scenery.passwords["desk-1"], "desk-1", "kk"
        )

        await desk.until_ready("next")
        await desk.press("n")
        called = await desk.until_called()
        text = await desk.grab(tmp_path / "desk.png")
        coming.cancel()

    assert called.startswith("A")
    assert called in text
    assert "Шақырылуда" in text
    assert (tmp_path / "desk.png").stat().st_size > 10_000
