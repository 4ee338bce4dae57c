"""Servers that die at a named point of a command's way: nothing answered is lost or doubled."""

import asyncio
import os
import random
import signal
from asyncio.subprocess import Process
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree

import pytest

from server.hall_opening import open_hall
from server.protocol.events import TicketCalled, TicketIssued
from server.storage.sqlite import Store
from tests.durability.composed_server import Life
from tests.durability.deaths import Point
from tests.durability.judging import evidence_of, record_of
from tests.durability.onlookers import Onlookers, invite_onlookers, present
from tests.durability.power_cuts import NOT_ON_THE_DISK
from tests.durability.results import keep, keep_part
from tests.durability.workday import end_forking, fork, how_ended, served_by, start_composed
from tests.fakes.clock import FakeClock
from tests.history.evidence import ALWAYS
from tests.history.operations import End
from tests.journeys.invariants import broken
from tests.journeys.waiting import until
from tests.server.asking import take_tickets
from tests.server.crowd import Crowd, check_store, invite, prepare

DECIDED = ALWAYS | {"I1", "I8", "I9", "I10"}
DEADLY = tuple(point for point in Point if point is not Point.NEVER)
SEED = 20_261_123
LIVES_OF_EACH = 8
SERIES = 25
"""A thousand kills, on a new directory after each forty: a day has no more tickets than that."""
LATEST_TRANSACTION = 30
HEARD_SECONDS = 60.0
"""Nobody is judged by his speed here: the servers take whatever processors there are."""


@dataclass(slots=True)
class Lives:
    """One server after another on the same data, and who is there all the time."""

    data: Path
    crowd: Crowd
    onlookers: Onlookers
    chance: random.Random
    process: Process
    untold: set[str] = field(default_factory=set)
    silent: Counter[Point] = field(default_factory=Counter)
    """How many tickets were kept of which nobody knew, by how the server died."""

    async def begin(self, point: Point) -> None:
        """Start the next server, which is to die there."""
        await fork(self.process, life(self.data, point, self.chance))
        await invite(self.process, self.crowd)

    async def all_back(self) -> None:
        """Wait until every kiosk has been answered by this server, and the board told."""
        since = self.crowd.history.now()

        def are_back() -> bool:
            attempts = self.crowd.history.attempts
            answered = {one.client for one in attempts if one.begun > since and one.end is End.OK}
            told = any(sighting.at > since for sighting in self.onlookers.sightings)
            return answered == set(self.crowd.keys) and told

        await until(are_back, "everybody to be back", HEARD_SECONDS)

    async def end(self, point: Point) -> None:
        """See the server die; what it told last has been heard, what it has told is kept."""
        if point is Point.NEVER:
            os.kill(served_by(self.process.pid), signal.SIGKILL)
        status, told = await how_ended(self.process)
        assert os.WIFSIGNALED(status)
        assert os.WTERMSIG(status) == signal.SIGKILL
        assert bool(told) == (point in {Point.AFTER_PUBLISH, Point.AFTER_ANSWER})
        if point is Point.AFTER_PUBLISH:
            await until(lambda: told in on_board(self.onlookers), "the call", HEARD_SECONDS)
        elif point is Point.AFTER_ANSWER:
            await until(lambda: told in self.crowd.acknowledged, "the number", HEARD_SECONDS)
        before, self.untold = self.untold, unanswered(self.data, self.crowd)
        self.silent[point] += len(self.untold - before)


@pytest.mark.timeout(240)
async def test_no_death_at_a_named_point_loses_or_doubles_an_answer(tmp_path: Path) -> None:
    silent = await live_and_die(tmp_path, SEED)

    assert silent[Point.AFTER_COMMIT] > 0
    assert silent[Point.AFTER_PUBLISH] > 0
    keep("kills at named points", kills=len(DEADLY) * LIVES_OF_EACH, **said(silent))


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("series", range(SERIES))
async def test_no_death_of_a_thousand_loses_or_doubles_an_answer(
    series: int, tmp_path: Path
) -> None:
    silent = await live_and_die(tmp_path, SEED + series)

    assert silent[Point.AFTER_COMMIT] > 0
    kills = len(DEADLY) * LIVES_OF_EACH
    keep_part("kills at named points, slow", series, SERIES, kills=kills, **said(silent))


async def live_and_die(folder: Path, seed: int) -> Counter[Point]:
    """Let servers die, eight at each point; return how many tickets nobody knew of then."""
    data = folder / "data"
    data.mkdir()
    crowd = Crowd(await prepare(data), log=folder / "server.log")
    onlookers = await invite_onlookers(data, crowd)
    chance = random.Random(seed)
    process = await start_composed(life(data, Point.NEVER, chance), log=crowd.log)
    lives = Lives(data, crowd, onlookers, chance, process)
    await invite(process, crowd)
    async with asyncio.TaskGroup() as visitors:
        for kiosk in crowd.keys:
            visitors.create_task(take_tickets(crowd, kiosk))
        await live_all(lives)
        crowd.is_over = True
    await finish(process)
    assert set(crowd.acknowledged) == set(crowd.asked)
    await check_store(data, crowd)
    record = await record_of(data, crowd, evidence_of(crowd, onlookers))
    assert record.evidence.decides() == DECIDED
    assert broken(record) == []
    assert any(isinstance(entry.event, TicketCalled) for entry in record.entries)
    return lives.silent


async def live_all(lives: Lives) -> None:
    """Let one server after another live, the last one for good."""
    async with present(lives.onlookers):
        await asyncio.gather(lives.crowd.get_on(5), lives.onlookers.is_seated.wait())
        await lives.end(Point.NEVER)
        for point in drawn(lives.chance):
            await lives.begin(point)
            if point is Point.NEVER:
                await lives.all_back()
            await lives.end(point)
        await lives.begin(Point.NEVER)
        await lives.all_back()


def drawn(chance: random.Random) -> list[Point]:
    """Return the points in an order drawn by chance, with a long life that is killed as well."""
    order: list[Point] = [*DEADLY] * LIVES_OF_EACH
    chance.shuffle(order)
    order.insert(len(order) // 2, Point.NEVER)
    return order


def life(data: Path, point: Point, chance: random.Random) -> Life:
    return Life(str(data), point, chance.randint(1, LATEST_TRANSACTION))


def on_board(onlookers: Onlookers) -> set[str]:
    """Return the numbers of all calls that the board was told to show."""
    return {call.number for sighting in onlookers.sightings for call in sighting.placed}


async def finish(process: Process) -> None:
    """End the last server in good order, and the process that forked it."""
    os.kill(served_by(process.pid), signal.SIGTERM)
    assert await how_ended(process) == (0, "")
    await end_forking(process)


def unanswered(data: Path, crowd: Crowd) -> set[str]:
    """Return under which requests tickets are kept that no kiosk knows; all it knows are kept.

    A copy is looked at: opening the store tidies it up, and that is the next server's work.
    """
    copy = data.parent / "copy"
    rmtree(copy, ignore_errors=True)
    copytree(data, copy, ignore=ignore_patterns(*NOT_ON_THE_DISK))
    (copy / "reserve").touch()
    store = Store.open(copy)
    try:
        entries = open_hall(store, None, FakeClock()).entries
    finally:
        store.close()
    issued = [entry.event for entry in entries if isinstance(entry.event, TicketIssued)]
    numbers = {event.issue_request: event.number for event in issued}
    lost = dict(crowd.acknowledged.items() - numbers.items())
    assert not lost, f"I1: answered, and not in the log: {lost}"
    return numbers.keys() - crowd.acknowledged.keys()


def said(silent: Counter[Point]) -> dict[str, int]:
    return {f"untold_{point}": silent[point] for point in DEADLY}
