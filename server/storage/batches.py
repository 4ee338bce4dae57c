"""Jobs in one transaction each: begun, carried out, made durable and delivered; or undone."""

from collections.abc import Callable, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any

from server.protocol.events import Entry
from server.protocol.identity import Key
from server.storage.engine import Engine
from server.storage.faults import Fault
from server.storage.halls import Head
from server.storage.jobs import Job, JobKind, Outcome
from server.storage.ledger import Ledger
from server.storage.tail import Tail
from server.storage.witness import Seen

Deliver = Callable[[tuple[Entry, ...], list[Outcome]], None]

NO_HEADS: Mapping[Key, Head] = MappingProxyType({})


class Batches:
    """Carries batches out on a store; used by the writer thread alone."""

    def __init__(self, store: Engine, deliver: Deliver, heads: Mapping[Key, Head]) -> None:
        """Deliver what comes of each batch; all up to ``heads`` is published already."""
        self.was_committing = False
        self.has_written = False
        self._store = store
        self._deliver = deliver
        self._tail = Tail(heads)

    def commit(self, batch: list[Job[Any]]) -> None:
        """Carry out ``batch`` in one transaction, and follow what others have committed."""
        self.was_committing = False
        while batch or self._store.is_shared:
            ledgers = self._begin(batch)
            missed = {hall: self._tail.missed(ledger) for hall, ledger in ledgers.items()}
            outcomes = self._outcomes(batch, ledgers)
            if self._store.is_spoiled():  # by the last one: it fails alone, the rest begins anew
                self._store.rollback()
                self._deliver((), [outcomes[-1]])
                batch = [job for job in batch if job is not outcomes[-1].job]
                continue
            self._make_durable(batch, ledgers)
            entries = {h: (*missed[h], *ledger.appended) for h, ledger in ledgers.items()}
            self._deliver(tuple(chain.from_iterable(entries.values())), outcomes)
            for hall, ledger in ledgers.items():
                self._tail.advance(ledger, entries[hall])
            self._tell_others(ledgers)
            return

    def _make_durable(self, batch: list[Job[Any]], ledgers: dict[Key, Ledger]) -> None:
        self.was_committing = any(job.kind is not JobKind.READ for job in batch)
        self._store.commit()
        self.was_committing = False
        for ledger in ledgers.values():
            if ledger.appended:
                self._store.bear_witness(_seen(ledger))

    def _tell_others(self, ledgers: dict[Key, Ledger]) -> None:
        for ledger in ledgers.values():
            if ledger.appended:
                self._store.announce(_seen(ledger))

    def _begin(self, batch: list[Job[Any]]) -> dict[Key, Ledger]:
        """Begin a transaction and, if anything is written, lock its halls in ascending order."""
        halls = sorted({job.hall for job in batch}) or self._tail.halls
        connection = self._store.connection
        if all(job.kind is JobKind.READ for job in batch):
            self._store.begin_reading()
            return {hall: Ledger.for_reading(connection, hall) for hall in halls}
        self._store.begin()
        self.has_written = True
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
        except self._store.error as error:
            if self._store.fault_of(error) is not Fault.BUG:
                raise
            return Outcome(job, None, error)
        except Exception as error:  # noqa: BLE001 - a bug of one job must not fail its batch
            return Outcome(job, None, error)


def _seen(ledger: Ledger) -> Seen:
    head = ledger.head
    return Seen(ledger.hall, head.epoch, head.seq, head.hash)
