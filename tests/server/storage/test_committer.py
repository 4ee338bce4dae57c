"""Tests of the writer thread: nothing is answered or told before it is durable."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from pysqlite3 import dbapi2 as sqlite3

from server.hall import Hall
from server.protocol.commands import CallNext, IssueTicket, OpenDay
from server.protocol.errors import (
    NoOneWaitingError,
    ServerBusyError,
    StorageFailedError,
    StorageFullError,
)
from server.protocol.events import Entry, TicketCalled, TicketIssued
from server.protocol.identity import SERVER_ACTOR
from server.storage.committer import Committer, JobKind
from server.storage.ledger import Ledger
from server.storage.sqlite import Store, connect
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.working_hall import KIOSK, OFFICIAL, SMALL_HALL, TODAY, add_hall, new_id

HALL = SMALL_HALL.id
IOERR_FSYNC = sqlite3.SQLITE_IOERR | (4 << 8)


class TroubledStore(Store):
    """A store whose disk fails when a test says so."""

    commit_error: Exception | None = None
    is_full = False
    commits = 0

    def commit(self) -> None:
        """Commit, unless the disk is to fail."""
        if self.commit_error is not None:
            raise self.commit_error
        self.commits += 1
        super().commit()

    def refill_reserve(self) -> bool:
        """Claim the reserve's space, unless the disk is to stay full."""
        return not self.is_full


def disk_error(code: int) -> Exception:
    error = sqlite3.OperationalError("made by the test")
    error.sqlite_errorcode = code
    assert isinstance(error, Exception)
    return error


@dataclass
class Desk:
    """A committer over an in-memory store, and what it told."""

    store: TroubledStore
    hall: Hall
    committer: Committer
    published: list[Entry] = field(default_factory=list)
    fatal: list[BaseException] = field(default_factory=list)

    async def issue(self) -> Entry:
        command = IssueTicket(request_id=new_id(), service="papers", language="kk")
        (entry,) = await self.committer.run(
            HALL, lambda ledger: self.hall.carry_out(ledger, command, KIOSK), JobKind.ADMIT
        )
        return entry

    async def call(self) -> tuple[Entry, ...]:
        command = CallNext(request_id=new_id(), desk="desk-1")
        return await self.committer.run(
            HALL, lambda ledger: self.hall.carry_out(ledger, command, OFFICIAL)
        )


@asynccontextmanager
async def working(waiting: int = 100) -> AsyncIterator[Desk]:
    clock = FakeClock()
    store = TroubledStore(connect(":memory:"))
    add_hall(store, SMALL_HALL, clock.wall_ms())
    published: list[Entry] = []
    fatal: list[BaseException] = []
    committer = Committer(store, published.extend, fatal.append, waiting)
    desk = Desk(store, Hall(SMALL_HALL, clock.wall_ms), committer, published, fatal)
    opening = OpenDay(request_id=new_id(), service_day=TODAY)
    await committer.run(HALL, lambda ledger: desk.hall.carry_out(ledger, opening, SERVER_ACTOR))
    try:
        yield desk
    finally:
        await committer.close()


@asynccontextmanager
async def held(desk: Desk) -> AsyncIterator[Callable[[], None]]:
    """Hold the writer thread inside a job until the returned function is called."""
    inside, go_on = threading.Event(), threading.Event()

    def wait(_ledger: Ledger) -> None:
        inside.set()
        go_on.wait(10)

    holding = asyncio.create_task(desk.committer.run(HALL, wait))
    await asyncio.to_thread(inside.wait, 10)
    yield go_on.set
    go_on.set()
    await holding


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


def number_of(entry: Entry) -> str:
    assert isinstance(entry.event, TicketIssued)
    return entry.event.number


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


async def test_a_failing_commit_acknowledges_and_publishes_nothing(
    expected_log: ExpectedLog,
) -> None:
    expected_log.expect("server.storage.committer", "the storage failed")
    async with working() as desk:
        published = list(desk.published)
        desk.store.commit_error = disk_error(IOERR_FSYNC)

        results = await asyncio.gather(desk.issue(), desk.issue(), return_exceptions=True)

        assert [type(result) for result in results] == [StorageFailedError] * 2
        assert desk.published == published
        with pytest.raises(StorageFailedError):
            await desk.issue()
    assert desk.fatal == [desk.store.commit_error]


async def test_those_who_wait_behind_a_failing_commit_do_not_hang(
    expected_log: ExpectedLog,
) -> None:
    expected_log.expect("server.storage.committer", "the storage failed")
    async with working() as desk:
        desk.store.commit_error = disk_error(sqlite3.SQLITE_CORRUPT)
        async with held_and_failed(desk) as go_on:
            late = [asyncio.create_task(desk.issue()) for _ in range(3)]
            await asyncio.sleep(0)
            go_on()
            results = await asyncio.gather(*late, return_exceptions=True)

        assert [type(result) for result in results] == [StorageFailedError] * 3


@asynccontextmanager
async def held_and_failed(desk: Desk) -> AsyncIterator[Callable[[], None]]:
    with pytest.raises(StorageFailedError):
        async with held(desk) as go_on:
            yield go_on


async def test_a_full_disk_refuses_visitors_and_lets_calls_go_on(
    expected_log: ExpectedLog,
) -> None:
    expected_log.expect("server.storage.committer", "the disk is full")
    async with working() as desk:
        await desk.issue()
        await fill(desk)

        with pytest.raises(StorageFullError):
            await desk.issue()
        empty_reserve(desk)
        (called,) = await desk.call()

        assert called.seq == 3
        assert desk.fatal == []


async def test_new_tickets_are_issued_again_once_there_is_space(
    expected_log: ExpectedLog,
) -> None:
    expected_log.expect("server.storage.committer", "the disk is full")
    expected_log.expect("server.storage.committer", "there is space again")
    async with working() as desk:
        await desk.issue()
        await fill(desk)
        with pytest.raises(StorageFullError):
            await desk.issue()
        empty_reserve(desk)

        desk.store.is_full = False

        assert number_of(await desk.issue()) == "A002"


async def fill(desk: Desk) -> None:
    """Let the database take no page more; what is written must be large to need one."""
    desk.store.is_full = True
    (pages,) = desk.store.connection.execute("pragma page_count").fetchone() or (0,)
    desk.store.connection.execute(f"pragma max_page_count = {pages}")
    await use_up_pages(desk)


async def use_up_pages(desk: Desk) -> None:
    """Fill what is left of the pages that tickets are written to."""

    def use_up(ledger: Ledger) -> None:
        ledger.connection.execute("create table if not exists filler (text)")
        ledger.connection.execute("insert into filler values (printf('%500d', 1))")

    async def use_up_all() -> None:
        while True:
            await desk.committer.run(HALL, use_up, JobKind.ADMIT)

    with pytest.raises(StorageFullError):
        await use_up_all()


def empty_reserve(desk: Desk) -> None:
    """Do what freeing the reserve's file does on a disk: there is a little space."""
    desk.store.connection.execute("pragma max_page_count = 1000000")


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
