"""The power goes, and the delivered server starts on what is left: everybody comes back to it.

Where `test_power_cuts.py` opens images by the server's start alone, here each is served by a
process of its own, on a socket, to the kiosks, the board and the people of the recorded day.
"""

import json
import os
import signal
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.durability.comeback import Clients
from tests.durability.composed_server import Life
from tests.durability.power_cuts import Cut, cuts, judge_store, lay_out
from tests.durability.results import keep, keep_part
from tests.durability.test_power_cuts import MEMORY, SEED, named
from tests.durability.workday import (
    end_forking,
    fork,
    how_ended,
    record,
    served_by,
    start_forking,
)

IMAGES = 12
DAYS = 25
IMAGES_A_DAY = 200


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: thousands of images are written to it."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        yield Path(folder) / "image"


@pytest.mark.timeout(240)
async def test_whoever_comes_back_after_a_power_cut_misses_nothing(
    tmp_path: Path, scratch: Path
) -> None:
    faults, counts = await live_through(tmp_path, scratch, IMAGES, SEED)

    assert faults == []
    assert counts["answers"] >= 60
    assert counts["calls"] > 0
    keep("power cuts, whole server", **counts)


@pytest.mark.timeout(240)
async def test_what_a_server_has_lost_is_missed(tmp_path: Path, scratch: Path) -> None:
    """Or the test above would prove nothing."""
    recording = await record(tmp_path, bursts=1, tickets=20)
    *_, cut = cuts(recording.steps, IMAGES, SEED)
    clients = recording.clients
    request = next(r for r, (kiosk, _) in clients.wishes.items() if kiosk == "kiosk-2")
    cut.said.tickets[request] = "A999"
    cut.said.called.add("A998")
    clients.keys["kiosk-1"] = clients.keys["kiosk-2"]
    clients.cookies["aigerim"] |= {"kezek-browser": "another"}

    async with forking(tmp_path) as parent:
        faults = await judge_whole(parent, cut, clients, tmp_path / "hall.toml", scratch)

    said = "\n".join(faults)
    assert "I1: A999 and now" in said
    assert "is not in the log" in said
    assert "I1: a desk was shown A998" in said
    assert "kiosk-1 was let in and is a stranger now" in said
    assert "aigerim was logged in" in said


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("day", range(DAYS))
async def test_whoever_comes_back_after_any_of_five_thousand_power_cuts_misses_nothing(
    day: int, tmp_path: Path, scratch: Path
) -> None:
    faults, counts = await live_through(tmp_path, scratch, IMAGES_A_DAY, SEED + day)

    assert faults == []
    assert counts["answers"] >= 60
    assert counts["calls"] > 0
    keep_part("power cuts, whole server, slow", day, DAYS, **counts)


async def live_through(
    folder: Path, scratch: Path, images: int, seed: int
) -> tuple[list[str], Counter[str]]:
    """Record a day, cut the power so often, start a server each time; return what is wrong.

    And how much was tried.
    """
    recording = await record(folder, bursts=3, tickets=20)
    faults: list[str] = []
    counts = Counter(answers=len(recording.received), calls=len(recording.called))
    async with forking(folder) as parent:
        for cut in cuts(recording.steps, images, seed):
            counts.update(
                {"images": 1, f"lost_{cut.loss}": 1, "answers_asked_again": len(cut.said.tickets)}
            )
            hall_file = folder / "hall.toml"
            found = await judge_whole(parent, cut, recording.clients, hall_file, scratch)
            faults += [named(cut, fault) for fault in found]
    return faults, counts


@asynccontextmanager
async def forking(folder: Path) -> AsyncIterator[Process]:
    """Give the process that forks servers; what they log is kept in the folder."""
    process = await start_forking(log=folder / "servers.log")
    try:
        yield process
    finally:
        await end_forking(process)


async def judge_whole(
    parent: Process, cut: Cut, clients: Clients, hall_file: Path, scratch: Path
) -> list[str]:
    """Start the delivered server on the image; return what clients and its store lack."""
    lay_out(cut.image, scratch)
    await fork(parent, Life(str(scratch), hall_file=str(hall_file), is_delivered=True))
    assert parent.stdout is not None
    told = json.loads(await parent.stdout.readline())
    if "serving" not in told:
        return [f"does not start: {told}"]
    faults = await clients.miss(told["serving"], cut.said)
    os.kill(served_by(parent.pid), signal.SIGTERM)
    status, _ = await how_ended(parent)
    faults += [f"ended with {status}"] if status != 0 else []
    return [*faults, *judge_store(scratch, hall_file, cut.said)]
