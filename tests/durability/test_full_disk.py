"""The disk fills up at many moments of a busy hall: nothing answered is lost, calls go on."""

import asyncio
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from tests.durability.judging import evidence_of, record_of
from tests.durability.onlookers import Onlookers, invite_onlookers, present
from tests.durability.results import keep
from tests.durability.test_power_cuts import judge_all
from tests.durability.trace import read_trace, strace
from tests.durability.workday import served_by
from tests.history.evidence import ALWAYS
from tests.journeys.invariants import broken
from tests.journeys.waiting import until
from tests.server.asking import take_tickets
from tests.server.crowd import Crowd, check_store, ended_at_last, prepare, start

DISK_BYTES = 160 * 1024 * 1024
"""Enough for the reserve of 16 MiB and for the log of a quick computer between two checkpoints."""
FILLINGS = 10
LEFT_BYTES = 200_000
SEED = 20_261_123
DECIDED = ALWAYS | {"I1", "I8", "I9", "I10"}
KILL_EACH = 3
WAITING = 80
"""So many more before each filling, or the desk would soon have nobody to call."""
FAILING = "60..900+41"
"""Which writes of the writer thread find the disk full; later ones than the start needs."""
IMAGES = 120


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of few MiB, which only root can mount."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(disk)]
    subprocess.run(mounting, check=True)
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.timeout(300)
async def test_a_disk_that_fills_up_again_and_again_loses_nothing_and_stops_no_call(
    tmp_path: Path, small_disk: Path
) -> None:
    data = small_disk / "data"
    data.mkdir()
    crowd = Crowd(await prepare(data), log=tmp_path / "server.log", may_leave=True)
    onlookers = await invite_onlookers(data, crowd)
    chance = Random(SEED)
    calls = 0
    async with ended_at_last(240) as processes, present(onlookers):
        processes.append(await start(data, crowd))
        visitors = [asyncio.create_task(take_tickets(crowd, kiosk)) for kiosk in crowd.keys]
        await asyncio.gather(crowd.get_on(WAITING), onlookers.is_seated.wait())
        for turn in range(FILLINGS):
            crowd.full.clear()
            ballast = fill(small_disk, chance.randrange(LEFT_BYTES))
            await crowd.full.wait()
            if turn % KILL_EACH == 0:
                processes[-1].kill()
                await processes[-1].wait()
                processes.append(await start(data, crowd))
            calls += await until_called(onlookers)
            ballast.unlink()
            await crowd.get_on(WAITING)
        crowd.is_over = True
        await asyncio.gather(*visitors)
        processes[-1].terminate()
        assert await processes[-1].wait() == 0

    assert set(crowd.acknowledged) == set(crowd.asked)
    await check_store(data, crowd)
    record = await record_of(data, crowd, evidence_of(crowd, onlookers))
    assert record.evidence.decides() == DECIDED
    assert broken(record) == []
    assert crowd.left > 0
    keep(
        "a disk that fills up",
        fillings=FILLINGS,
        kills_meanwhile=len(processes) - 1,
        calls_meanwhile=calls,
        visitors_who_left=crowd.left,
    )


@pytest.mark.timeout(300)
async def test_a_write_that_finds_no_space_takes_nothing_back(tmp_path: Path) -> None:
    """Every 41st write fails for a while; and the power may go before, at and after each."""
    data, trace = tmp_path / "data", tmp_path / "trace"
    data.mkdir()
    crowd = Crowd(await prepare(data), log=tmp_path / "server.log")
    begun = {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()}
    failing = ("-e", f"inject=pwrite64:error=ENOSPC:when={FAILING}")
    async with ended_at_last(240) as processes:
        processes.append(await start(data, crowd, *strace(trace, *failing)))
        visitors = [asyncio.create_task(take_tickets(crowd, kiosk)) for kiosk in crowd.keys]
        await crowd.get_on(150)
        crowd.is_over = True
        await asyncio.gather(*visitors)
        os.kill(served_by(processes[0].pid), signal.SIGTERM)
        await processes[0].wait()

    text = trace.read_text(encoding="ascii")
    failures = len(re.findall(r"pwrite64.*ENOSPC", text))
    steps = tuple(read_trace(text.splitlines(), data))
    faults, losses = judge_all(steps, IMAGES, data, tmp_path / "image", begun)
    assert set(crowd.acknowledged) == set(crowd.asked)
    await check_store(data, crowd)
    assert broken(await record_of(data, crowd, evidence_of(crowd))) == []
    assert faults == []
    assert failures >= 5
    keep("writes without space", failures=failures, images=sum(losses.values()))


async def until_called(onlookers: Onlookers) -> int:
    """Wait until the desk has called somebody more; return how many it called meanwhile."""
    before = len(onlookers.called)
    await until(lambda: len(onlookers.called) > before, "a call")
    return len(onlookers.called) - before


def fill(disk: Path, left: int) -> Path:
    """Leave next to nothing of the disk; the server may take its part in the meantime."""
    free = os.statvfs(disk)
    ballast = disk / "ballast"
    with suppress(OSError):
        ballast.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - left)))
    return ballast
