"""The writer thread: jobs that wait share one durable commit, and are answered only after it."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any, Final, TypeVar

from server.protocol.errors import ServerBusyError, StorageFailedError, StorageFullError
from server.protocol.events import Entry
from server.protocol.identity import Key
from server.storage.engine import Engine
from server.storage.faults import Fault
from server.storage.halls import Head
from server.storage.jobs import Job, JobKind, Outcome, refused
from server.storage.ledger import Ledger
from server.storage.tail import Tail
from server.storage.witness import Seen

MAX_BATCH = 512
MAX_WAITING = 4096
IDLE_SECONDS = 1.0
DELIVERY_SECONDS = 1.0
ATTEMPTS = 3
"""How often a batch is carried out that other processes or a cut connection keep undoing."""

T = TypeVar("T")

_ENDS = {Fault.BUG, Fault.FULL, Fault.FATAL}
_LOOK: Final = "look"
_NO_HEADS: Mapping[Key, Head] = MappingProxyType({})

_log = logging.getLogger(__name__)

Publish = Callable[[tuple[Entry, ...]], None]


class Committer:
    """Runs jobs one after another on its own thread; everything a batch did is one commit.

    ``publish`` gets the entries of each batch on the event loop, in order, before any caller of
    the batch is answered; what other processes committed is published in its place among them.
    ``on_fatal`` is called on the writer thread when the storage can no longer be trusted: it
    must end the process, nothing is acknowledged afterwards.
    """

    def __init__(
        self,
        store: Engine,
        publish: Publish,
        on_fatal: Callable[[BaseException], None],
        waiting: int = MAX_WAITING,
        heads: Mapping[Key, Head] = _NO_HEADS,
    ) -> None:
        """Start the thread, from a running event loop; all up to ``heads`` is published."""
        self._store = store
        self._publish = publish
        self._on_fatal = on_fatal
        self._loop = asyncio.get_running_loop()
        self._jobs: queue.Queue[Job[Any] | str | None] = queue.Queue(waiting)
        self._is_full = store.opened_full
        self._is_dirty = False
        self._batch: list[Job[Any]] = []
        self._is_over = False
        self._is_away = False
        self._is_committing = False
        self._tail = Tail(heads)
        store.watch(self._look)
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
        await asyncio.to_thread(self._store.close)

    def _look(self) -> None:
        """Wake the thread: another process may have committed something."""
        with suppress(queue.Full):  # then it is busy, and sees it by itself
            self._jobs.put_nowait(_LOOK)

    def _run(self) -> None:
        try:
            while self._turn():
                pass
        except Exception as error:  # noqa: BLE001 - an unknown state must never be acknowledged
            self._fail(error)

    def _turn(self) -> bool:
        """Carry out one batch or, when idle, tidy up; return whether to go on."""
        self._batch, is_last = self._next_batch()
        if self._is_back():
            self._follow_through()
        else:
            self._deliver((), refused(self._batch, StorageFailedError))
        if self._is_dirty and (not self._batch or self._store.log_is_long()):
            self._checkpoint()
        return not is_last

    def _next_batch(self) -> tuple[list[Job[Any]], bool]:
        batch: list[Job[Any]] = []
        try:
            job = self._jobs.get(timeout=IDLE_SECONDS)
            while job is not None:
                if isinstance(job, Job):
                    batch.append(job)
                if len(batch) == MAX_BATCH:
                    return batch, False
                job = self._jobs.get_nowait()
        except queue.Empty:
            return batch, False
        return batch, True

    def _is_back(self) -> bool:
        """Return whether the database can be used, as it always can unless it was lost."""
        if self._is_away and self._store.reconnect():
            _log.warning("the database is back")
            self._is_away = False
        return not self._is_away

    def _follow_through(self) -> None:
        """Carry out the batch; where another process stood in the way, once more."""
        for _ in range(ATTEMPTS):
            try:
                self._carry_out(self._batch)
            except Exception as error:
                fault = self._store.fault_of(error)
                if fault in _ENDS:
                    raise
                self._store.rollback()
                if not self._may_repeat(fault, error):
                    break
            else:
                return
        self._deliver((), refused(self._batch, StorageFailedError))

    def _may_repeat(self, fault: Fault, error: Exception) -> bool:
        """Return whether nothing of the batch was kept for certain, and there is a connection."""
        was_committing, self._is_committing = self._is_committing, False
        if fault is Fault.AGAIN:
            return True
        if fault is Fault.LATE:
            _log.warning("a batch was given up: %s", str(error).strip())
            return False
        if not was_committing and self._store.reconnect():
            return True
        _log.warning("the database is away: %s", str(error).strip())
        self._is_away = True
        return False

    def _carry_out(self, batch: list[Job[Any]]) -> None:
        if self._is_full and self._store.refill_reserve():
            _log.warning("there is space again: new tickets are issued")
            self._is_full = False
        if not self._is_full:
            try:
                self._commit(batch)
            except Exception as error:
                if self._store.fault_of(error) is not Fault.FULL:
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
        self._deliver((), refused(admitting, StorageFullError))
        others = [job for job in batch if job.kind is not JobKind.ADMIT]
        try:
            self._commit(others)
        except Exception as error:
            if self._store.fault_of(error) is not Fault.FULL:
                raise
            self._store.rollback()
            writing = [job for job in others if job.kind is JobKind.WRITE]
            self._deliver((), refused(writing, StorageFullError))
            self._commit([job for job in others if job.kind is JobKind.READ])

    def _commit(self, batch: list[Job[Any]]) -> None:
        """Carry out ``batch`` in one transaction, and follow what others have committed."""
        while batch or self._store.is_shared:
            ledgers = self._begin(batch)
            missed = {hall: self._tail.missed(ledger) for hall, ledger in ledgers.items()}
            outcomes = self._outcomes(batch, ledgers)
            if self._store.is_spoiled():  # by the last one: it fails alone, the rest begins anew
                self._store.rollback()
                self._deliver((), [outcomes[-1]])
                batch = [job for job in batch if job is not outcomes[-1].job]
                continue
            self._end(batch, ledgers)
            entries = tuple(
                entry
                for hall, ledger in ledgers.items()
                for entry in (*missed[hall], *ledger.appended)
            )
            self._deliver(entries, outcomes)
            return

    def _end(self, batch: list[Job[Any]], ledgers: dict[Key, Ledger]) -> None:
        """Make the transaction durable, then say where its halls stand."""
        self._is_committing = any(job.kind is not JobKind.READ for job in batch)
        self._store.commit()
        self._is_committing = False
        for ledger in ledgers.values():
            self._tail.advance(ledger)
            if ledger.appended:
                head = ledger.head
                seen = Seen(ledger.hall, head.epoch, head.seq, head.hash)
                self._store.bear_witness(seen)
                self._store.announce(seen)

    def _begin(self, batch: list[Job[Any]]) -> dict[Key, Ledger]:
        """Begin a transaction and, if anything is written, lock its halls in ascending order."""
        halls = sorted({job.hall for job in batch}) or self._tail.halls
        connection = self._store.connection
        if all(job.kind is JobKind.READ for job in batch):
            self._store.begin_reading()
            return {hall: Ledger.for_reading(connection, hall) for hall in halls}
        self._store.begin()
        self._is_dirty = True
        return {hall: Ledger.locked(connection, hall) for hall in halls}

    def _outcomes(self, batch: list[Job[Any]], ledgers: dict[Key, Ledger]) -> list[Outcome]:
        """Return what came of the jobs, up to one that spoiled the transaction."""
        outcomes: list[Outcome] = []
        for job in batch:
            outcomes.append(self._outcome(job, ledgers[job.hall]))
            if self._store.is_spoiled():
                break
        return outcomes

    def _outcome(self, job: Job[Any], ledger: Ledger) -> Outcome:
        try:
            return Outcome(job, job.work(ledger), None)
        except Exception as error:  # a bug of one job must not fail its batch
            if self._store.fault_of(error) is not Fault.BUG:
                raise
            return Outcome(job, None, error)

    def _deliver(self, entries: tuple[Entry, ...], outcomes: list[Outcome]) -> None:
        if entries or outcomes:
            self._loop.call_soon_threadsafe(self._answer, entries, outcomes)

    def _answer(self, entries: tuple[Entry, ...], outcomes: list[Outcome]) -> None:
        try:
            if entries:
                self._publish(entries)
        finally:
            for outcome in outcomes:
                outcome.settle()

    def _checkpoint(self) -> None:
        try:
            self._is_dirty = not self._store.checkpoint()
        except Exception as error:
            if self._store.fault_of(error) is not Fault.FULL:
                raise
            _log.warning("the disk is full: the write-ahead log stays as long as it is")

    def _fail(self, error: BaseException) -> None:
        """Fail every caller, then hand over to whoever ends the process."""
        self._is_over = True
        _log.critical("the storage failed: %r", error)
        failed = refused([*self._batch, *self._drain()], StorageFailedError)
        told = threading.Event()

        def tell() -> None:
            self._answer((), failed)
            told.set()

        with suppress(RuntimeError):  # the loop is closed: nobody waits
            self._loop.call_soon_threadsafe(tell)
            told.wait(DELIVERY_SECONDS)
        self._on_fatal(error)

    def _drain(self) -> list[Job[Any]]:
        left: list[Job[Any]] = []
        with suppress(queue.Empty):
            while True:
                job = self._jobs.get_nowait()
                if isinstance(job, Job):
                    left.append(job)
        return left
