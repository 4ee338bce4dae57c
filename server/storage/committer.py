"""The writer thread: jobs that wait share one durable commit, and are answered only after it."""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar

from server.protocol.errors import ServerBusyError, StorageFailedError, StorageFullError
from server.protocol.events import Entry
from server.protocol.identity import Key
from server.storage.batches import NO_HEADS, Batches
from server.storage.engine import Engine
from server.storage.faults import Fault
from server.storage.halls import Head
from server.storage.jobs import Job, JobKind, Outcome, database_away, refused
from server.storage.ledger import Ledger

MAX_BATCH = 512
MAX_WAITING = 4096
IDLE_SECONDS = 1.0
"""How long the thread waits before it tidies up, and looks what other processes committed."""

DELIVERY_SECONDS = 1.0
LOOK_SECONDS = 0.1
ATTEMPTS = 3
"""How often a batch is carried out that other processes or a cut connection keep undoing."""

T = TypeVar("T")

_ENDS = {Fault.BUG, Fault.FULL, Fault.FATAL}
_LOOK: Final = "look"

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
        heads: Mapping[Key, Head] = NO_HEADS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        """Start the thread, from a running event loop; all up to ``heads`` is published."""
        self._store = store
        self._publish = publish
        self._on_fatal = on_fatal
        self._loop = asyncio.get_running_loop()
        self._jobs: queue.SimpleQueue[Job[Any] | str | None] = queue.SimpleQueue()
        self._most_waiting = waiting
        self._idle_seconds = idle_seconds
        self._is_full = store.opened_full
        self._looked_at = 0.0
        self._unanswered: list[Job[Any]] = []
        self._is_over = False
        self._is_away = False
        self._batches = Batches(store, self._deliver, heads)
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
        if self._jobs.qsize() >= self._most_waiting:
            raise ServerBusyError
        answer: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put(Job(hall, work, kind, answer))
        return await answer

    async def close(self) -> None:
        """Carry out what waits, then end the thread and close the store."""
        self._is_over = True
        if self._thread.is_alive():
            self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)
        await asyncio.to_thread(self._store.close)

    def _look(self) -> None:
        """Wake the thread: another process may have committed something."""
        self._jobs.put(_LOOK)

    def _run(self) -> None:
        try:
            while self._turn():
                pass
        except Exception as error:  # noqa: BLE001 - an unknown state must never be acknowledged
            self._fail(error)

    def _turn(self) -> bool:
        """Carry out one batch or, when idle, tidy up; return whether to go on."""
        batch, is_last = self._next_batch()
        self._unanswered = batch
        if self._is_back():
            self._follow_through()
        else:
            self._deliver((), refused(batch, database_away))
        if self._batches.has_written and (not batch or self._is_log_long()):
            self._checkpoint()
        return not is_last

    def _next_batch(self) -> tuple[list[Job[Any]], bool]:
        batch: list[Job[Any]] = []
        try:
            job = self._jobs.get(timeout=self._idle_seconds)
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
        """Carry out the batch; where another process stood in the way, once more.

        Whoever was answered meanwhile, be it that there is no space, is not asked for again.
        """
        for _ in range(ATTEMPTS):
            try:
                self._carry_out(self._unanswered)
            except self._store.error as error:
                fault = self._store.fault_of(error)
                if fault in _ENDS:
                    raise
                self._store.rollback()
                if not self._may_repeat(fault, error):
                    break
            else:
                return
        self._deliver((), refused(self._unanswered, database_away))

    def _may_repeat(self, fault: Fault, error: Exception) -> bool:
        """Return whether nothing of the batch was kept for certain, and there is a connection."""
        if fault is Fault.AGAIN:
            return True
        if fault is Fault.LATE:
            _log.warning("a batch was given up: %s", str(error).strip())
            return False
        if not self._batches.was_committing and self._store.reconnect():
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
                self._batches.commit(batch)
            except self._store.error as error:
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
            self._batches.commit(others)
        except self._store.error as error:
            if self._store.fault_of(error) is not Fault.FULL:
                raise
            self._store.rollback()
            writing = [job for job in others if job.kind is JobKind.WRITE]
            self._deliver((), refused(writing, StorageFullError))
            self._batches.commit([job for job in others if job.kind is JobKind.READ])

    def _deliver(self, entries: tuple[Entry, ...], outcomes: list[Outcome]) -> None:
        told = {id(outcome.job) for outcome in outcomes}
        self._unanswered = [job for job in self._unanswered if id(job) not in told]
        if entries or outcomes:
            self._loop.call_soon_threadsafe(self._answer, entries, outcomes)

    def _answer(self, entries: tuple[Entry, ...], outcomes: list[Outcome]) -> None:
        try:
            if entries:
                self._publish(entries)
        finally:
            for outcome in outcomes:
                outcome.settle()

    def _is_log_long(self) -> bool:
        """Ask now and then only, for the asking takes as long as a ticket's statements."""
        now = time.monotonic()
        if now - self._looked_at < LOOK_SECONDS:
            return False
        self._looked_at = now
        return self._store.log_is_long()

    def _checkpoint(self) -> None:
        try:
            self._batches.has_written = not self._store.checkpoint()
        except self._store.error as error:
            if self._store.fault_of(error) is not Fault.FULL:
                raise
            _log.warning("the disk is full: the write-ahead log stays as long as it is")

    def _fail(self, error: BaseException) -> None:
        """Fail every caller, then hand over to whoever ends the process."""
        self._is_over = True
        _log.critical("the storage failed: %r", error)
        failed = refused([*self._unanswered, *self._drain()], StorageFailedError)
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
