"""The made-up morning plays itself through the hall's real doors."""

import asyncio
from pathlib import Path
from random import Random

from server.demo.artefacts import export_events, read_rows
from server.demo.cast import rehearsal_environment, start_server
from server.demo.crowd import Pace, crowd_logins, play_morning
from server.demo.processes import Stage
from server.demo.scenery import MADE_UP_KIOSK, set_up

QUICK = Pace(visitor_every=(0.02, 0.05), walk=(0.0, 0.1), reception=(0.1, 0.2), look_again=0.1)
SECONDS = 4.0


async def test_visitors_come_and_are_received(tmp_path: Path) -> None:
    scenery = await set_up(tmp_path / "hall", logins=crowd_logins(), is_morning=True)
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage:
        server = await start_server(stage, scenery, 0)
        playing = asyncio.create_task(
            play_morning(scenery, server, dict(scenery.passwords), QUICK, Random(3))
        )

        done, _ = await asyncio.wait([playing], timeout=SECONDS)
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)

    await export_events(scenery, tmp_path / "events.jsonl")
    rows = read_rows(tmp_path)
    kinds = [row.kind for row in rows]
    assert done == set()
    assert kinds.count("TicketIssued") > 10
    assert kinds.count("ServiceFinished") > 3
    assert {row.actor for row in rows if row.kind == "TicketIssued"} == {f"kiosk:{MADE_UP_KIOSK}"}
