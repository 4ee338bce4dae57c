"""Servers that die at a named point of a command's way: nothing answered is lost or doubled."""

import asyncio
import os
import random
import signal
from asyncio.subprocess import Process
from collections import Counter
from pathlib import Path

import pytest

from server.hall_opening import open_hall
from server.protocol.events import TicketCalled, TicketIssued
from server.storage.sqlite import Store
from tests.durability.composed_server import Life, Point
from tests.durability.judging import evidence_of, record_of
from tests.durability.onlookers import invite_onlookers, present
from tests.durability.results import keep, keep_part
from tests.durability.workday import (
    end_forking,
    fork,
    how_ended,
    served_by,
    start_composed,
)
from tests.fakes.clock import FakeClock
from tests.history.evidence import ALWAYS
from tests.history.liveness import Outage
from tests.journeys.invariants import broken
from tests.server.crowd import Crowd, check_store, invite, prepare, take_tickets

DECIDED = ALWAYS | {"I1", "I7", "I8", "I9", "I10"}
DEADLY = tuple(point for point in Point if point is not Point.NEVER)
SEED = 20_261_123
LIVES_OF_EACH = 8
SERIES = 25
"""A thousand kills, on a new directory after each forty: a day has no more tickets than that."""
LATEST_TRANSACTION = 30
DYING_SECONDS = 1.0
"""A server is dead for its clients a moment before its parent tells."""


@pytest.mark.timeout(120)
async def test_no_death_at_a_named_point_loses_or_doubles_an_answer(tmp_path: Path) -> None:
    silent = await live_and_die(tmp_path, SEED, is_timed=True)

    assert silent[Point.AFTER_COMMIT] > 0
    assert silent[Point.AFTER_PUBLISH] > 0
    keep("kills at named points", kills=len(DEADLY) * LIVES_OF_EACH, **said(silent))


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("series", range(SERIES))
async def test_no_death_of_a_thousand_loses_or_doubles_an_answer(
    series: int, tmp_path: Path
) -> None:
    silent = await live_and_die(tmp_path, SEED + series, is_timed=False)

    assert silent[Point.AFTER_COMMIT] > 0
    kills = len(DEADLY) * LIVES_OF_EACH
    keep_part("kills at named points, slow", series, SERIES, kills=kills, **said(silent))


async def live_and_die(folder: Path, seed: int, *, is_timed: bool) -> Counter[Point]:
    """Let servers die, eight at each point; return how many tickets nobody knew of then.

    The long runs, which give way to everything else on the computer, are not timed.
    """
    data = folder / "data"
    data.mkdir()
    crowd = Crowd(await prepare(data), log=folder / "server.log")
    onlookers = await invite_onlookers(data, crowd)
    chance = random.Random(seed)
    order = [*DEADLY] * LIVES_OF_EACH
    chance.shuffle(order)
    silent: Counter[Point] = Counter()
    outages: list[Outage] = []
    process = await start_composed(life(data, Point.NEVER, chance), log=crowd.log)
    await invite(process, crowd)
    visitors = [asyncio.create_task(take_tickets(crowd, kiosk)) for kiosk in crowd.keys]
    async with present(onlookers):
        await asyncio.gather(crowd.get_on(5), onlookers.is_seated.wait())
        os.kill(served_by(process.pid), signal.SIGKILL)
        assert await ended(process) == signal.SIGKILL
        for point in [*order, Point.NEVER]:
            died = crowd.history.now()
            await fork(process, life(data, point, chance))
            await invite(process, crowd)
            outages.append(Outage(died - DYING_SECONDS, crowd.history.now()))
            if point is not Point.NEVER:
                assert await ended(process) == signal.SIGKILL
                silent[point] += unanswered(data, crowd)
        crowd.is_over = True
        await asyncio.gather(*visitors)
    await finish(process)
    assert set(crowd.acknowledged) == set(crowd.asked)
    await check_store(data, crowd)
    timed = outages if is_timed else None
    record = await record_of(data, crowd, evidence_of(crowd, onlookers, timed))
    assert record.evidence.decides() >= DECIDED - ({"I7"} if not is_timed else set())
    assert broken(record) == []
    assert any(isinstance(entry.event, TicketCalled) for entry in record.entries)
    return silent


def life(data: Path, point: Point, chance: random.Random) -> Life:
    return Life(str(data), point, chance.randint(1, LATEST_TRANSACTION))


async def ended(process: Process) -> int:
    """Return by which signal the server ended."""
    status = await how_ended(process)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


async def finish(process: Process) -> None:
    """End the last server in good order, and the process that forked it."""
    os.kill(served_by(process.pid), signal.SIGTERM)
    assert await how_ended(process) == 0
    await end_forking(process)


def unanswered(data: Path, crowd: Crowd) -> int:
    """Return how many tickets are kept of which no kiosk knows; all that one knows are kept."""
    store = Store.open(data)
    try:
        entries = open_hall(store, None, FakeClock()).entries
    finally:
        store.close()
    issued = [entry.event for entry in entries if isinstance(entry.event, TicketIssued)]
    numbers = {event.issue_request: event.number for event in issued}
    assert crowd.acknowledged.items() <= numbers.items()
    return len(numbers.keys() - crowd.acknowledged.keys())


def said(silent: Counter[Point]) -> dict[str, int]:
    return {f"untold_{point}": silent[point] for point in DEADLY}
