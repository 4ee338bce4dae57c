"""Work for the writer thread, and what came of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any, Generic, TypeVar

from server.protocol.errors import UnavailableError
from server.protocol.identity import Key
from server.storage.ledger import Ledger

T = TypeVar("T")


class JobKind(StrEnum):
    """What a job needs of the disk: a new visitor needs more than the reserve."""

    READ = auto()
    WRITE = auto()
    ADMIT = auto()


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Work on one hall inside a transaction; it may be done again when one is undone."""

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

    def settle(self) -> None:
        """Answer the caller, unless that was done or nobody waits."""
        answer = self.job.answer
        if answer.done():
            return
        if self.error is None:
            answer.set_result(self.value)
        else:
            answer.set_exception(self.error)


def refused(jobs: list[Job[Any]], error: Callable[[], UnavailableError]) -> list[Outcome]:
    """Return that none of ``jobs`` was carried out."""
    return [Outcome(job, None, error()) for job in jobs]


def database_away() -> UnavailableError:
    """Return what a caller gets of whose job nobody knows, or that the database did not take."""
    return UnavailableError(part="database")
