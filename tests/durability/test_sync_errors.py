"""A disk that fails a sync: the server ends at once with its own status and answers no more."""

import asyncio
import os
import signal
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from tests.durability.judging import evidence_of, record_of
from tests.durability.onlookers import invite_onlookers, present
from tests.durability.results import keep, keep_part
from tests.durability.said import Said
from tests.durability.test_power_cuts import judge_all
from tests.durability.trace import (
    Sent,
    Step,
    Synced,
    SyncFailed,
    Written,
    read_trace,
    strace,
)
from tests.durability.workday import served_by
from tests.history.evidence import ALWAYS
from tests.journeys.invariants import broken
from tests.server.asking import take_tickets
from tests.server.crowd import Crowd, NotServingError, check_store, ended_at_last, prepare, start

EXIT_STORAGE_FAILED = 70
EXIT_NOT_STARTED = 1
FAILING = (12, 25, 40)
"""Which sync of the writer thread fails; later ones than the start needs."""
LATER = 40
"""So many tickets are given in the life that follows."""
IMAGES = 60
SWEPT = 200
PARTS = 10


def test_an_answer_that_the_failed_sync_took_along_is_told_from_one_that_was_only_late() -> None:
    early, late, lost = (str(UUID(int=number)) for number in range(3))
    steps = (
        *(Written("log", 0, early.encode()), Synced("log"), answer(early)),
        *(Written("log", 0, late.encode()), Synced("log")),
        *(Written("log", 0, lost.encode()), SyncFailed("log"), answer(late), answer(lost)),
    )

    assert answered(steps) == (1, {lost})


@pytest.mark.timeout(240)
async def test_after_a_failed_sync_nothing_is_answered_and_nothing_answered_is_lost(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    crowd = Crowd(await prepare(data), log=tmp_path / "server.log")
    onlookers = await invite_onlookers(data, crowd)
    visitors = [asyncio.create_task(take_tickets(crowd, kiosk)) for kiosk in crowd.keys]

    statuses = []
    answers = []
    async with present(onlookers):
        for nth in FAILING:
            trace = tmp_path / f"trace-{nth}"
            server = await start(data, crowd, *strace(trace, *failing(nth)))
            statuses.append(await server.wait())
            answers.append(answered(steps_of(trace, data)))
        server = await start(data, crowd)
        await onlookers.is_seated.wait()
        crowd.is_over = True
        await asyncio.gather(*visitors)
    server.terminate()
    await server.wait()

    assert statuses == [EXIT_STORAGE_FAILED] * len(FAILING)
    assert sum(before for before, _ in answers) > 0
    assert [lost for _, lost in answers] == [set()] * len(FAILING)
    assert set(crowd.acknowledged) == set(crowd.asked)
    await check_store(data, crowd)
    record = await record_of(data, crowd, evidence_of(crowd, onlookers))
    assert record.evidence.decides() == ALWAYS | {"I1", "I8", "I9", "I10"}
    assert broken(record) == []
    keep("failed syncs", failures=len(FAILING), answers_before=sum(one for one, _ in answers))


@pytest.mark.timeout(240)
async def test_what_a_failed_sync_lost_takes_nothing_with_it_when_the_power_goes_later(
    tmp_path: Path,
) -> None:
    """The next start reads what the disk never got, and may not build on it."""
    counts = await fail_and_go_on(tmp_path, FAILING[0])

    assert counts["answers"] >= LATER
    assert counts["failures"] == 1
    keep("power cuts after a failed sync", **counts)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(PARTS))
async def test_whichever_sync_fails_nothing_answered_is_lost(part: int, tmp_path: Path) -> None:
    counts: Counter[str] = Counter()
    for nth in range(1 + part, 1 + SWEPT, PARTS):
        folder = tmp_path / str(nth)
        folder.mkdir()
        counts += await fail_and_go_on(folder, nth)

    assert counts["failures"] > 0
    keep_part("power cuts after a failed sync, slow", part, PARTS, **counts)


async def fail_and_go_on(folder: Path, nth: int) -> Counter[str]:
    """Let every thread's n-th sync fail, start again, and cut the power at many moments."""
    data, traces = folder / "data", (folder / "failing", folder / "later")
    data.mkdir()
    crowd = Crowd(await prepare(data), log=folder / "server.log")
    begun = {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()}
    visitors = [asyncio.create_task(take_tickets(crowd, kiosk)) for kiosk in crowd.keys]
    async with ended_at_last(200) as processes:
        status = await until_it_fails(data, crowd, *strace(traces[0], *failing(nth)))
        processes.append(await start(data, crowd, *strace(traces[1])))
        await crowd.get_on(LATER)
        crowd.is_over = True
        await asyncio.gather(*visitors)
        os.kill(served_by(processes[0].pid), signal.SIGTERM)
        assert await processes[0].wait() == 0

    steps = tuple(step for trace in traces for step in steps_of(trace, data))
    faults, losses = judge_all(steps, IMAGES, data, folder / "image", begun, seed=nth)
    assert faults == []
    assert status in {EXIT_STORAGE_FAILED, EXIT_NOT_STARTED}
    assert set(crowd.acknowledged) == set(crowd.asked)
    await check_store(data, crowd)
    return Counter(
        failures=1,
        before_serving=int(status == EXIT_NOT_STARTED),
        answers=len(crowd.acknowledged),
        images=sum(losses.values()),
    )


async def until_it_fails(data: Path, crowd: Crowd, *before: str) -> int:
    """Return the status with which the server ends, at its start or later."""
    try:
        server = await start(data, crowd, *before)
    except NotServingError as error:
        return int(error.args[0])
    return await server.wait()


def failing(nth: int) -> tuple[str, ...]:
    return ("-e", f"inject=fsync,fdatasync:error=EIO:when={nth}")


def steps_of(trace: Path, data: Path) -> tuple[Step, ...]:
    with trace.open(encoding="ascii") as lines:
        return tuple(read_trace(lines, data))


def answered(steps: tuple[Step, ...]) -> tuple[int, set[str]]:
    """Return how many tickets were told before the sync that failed, and which it took along.

    An answer may leave after the failure if an earlier sync had confirmed it: the writer does not
    wait for the answers of one transaction before it writes the next.
    """
    failed = next(index for index, step in enumerate(steps) if isinstance(step, SyncFailed))
    kept = confirmed(steps[:failed])
    late = told(steps[failed:])
    return len(told(steps[:failed])), {one for one in late if one.encode() not in kept}


def answer(request: str) -> Sent:
    return Sent("socket", f'"number":"A001","issue_request":"{request}"'.encode())


def confirmed(steps: tuple[Step, ...]) -> bytes:
    """Return all that was written to a file before a sync of it."""
    waiting: dict[str, bytearray] = {}
    kept = bytearray()
    for step in steps:
        match step:
            case Written(name, _, data):
                waiting.setdefault(name, bytearray()).extend(data)
            case Synced(name):
                kept += waiting.pop(name, b"")
            case _:
                pass
    return bytes(kept)


def told(steps: tuple[Step, ...]) -> set[str]:
    """Return the requests whose tickets were told."""
    said = Said()
    for step in steps:
        said.hear(step)
    return set(said.tickets)
