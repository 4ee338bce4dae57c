"""Two server processes on one cluster: each visitor called once, in order, told to every board."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from tests.durability.results import keep
from tests.journeys.invariants import broken
from tests.server.cluster import private_cluster
from tests.server.engines import Engines
from tests.server.storage.many_writers import cut_connections
from tests.server.two_servers import Hall, calls_of, record_of, two_servers

IN_THE_GATE = 100
AT_LENGTH = 1000
CUTS = 20


async def settled(hall: Hall, calls: list[int]) -> bool:
    """Return whether both boards were told the last call within some seconds."""
    for _ in range(100):
        if all(calls[-1] in watcher.calls for watcher in hall.watchers):
            return True
        await asyncio.sleep(0.1)
    return False


async def some_calls(hall: Hall) -> None:
    """Wait until some more visitors were called."""
    before = len(hall.watchers[1].calls)
    async with asyncio.timeout(20):
        while len(hall.watchers[1].calls) < before + 15:  # noqa: ASYNC110 - a board sets no event
            await asyncio.sleep(0.02)


async def works_a_day_with_listeners_cut(hall: Hall, visitors: int, cuts: int) -> None:
    cutting = asyncio.create_task(cut_connections(hall.url, "kezek-hints", random.Random(3), cuts))
    await hall.serve(visitors)
    ended = await cutting
    record = await record_of(hall)
    calls = calls_of(record.entries)
    is_settled = await settled(hall, calls)

    assert is_settled
    assert ended >= cuts // 2
    assert broken(record) == []
    assert len(calls) == len(hall.acknowledged) >= 2 * visitors
    assert [watcher.calls for watcher in hall.watchers] == [calls, calls]
    assert [watcher.gaps for watcher in hall.watchers] == [[], []]


@pytest.mark.timeout(150)
async def test_two_processes_serve_one_hall_while_their_listeners_are_cut(
    postgresql: Engines, tmp_path: Path
) -> None:
    async with two_servers(postgresql.address(), tmp_path) as hall:
        await works_a_day_with_listeners_cut(hall, IN_THE_GATE, CUTS)

        assert {len(crowd.acknowledged) >= IN_THE_GATE for crowd in hall.crowds} == {True}


@pytest.mark.slow
@pytest.mark.timeout(3600)
async def test_two_thousand_visitors_are_each_called_once(
    postgresql: Engines, tmp_path: Path
) -> None:
    async with two_servers(postgresql.address(), tmp_path) as hall:
        await works_a_day_with_listeners_cut(hall, AT_LENGTH, 10 * CUTS)

        assert len(hall.acknowledged) >= 2 * AT_LENGTH
        visitors = len(hall.acknowledged)
        keep("two servers on one cluster, slow", visitors=visitors, cuts_ordered=10 * CUTS)


@pytest.mark.timeout(150)
async def test_a_process_that_is_killed_takes_nothing_with_it_and_the_other_goes_on(
    postgresql: Engines, tmp_path: Path
) -> None:
    async with two_servers(postgresql.address(), tmp_path) as hall:
        serving = asyncio.create_task(hall.serve(IN_THE_GATE // 2))
        await some_calls(hall)
        hall.processes[0].kill()
        hall.crowds[0].url = hall.crowds[1].url
        await serving
        record = await record_of(hall)
        calls = calls_of(record.entries)

        assert broken(record) == []
        assert set(hall.acknowledged) == {r for c in hall.crowds for r in c.asked}
        assert len(calls) == len(hall.acknowledged)
        assert max(Counter(hall.watchers[1].calls).values()) == 1
        assert hall.watchers[1].calls == [call for call in calls if call in hall.watchers[1].calls]


@pytest.mark.timeout(150)
async def test_a_cluster_that_is_killed_comes_back_with_all_that_was_answered(
    tmp_path: Path,
) -> None:
    with private_cluster() as cluster:
        async with two_servers(cluster.take(), tmp_path) as hall:
            serving = asyncio.create_task(hall.serve(IN_THE_GATE // 2))
            for _ in range(2):
                await some_calls(hall)
                await asyncio.to_thread(cluster.kill)
                await asyncio.to_thread(cluster.start)
            await serving
            record = await record_of(hall)

            assert broken(record) == []
            assert set(hall.acknowledged) == {r for c in hall.crowds for r in c.asked}
            assert [process.returncode for process in hall.processes] == [None, None]
