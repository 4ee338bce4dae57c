"""The wall clock jumps under a real server: its own time goes on, and the jump is an event."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from itertools import pairwise
from pathlib import Path

from server.protocol.events import ClockAdjusted
from tests.durability.judging import evidence_of, record_of
from tests.durability.results import keep
from tests.journeys.invariants import broken
from tests.server.crowd import Crowd, invite, prepare, take_tickets

HOUR_MS = 3_600_000
JUMPS = ("-3h", "+1d", "+0")
SETTLING_SECONDS = 4.0
"""Server and library look once a second; a day is closed in one look, opened in the next."""


async def test_a_wall_clock_that_jumps_moves_nobody_in_the_queue(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    crowd = Crowd(await prepare(data))
    wall = tmp_path / "wall"
    wall.write_text("+0", encoding="ascii")
    arguments = ("-m", "server", "run", "--plain", "--data", str(data), "--port", "0", "--no-mdns")
    server = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=PIPE, stderr=DEVNULL, env=jumping(wall)
    )
    await invite(server, crowd)
    visitors = [asyncio.create_task(take_tickets(crowd, kiosk)) for kiosk in crowd.keys]
    for jump in JUMPS:
        await crowd.get_on(20)
        crowd.pause()
        wall.write_text(jump, encoding="ascii")
        await asyncio.sleep(SETTLING_SECONDS)
        crowd.go_on()
    crowd.is_over = True
    await asyncio.gather(*visitors)
    server.terminate()
    await server.wait()

    record = await record_of(data, crowd, evidence_of(crowd))
    events = [entry.event for entry in record.entries]
    offsets = [one.wall_offset_ms for one in events if isinstance(one, ClockAdjusted)]
    instants = [entry.at for entry in record.entries]
    assert broken(record) == []
    assert [round(offset / HOUR_MS) for offset in offsets][-len(JUMPS) :] == [-3, 24, 0]
    assert all(before <= after for before, after in pairwise(instants))
    assert instants[-1] - instants[0] < HOUR_MS
    keep("jumps of the wall clock", jumps=len(JUMPS), tickets=len(crowd.acknowledged))


def jumping(wall: Path) -> dict[str, str]:
    """Return an environment whose wall clock a file moves; the boot clock stays the computer's."""
    (library,) = Path("/usr/lib").glob("*/faketime/libfaketime.so.1")
    return os.environ | {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(wall),
        "FAKETIME_CACHE_DURATION": "1",
        "DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
