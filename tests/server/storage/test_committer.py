"""Tests of the writer thread: nothing is answered or told before it is durable."""

import asyncio

import pytest

from server.protocol.commands import CallNext
from server.protocol.errors import NoOneWaitingError, ServerBusyError, StorageFailedError
from server.protocol.events import Entry, TicketCalled
from server.storage.jobs import JobKind
from server.storage.ledger import Ledger
from tests.server.storage.working_committer import HALL, Desk, held, number_of, working
from tests.server.working_hall import OFFICIAL, new_id

pytestmark = pytest.mark.usefixtures("engine")


async def test_what_waits_shares_one_commit() -> None:
    async with working() as desk:
        before = desk.store.commits
        async with held(desk) as go_on:
            issues = [asyncio.create_task(desk.issue()) for _ in range(20)]
            await asyncio.sleep(0)
            go_on()
            entries = await asyncio.gather(*issues)

        assert [number_of(entry) for entry in entries] == [f"A{n:03}" for n in range(1, 21)]
        assert desk.store.commits - before == 2


async def test_callers_are_answered_after_the_entries_were_published() -> None:
    async with working() as desk:
        entry = await desk.issue()

        assert desk.published[-1] == entry


async def test_a_refused_job_fails_alone() -> None:
    async with working() as desk:
        async with held(desk) as go_on:
            first = asyncio.create_task(desk.call())
            second = asyncio.create_task(desk.issue())
            await asyncio.sleep(0)
            go_on()
            refused, issued = await asyncio.gather(first, second, return_exceptions=True)

        assert isinstance(refused, NoOneWaitingError)
        assert isinstance(issued, Entry)


async def test_a_bug_in_one_job_fails_that_job_alone() -> None:
    def stumble(_ledger: Ledger) -> None:
        raise ZeroDivisionError

    async with working() as desk:
        with pytest.raises(ZeroDivisionError):
            await desk.committer.run(HALL, stumble)

        assert number_of(await desk.issue()) == "A001"


async def test_more_than_the_queue_holds_is_turned_away() -> None:
    async with working(waiting=2) as desk, held(desk) as go_on:
        waiting = [asyncio.create_task(desk.issue()) for _ in range(2)]
        await asyncio.sleep(0)

        with pytest.raises(ServerBusyError):
            await desk.issue()
        go_on()
        await asyncio.gather(*waiting)


async def test_a_caller_who_gives_up_disturbs_nobody() -> None:
    async with working() as desk:
        async with held(desk) as go_on:
            impatient = asyncio.create_task(desk.issue())
            patient = asyncio.create_task(desk.issue())
            await asyncio.sleep(0)
            impatient.cancel()
            go_on()
            entry = await patient

        assert number_of(entry) == "A002"


async def test_reading_alone_takes_no_lock_and_changes_no_head() -> None:
    async with working() as desk:
        head = await desk.committer.run(HALL, lambda ledger: ledger.head, JobKind.READ)

        assert head.seq == 1
        assert not desk.store.connection.in_transaction


async def test_two_desks_pressing_together_never_get_one_visitor() -> None:
    async with working() as desk:
        await asyncio.gather(*(desk.issue() for _ in range(8)))

        results = await asyncio.gather(
            *(press(desk, name) for name in ("desk-1", "desk-2") for _ in range(8)),
            return_exceptions=True,
        )

        called = [result for result in results if isinstance(result, str)]
        assert len(called) == len(set(called)) == 2


async def press(desk: Desk, name: str) -> str:
    command = CallNext(request_id=new_id(), desk=name)
    entries = await desk.committer.run(
        HALL, lambda ledger: desk.hall.carry_out(ledger, command, OFFICIAL)
    )
    called = entries[-1].event
    assert isinstance(called, TicketCalled)
    return called.number


async def test_closing_carries_out_what_waits_and_refuses_what_comes_later() -> None:
    async with working() as desk:
        last = asyncio.create_task(desk.issue())
        await asyncio.sleep(0)

        await desk.committer.close()

        assert number_of(await last) == "A001"
        with pytest.raises(StorageFailedError):
            await desk.issue()
