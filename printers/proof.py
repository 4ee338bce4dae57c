"""Waiting at fences: one at a time, and one that is overdue is never taken for the next."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import count
from secrets import randbelow

from printers.connection import Connection
from printers.fences import FenceAnswer, FenceLine
from printers.profile import Fence
from printers.status import may_print
from server.protocol.printing import PrintProblem

SETTLE_SECONDS = 3.0
MARKS = 10_000


class Passage(StrEnum):
    """How waiting at a fence ended."""

    PASSED = "passed"
    STOPPED = "stopped"
    SILENT = "silent"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class _Overdue:
    """A fence that may still come, after a reload for instance, and the job told as unknown."""

    mark: bytes
    job_id: str | None


class Proof:
    """Asks and awaits signs of one printer; ``look`` tells how it is, after every answer."""

    def __init__(
        self,
        connection: Connection,
        fence: Fence,
        look: Callable[[], PrintProblem],
        came_late: Callable[[str], None],
        first_mark: int | None = None,
    ) -> None:
        """Call ``came_late`` with the job whose overdue fence came after all."""
        self._connection = connection
        self._fence = FenceLine(fence)
        self._look = look
        self._came_late = came_late
        # A dead driver's fence may still be answered: it must not be the mark of one of ours.
        self._marks = count(randbelow(MARKS) if first_mark is None else first_mark)
        self._overdue: _Overdue | None = None

    @property
    def is_overdue(self) -> bool:
        """Tell whether a fence may still come."""
        return self._overdue is not None

    @property
    def awaits_job(self) -> bool:
        """Tell whether what may still come is the sign of a ticket."""
        return self._overdue is not None and self._overdue.job_id is not None

    def use(self, fence: Fence) -> None:
        """Ask in this way from now on."""
        self._fence = FenceLine(fence)

    def next_mark(self) -> bytes:
        """Return a mark that no recent fence has had."""
        return f"{next(self._marks) % MARKS:04d}".encode()

    def ask(self, mark: bytes) -> bytes:
        """Return the bytes that ask for a sign with ``mark``."""
        return self._fence.ask(mark)

    def wait(self, mark: bytes, seconds: float) -> Passage:
        """Wait for the sign; a printer that is not well any more ends the wait."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            passage = self._pass_by(mark, partial(self._connection.collect, left))
            if passage is not Passage.SILENT:
                return passage
        return self._pass_by(mark, self._connection.examine)

    def put_off(self, mark: bytes, job_id: str | None = None) -> None:
        """Go on without the sign, which may come late."""
        self._overdue = _Overdue(mark, job_id)

    def hear(self, answers: tuple[FenceAnswer, ...]) -> None:
        """Take answers that came while no fence was awaited."""
        overdue = self._overdue
        if overdue and self._fence.passed_by(answers, overdue.mark):
            self._overdue = None
            if overdue.job_id is not None:
                self._came_late(overdue.job_id)

    def settle(self) -> None:
        """Give an overdue fence its last chance, so that it is never taken for the next."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while self._may_still_come() and (left := deadline - time.monotonic()) > 0:
            self.hear(self._connection.collect(left))
        self._overdue = None

    def _may_still_come(self) -> bool:
        return self.is_overdue and self._connection.is_open

    def _pass_by(self, mark: bytes, look: Callable[[], tuple[FenceAnswer, ...]]) -> Passage:
        if not self._connection.is_open:
            return Passage.LOST
        answers = look()
        if not self._connection.is_open:
            return Passage.LOST
        if self._fence.passed_by(answers, mark):
            return Passage.PASSED
        return Passage.SILENT if may_print(self._look()) else Passage.STOPPED
