"""Tests of batches: one transaction each, undone or durable, whatever else is written beside."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from psycopg import errors

from server.protocol.commands import IssueTicket
from server.protocol.errors import StorageFullError, UnavailableError
from server.protocol.events import Entry, TicketCalled
from server.storage.jobs import JobKind
from server.storage.ledger import Ledger
from tests.conftest import ExpectedLog
from tests.server.engines import INTEGRITY_ERRORS, Engines
from tests.server.storage.many_writers import (
    HALL,
    Writer,
    cut_connections,
    log_of,
    strays,
    until,
    writers,
)
from tests.server.storage.troubled_stores import LateStore, SpaciousStore, UnlockedStore
from tests.server.working_hall import KIOSK, new_id

DESKS = ("desk-1", "desk-2")


@asynccontextmanager
async def held(writer: Writer) -> AsyncIterator[None]:
    """Keep the writer's thread in a transaction, the hall locked, until the block ends."""
    inside, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def hold(_ledger: Ledger) -> None:
        loop.call_soon_threadsafe(inside.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(10)

    holding = asyncio.create_task(writer.committer.run(HALL, hold))
    await inside.wait()
    yield
    go_on.set()
    await holding


async def works_a_day(writer: Writer, visitors: int, desks: tuple[str, ...]) -> list[TicketCalled]:
    """Let people come and desks call until all who came here were issued and nobody waits."""
    called: list[TicketCalled] = []

    async def come() -> None:
        for _ in range(visitors):
            await writer.issue()

    async def call(desk: str) -> None:
        while True:
            one = await writer.receive(desk)
            if one is not None:
                called.append(one)
            elif coming.done():
                return
            else:
                await asyncio.sleep(0.005)

    coming = asyncio.create_task(come())
    await asyncio.gather(coming, *(call(desk) for desk in desks))
    return called


async def test_two_processes_tell_every_event_once_and_in_order(postgresql: Engines) -> None:
    url = postgresql.address()
    async with writers(url) as both:
        days = [works_a_day(w, 40, (d,)) for w, d in zip(both, DESKS, strict=True)]
        called = [one for day in await asyncio.gather(*days) for one in day]
        log = log_of(url)
        await until(lambda: all(writer.published[-1].seq == log[-1][0] for writer in both))

        assert [strays(writer.published, log) for writer in both] == [[], []]
        assert [max(Counter(c.ticket for c in called).values()), len(called)] == [1, 80]
        assert both[0].published == both[1].published


@pytest.mark.parametrize("name", ["kezek-hints", "kezek"])
async def test_connections_that_are_cut_again_and_again_lose_nothing(
    postgresql: Engines, name: str, expected_log: ExpectedLog, caplog: pytest.LogCaptureFixture
) -> None:
    url = postgresql.address()
    async with writers(url) as both:
        days = [works_a_day(w, 60, (d,)) for w, d in zip(both, DESKS, strict=True)]
        cutting = asyncio.create_task(cut_connections(url, name, random.Random(7), 12))
        made = await asyncio.gather(*days)
        cuts = await cutting
        log = log_of(url)
        await until(lambda: all(writer.published[-1].seq == log[-1][0] for writer in both))
        called = [one for day in made for one in day]

        assert cuts >= 8
        assert [strays(writer.published, log) for writer in both] == [[], []]
        assert [max(Counter(c.ticket for c in called).values()), len(called)] == [1, 120]
    if any("away" in record.message for record in caplog.records):
        expected_log.expect("server.storage.committer", "the database is")


async def test_an_answer_that_was_lost_is_given_to_the_same_request_again(
    postgresql: Engines, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.storage.committer", "the database is away")
    expected_log.expect("server.storage.committer", "the database is back")
    command = IssueTicket(request_id=new_id(), service="papers", language="kk")

    def work(writer: Writer, ledger: Ledger) -> tuple[Entry, ...]:
        return writer.hall.carry_out(ledger, command, KIOSK)

    async with writers(postgresql.address(), store_class=LateStore) as (writer, other):
        assert isinstance(writer.store, LateStore)
        writer.store.loses_answer = True
        with pytest.raises(UnavailableError, match="database"):
            await writer.committer.run(HALL, lambda ledger: work(writer, ledger))
        elsewhere = await other.committer.run(HALL, lambda ledger: work(other, ledger))
        again = await writer.ask(command)

        assert again == elsewhere
        assert [entry.seq for entry in writer.published] == [1, 2]


async def test_a_batch_that_gave_way_to_another_is_carried_out_again(postgresql: Engines) -> None:
    async with writers(postgresql.address(), 1, LateStore) as (writer,):
        assert isinstance(writer.store, LateStore)
        writer.store.begin_errors = (errors.SerializationFailure(), errors.DeadlockDetected())

        entry = await writer.issue()

        assert entry.seq == 2
        assert writer.failures == 0


async def test_a_full_disk_refuses_new_tickets_and_tries_the_rest(
    postgresql: Engines, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.storage.committer", "the disk is full")
    command = IssueTicket(request_id=new_id(), service="papers", language="kk")
    async with writers(postgresql.address(), 1, LateStore) as (writer,):
        assert isinstance(writer.store, LateStore)
        await writer.issue()
        writer.store.begin_errors = (errors.DiskFull(),)

        with pytest.raises(StorageFullError):
            await writer.committer.run(
                HALL,
                lambda ledger: writer.hall.carry_out(ledger, command, KIOSK),
                JobKind.ADMIT,
            )

        assert await writer.receive("desk-1") is not None


async def test_whoever_was_refused_for_lack_of_space_gets_no_ticket_after_all(
    postgresql: Engines, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.storage.committer", "the disk is full")
    expected_log.expect("server.storage.committer", "there is space again")
    command = IssueTicket(request_id=new_id(), service="papers", language="kk")
    async with writers(postgresql.address(), 1, SpaciousStore) as (writer,):
        assert isinstance(writer.store, SpaciousStore)
        async with held(writer):
            writer.store.begin_errors = (errors.DiskFull(), errors.SerializationFailure())
            issuing = asyncio.create_task(
                writer.committer.run(
                    HALL,
                    lambda ledger: writer.hall.carry_out(ledger, command, KIOSK),
                    JobKind.ADMIT,
                )
            )
            looking = asyncio.create_task(writer.committer.run(HALL, lambda ledger: ledger.head))
            await asyncio.sleep(0)
        head = await looking

        with pytest.raises(StorageFullError):
            await issuing
        assert not writer.store.begin_errors
        assert head.seq == 1


async def test_a_lock_that_is_held_too_long_gives_the_batch_up_and_not_the_process(
    postgresql: Engines, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.storage.committer", "a batch was given up")
    async with writers(postgresql.address(), 2) as (writer, other):
        writer.store.connection.execute("set lock_timeout = '100ms'")
        async with held(other):
            with pytest.raises(UnavailableError, match="database"):
                await writer.committer.run(HALL, lambda ledger: ledger.head)

        assert (await writer.issue()).seq == 2


async def test_a_statement_that_spoils_the_transaction_fails_its_own_job_alone(
    postgresql: Engines,
) -> None:
    def stumble(ledger: Ledger) -> None:
        ledger.connection.execute("select nothing from nowhere")

    async with writers(postgresql.address(), 1) as (writer,):
        stumbling = [writer.committer.run(HALL, stumble) for _ in range(3)]
        results = await asyncio.gather(
            writer.issue(), *stumbling, writer.issue(), return_exceptions=True
        )

        first, *failed, last = results
        assert all(isinstance(one, errors.UndefinedTable) for one in failed)
        assert isinstance(first, Entry)
        assert isinstance(last, Entry)
        assert [entry.seq for entry in writer.published] == [1, 2, 3]


async def test_what_is_read_was_published_before(postgresql: Engines) -> None:
    async with writers(postgresql.address(), 2) as (writer, other):
        entry = await other.issue()

        head = await writer.committer.run(HALL, lambda ledger: ledger.head, JobKind.READ)

        assert head.seq == entry.seq == writer.published[-1].seq


async def test_an_event_that_is_lost_doubled_or_swapped_would_be_found(
    postgresql: Engines,
) -> None:
    url = postgresql.address()
    async with writers(url) as both:
        await works_a_day(both[0], 5, ("desk-1",))
        log = log_of(url)
        await until(lambda: both[1].published[-1].seq == log[-1][0])
        told = both[1].published

        lost = [entry for entry in told if entry.seq != 4]
        doubled = [*told, told[-1]]
        swapped = [told[1], told[0], *told[2:]]

        assert strays(told, log) == []
        assert strays(lost, log) == ["4 is lost"]
        assert strays(doubled, log) == [f"{told[-1].seq} is told twice"]
        assert strays(swapped, log)[0] == "1 is told after 2"


async def test_without_the_lock_of_the_hall_two_processes_get_into_each_others_way(
    postgresql: Engines,
) -> None:
    async with writers(postgresql.address(), 2, UnlockedStore) as both:
        for _ in range(200):
            pair = await asyncio.gather(*(w.issue() for w in both), return_exceptions=True)
            if any(isinstance(result, INTEGRITY_ERRORS) for result in pair):
                break
        else:
            pytest.fail("two processes without a lock never met")

        assert len(both) == 2
