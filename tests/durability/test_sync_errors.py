"""A disk that fails a sync: the server ends at once with its own status and answers no more."""

import asyncio
from pathlib import Path

import pytest

from tests.durability.judging import evidence_of, record_of
from tests.durability.onlookers import invite_onlookers, present
from tests.durability.results import keep
from tests.durability.said import Said
from tests.durability.trace import Sent, Step, SyncFailed, read_trace, strace
from tests.history.evidence import ALWAYS
from tests.journeys.invariants import broken
from tests.server.crowd import Crowd, check_store, prepare, start, take_tickets

EXIT_STORAGE_FAILED = 70
FAILING = (12, 25, 40)
"""Which sync of the writer thread fails; later ones than the start needs."""


@pytest.mark.timeout(120)
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
            with trace.open(encoding="ascii") as lines:
                answers.append(answered(tuple(read_trace(lines, data))))
        server = await start(data, crowd)
        await onlookers.is_seated.wait()
        crowd.is_over = True
        await asyncio.gather(*visitors)
    server.terminate()
    await server.wait()

    assert statuses == [EXIT_STORAGE_FAILED] * len(FAILING)
    assert all(before > 0 and after == 0 for before, after in answers)
    assert set(crowd.acknowledged) == set(crowd.asked)
    await check_store(data, crowd)
    record = await record_of(data, crowd, evidence_of(crowd, onlookers))
    assert record.evidence.decides() == ALWAYS | {"I1", "I8", "I9", "I10"}
    assert broken(record) == []
    keep("failed syncs", failures=len(FAILING), answers_before=sum(one for one, _ in answers))


def failing(nth: int) -> tuple[str, ...]:
    return ("-e", f"inject=fsync,fdatasync:error=EIO:when={nth}")


def answered(steps: tuple[Step, ...]) -> tuple[int, int]:
    """Return how many tickets were told before and after the sync that failed."""
    failed = next(index for index, step in enumerate(steps) if isinstance(step, SyncFailed))
    return told(steps[:failed]), told(steps[failed:])


def told(steps: tuple[Step, ...]) -> int:
    said = Said()
    for step in steps:
        if isinstance(step, Sent):
            said.hear(step)
    return len(said.tickets)
