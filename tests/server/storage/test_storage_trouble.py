"""Tests of a failing and of a full disk: nothing unsure is acknowledged, nobody hangs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from pysqlite3 import dbapi2 as sqlite3

from server.protocol.errors import StorageFailedError, StorageFullError
from server.storage.committer import IDLE_SECONDS
from server.storage.jobs import JobKind
from server.storage.ledger import Ledger
from tests.conftest import ExpectedLog
from tests.server.storage.working_committer import (
    HALL,
    IOERR_FSYNC,
    Desk,
    disk_error,
    held,
    number_of,
    working,
)


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


async def test_a_disk_that_fails_inside_a_job_ends_everything(expected_log: ExpectedLog) -> None:
    expected_log.expect("server.storage.committer", "the storage failed")
    error = disk_error(sqlite3.SQLITE_IOERR)

    def fail(_ledger: Ledger) -> None:
        raise error

    async with working() as desk:
        with pytest.raises(StorageFailedError):
            await desk.committer.run(HALL, fail)

    assert desk.fatal == [error]


async def test_when_even_the_reserve_is_used_up_calls_are_refused_too(
    expected_log: ExpectedLog,
) -> None:
    expected_log.expect("server.storage.committer", "the disk is full")

    def need_space(_ledger: Ledger) -> None:
        raise disk_error(sqlite3.SQLITE_FULL)

    async with working() as desk:
        desk.store.is_full = True
        with pytest.raises(StorageFullError):
            await desk.committer.run(HALL, need_space)

        assert desk.fatal == []
        assert not desk.store.connection.in_transaction


async def test_whoever_only_reads_is_answered_beside_writes_that_are_refused(
    expected_log: ExpectedLog,
) -> None:
    expected_log.expect("server.storage.committer", "the disk is full")

    def need_space(_ledger: Ledger) -> None:
        raise disk_error(sqlite3.SQLITE_FULL)

    async with working() as desk:
        desk.store.is_full = True
        async with held(desk) as go_on:
            writing = asyncio.create_task(desk.committer.run(HALL, need_space))
            reading = asyncio.create_task(
                desk.committer.run(HALL, lambda ledger: ledger.head.seq, JobKind.READ)
            )
            await asyncio.sleep(0)
            go_on()

            assert await reading == 1
            with pytest.raises(StorageFullError):
                await writing


async def test_a_checkpoint_that_finds_the_disk_full_is_tried_again(
    expected_log: ExpectedLog,
) -> None:
    expected_log.expect("server.storage.committer", "the write-ahead log stays")
    async with working() as desk:
        desk.store.checkpoint_error = disk_error(sqlite3.SQLITE_FULL)
        await until(lambda: desk.store.checkpoints == 1)
        desk.store.checkpoint_error = None

        await until(lambda: desk.store.checkpoints == 2)

        assert number_of(await desk.issue()) == "A001"


async def test_a_checkpoint_that_fails_ends_everything(expected_log: ExpectedLog) -> None:
    expected_log.expect("server.storage.committer", "the storage failed")
    async with working() as desk:
        desk.store.checkpoint_error = disk_error(sqlite3.SQLITE_IOERR)
        await until(lambda: desk.fatal != [])

        with pytest.raises(StorageFailedError):
            await desk.issue()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the writer thread has no asyncio event to set
            await asyncio.sleep(0.01)


async def test_a_long_log_is_moved_although_there_is_no_idle_moment() -> None:
    async with working() as desk:
        desk.store.is_log_long = True
        before = desk.store.checkpoints
        begun = asyncio.get_running_loop().time()
        while desk.store.checkpoints == before:
            await desk.issue()
        took = asyncio.get_running_loop().time() - begun

        desk.store.is_log_long = False
        number = number_of(await desk.issue())

    assert took < IDLE_SECONDS
    assert number != "A001"
