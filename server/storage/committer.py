"""The writer thread: jobs that wait share one durable commit, and are answered only after it."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any, Generic, TypeVar

from server.protocol.errors import (
    KezekError,
    ServerBusyError,
    StorageFailedError,
    StorageFullError,
)
from server.protocol.events import Entry
from server.protocol.identity import Key
from server.storage.ledger import Ledger
from server.storage.sqlite import DatabaseError, Fault, Store, fault_of
from server.storage.witness import Seen

MAX_BATCH = 512
MAX_WAITING = 4096
IDLE_SECONDS = 1.0
DELIVERY_SECONDS = 1.0

T = TypeVar("T")

_log = logging.getLogger(__name__)


class JobKind(StrEnum):
    """What a job needs of the disk: a new visitor needs more than the reserve."""

    READ = auto()
    WRITE = auto()
    ADMIT = auto()


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Work on one hall inside a transaction."""

    hall: Key
    work: Callable[[Ledger], T]
    kind: JobKind
    answer: "asyncio.Future[T]"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one job: a value, or the error that its caller gets."""

    job: Job[Any]
    value: object
    error: BaseException | None


Publish = Callable[[tuple[Entry, ...]], None]


class Committer:
    """Runs jobs one after another on its own thread; everything a batch did is one commit.

    ``publish`` gets the entries of each batch on the event loop, in order, before any caller of
    the batch is answered. ``on_fatal`` is called on the writer thread when the storage can no
    longer be trusted: it must end the process, nothing is acknowledged afterwards.
    """

    def __init__(
        self,
        store: Store,
        publish: Publish,
        on_fatal: Callable[[BaseException], None],
        waiting: int = MAX_WAITING,
    ) -> None:
        """Start the thread; call from a running event loop."""
        self._store = store
        self._publish = publish
        self._on_fatal = on_fatal
        self._loop = asyncio.get_running_loop()
        self._jobs: queue.Queue[Job[Any] | None] = queue.Queue(waiting)
        self._is_full = store.opened_full
        self._is_dirty = False
        self._batch: list[Job[Any]] = []
        self._is_over = False
        self._thread = threading.Thread(target=self._run, name="committer", daemon=True)
        self._thread.start()

    async def run(
        self, hall: Key, work: Callable[[Ledger], T], kind: JobKind = JobKind.WRITE
    ) -> T:
        """Return what ``work`` returns once all it wrote is durable.

        Work guards its own writes: what it wrote outside a savepoint stays although it raises.
        """
        if self._is_over:
            raise StorageFailedError
        answer: asyncio.Future[T] = self._loop.create_future()
        try:
            self._jobs.put_nowait(Job(hall, work, kind, answer))
        except queue.Full:
            raise ServerBusyError from None
        return await answer

    async def close(self) -> None:
        """Carry out what waits, then end the thread and close the store."""
        self._is_over = True
        if self._thread.is_alive():
            await asyncio.to_thread(self._jobs.put, None)
        await asyncio.to_thread(self._thread.join)
        self._store.close()

    def _run(self) -> None:
        try:
            while self._turn():
                pass
        except Exception as error:  # noqa: BLE001 - an unknown state must never be acknowledged
            self._fail(error)

    def _turn(self) -> bool:
        """Carry out one batch or, when idle, tidy up; return whether to go on."""
        self._batch, is_last = self._next_batch()
        if self._batch:
            self._carry_out(self._batch)
        if self._is_dirty and (not self._batch or self._store.log_is_long()):
            self._checkpoint()
        return not is_last

    def _next_batch(self) -> tuple[list[Job[Any]], bool]:
        batch: list[Job[Any]] = []
        try:
            job = self._jobs.get(timeout=IDLE_SECONDS)
            while job is not None:
                batch.append(job)
                if len(batch) == MAX_BATCH:
                    return batch, False
                job = self._jobs.get_nowait()
        except queue.Empty:
            return batch, False
        return batch, True

    def _carry_out(self, batch: list[Job[Any]]) -> None:
        if self._is_full and self._store.refill_reserve():
            _log.warning("there is space again: new tickets are issued")
            self._is_full = False
        if not self._is_full:
            try:
                self._commit(batch)
            except DatabaseError as error:
                if fault_of(error) is not Fault.FULL:
                    raise
            else:
                return
        self._carry_out_from_reserve(batch)

    def _carry_out_from_reserve(self, batch: list[Job[Any]]) -> None:
        """Refuse new visitors and use the freed reserve for everything else."""
        self._store.rollback()
        if not self._is_full:
            _log.critical("the disk is full: no new tickets; calls go on from the reserve")
            self._store.free_reserve()
            self._is_full = True
        admitting = [job for job in batch if job.kind is JobKind.ADMIT]
        self._deliver((), _refused(admitting))
        others = [job for job in batch if job.kind is not JobKind.ADMIT]
        try:
            self._commit(others)
        except DatabaseError as error:
            if fault_of(error) is not Fault.FULL:
                raise
            self._store.rollback()
            self._deliver((), _refused([job for job in others if job.kind is JobKind.WRITE]))
            self._commit([job for job in others if job.kind is JobKind.READ])

    def _commit(self, batch: list[Job[Any]]) -> None:
        if not batch:
            return
        ledgers = self._begin(batch)
        outcomes = [_outcome(job, ledgers[job.hall]) for job in batch]
        self._store.commit()
        self._bear_witness(ledgers.values())
        entries = tuple(entry for ledger in ledgers.values() for entry in ledger.appended)
        self._deliver(entries, outcomes)

    def _bear_witness(self, ledgers: Iterable[Ledger]) -> None:
        for ledger in ledgers:
            if ledger.appended:
                head = ledger.head
                self._store.bear_witness(Seen(ledger.hall, head.epoch, head.seq, head.hash))

    def _begin(self, batch: list[Job[Any]]) -> dict[Key, Ledger]:
        """Begin a transaction and, if anything is written, lock its halls in ascending order."""
        halls = sorted({job.hall for job in batch})
        connection = self._store.connection
        if all(job.kind is JobKind.READ for job in batch):
            self._store.begin_reading()
            return {hall: Ledger.for_reading(connection, hall) for hall in halls}
        self._store.begin()
        self._is_dirty = True
        return {hall: Ledger.locked(connection, hall) for hall in halls}

    def _deliver(self, entries: tuple[Entry, ...], outcomes: list[Outcome]) -> None:
        if outcomes:
            self._loop.call_soon_threadsafe(self._answer, entries, outcomes)

    def _answer(self, entries: tuple[Entry, ...], outcomes: list[Outcome]) -> None:
        try:
            if entries:
                self._publish(entries)
        finally:
            for outcome in outcomes:
                _settle(outcome)

    def _checkpoint(self) -> None:
        try:
            self._is_dirty = not self._store.checkpoint()
        except DatabaseError as error:
            if fault_of(error) is not Fault.FULL:
                raise
            _log.warning("the disk is full: the write-ahead log stays as long as it is")

    def _fail(self, error: BaseException) -> None:
        """Fail every caller, then hand over to whoever ends the process."""
        self._is_over = True
        _log.critical("the storage failed: %r", error)
        failed = [*self._batch, *self._drain()]
        told = threading.Event()

        def tell() -> None:
            self._answer((), [Outcome(job, None, StorageFailedError()) for job in failed])
            told.set()

        with suppress(RuntimeError):  # the loop is closed: nobody waits
            self._loop.call_soon_threadsafe(tell)
            told.wait(DELIVERY_SECONDS)
        self._on_fatal(error)

    def _drain(self) -> list[Job[Any]]:
        left: list[Job[Any]] = []
        try:
            while True:
                job = self._jobs.get_nowait()
                if job is not None:
                    left.append(job)
        except queue.Empty:
            return left


def _outcome(job: Job[Any], ledger: Ledger) -> Outcome:
    try:
        return Outcome(job, job.work(ledger), None)
    except KezekError as error:
        return Outcome(job, None, error)
    except DatabaseError as error:
        if fault_of(error) is not Fault.BUG:
            raise
        return Outcome(job, None, error)
    except Exception as error:  # noqa: BLE001 - a bug of one job must not fail its batch
        return Outcome(job, None, error)


def _refused(jobs: list[Job[Any]]) -> list[Outcome]:
    return [Outcome(job, None, StorageFullError()) for job in jobs]


def _settle(outcome: Outcome) -> None:
    answer = outcome.job.answer
    if answer.done():
        return
    if outcome.error is None:
        answer.set_result(outcome.value)
    else:
        answer.set_exception(outcome.error)
