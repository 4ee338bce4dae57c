"""The wall clock jumps under a real server and comes back: nobody in the queue notices."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from itertools import pairwise
from pathlib import Path

from server.protocol.events import DayClosed, TicketLapsed
from server.protocol.hall_events import ClockAdjusted
from tests.durability.judging import evidence_of, record_of
from tests.durability.results import keep
from tests.journeys.invariants import broken
from tests.server.asking import take_tickets
from tests.server.crowd import Crowd, invite, prepare

HOUR_MS = 3_600_000
JUMPS = ("-3h", "+0", "+1d", "+0", "-20000d", "+0")
SETTLING_SECONDS = 4.0
"""Server and library look once a second; a day is closed in one look, opened in the next."""

HARM = (ClockAdjusted, DayClosed, TicketLapsed)


async def test_a_wall_clock_that_jumps_moves_nobody_in_the_queue(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    crowd = Crowd(await prepare(data))
    wall = tmp_path / "wall"
    wall.write_text("+0", encoding="ascii")
    arguments = ("-m", "server", "run", "--plain", "--data", str(data), "--port", "0", "--no-mdns")
    log = tmp_path / "server.log"
    with log.open("wb") as stderr:
        server = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, stdout=PIPE, stderr=stderr, env=jumping(wall)
        )
    await invite(server, crowd)
    visitors = [asyncio.create_task(take_tickets(crowd, kiosk)) for kiosk in crowd.keys]
    for jump in JUMPS:
        await crowd.get_on(10)
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
    instants = [entry.at for entry in record.entries]
    assert broken(record) == []
    assert log.read_text(encoding="utf-8").count("clock was set to") == len(JUMPS) // 2
    assert [event for event in events if isinstance(event, HARM)] == []
    assert all(before <= after for before, after in pairwise(instants))
    assert instants[-1] - instants[0] < HOUR_MS
    keep("jumps of the wall clock", jumps=len(JUMPS) // 2, tickets=len(crowd.acknowledged))


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
