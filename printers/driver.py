"""The only owner of a printer's port: one job at a time, and what became of it."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import count

from printers.channel import Channel
from printers.commands import FEED_AND_CUT, INITIALISE
from printers.fences import NO_MARK, FenceAnswer, FenceLine
from printers.port_messages import HealthChanged, JobFinished, JobStarted, PortReport
from printers.profile import Fence, PrinterProfile
from printers.status import may_print
from printers.strategy import longest_command
from printers.transport import PortError, Transport
from server.protocol.printing import PrintOutcome, PrintProblem

HEARTBEAT_SECONDS = 10.0
RETRY_SECONDS = 2.0
FENCE_MARGIN_SECONDS = 4.0
CUT_SECONDS = 4.0
CUT_SETTLE_SECONDS = 1.0
SETTLE_SECONDS = 3.0
LONGEST_TICKET_MM = 200
REMEMBERED_JOBS = 500


class Passage(StrEnum):
    """How waiting at a fence ended."""

    PASSED = "passed"
    STOPPED = "stopped"
    SILENT = "silent"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class _Overdue:
    """A job told as unknown whose fence may still come, after a reload for instance."""

    job_id: str
    mark: bytes


class PrinterDriver:
    """Prints, proves and watches over one printer; reports through one callable."""

    def __init__(
        self,
        transport: Transport,
        profile: PrinterProfile,
        report: Callable[[PortReport], None],
        *,
        strip_may_be_uncut: bool = False,
        margin_seconds: float = FENCE_MARGIN_SECONDS,
    ) -> None:
        """Keep the printer's address; the port is opened when first needed."""
        self._transport = transport
        self._profile = profile
        self._report = report
        self._margin = margin_seconds
        self._channel: Channel | None = None
        self._fence = FenceLine(profile.features.fence)
        self._marks = count(1)
        self._finished: OrderedDict[str, JobFinished] = OrderedDict()
        self._overdue: _Overdue | None = None
        # So many NULs end a raster command that was broken off.
        self._flush_bytes = longest_command(profile, transport.link)
        self._uncut_bytes = self._flush_bytes if strip_may_be_uncut else 0
        self._told: PrintProblem | None = None
        self._next_beat = 0.0

    def fileno(self) -> int | None:
        """Return the descriptor to wait on, ``None`` while the port is closed."""
        return self._channel.fileno() if self._channel else None

    def seconds_to_beat(self) -> float:
        """Return how long ``attend`` may wait at most before it is called again."""
        return max(0.0, self._next_beat - time.monotonic())

    def print(self, job_id: str, body: bytes) -> None:
        """Print ``body`` as ``job_id`` and report how it ended; never print an id twice."""
        finished = self._finished.get(job_id)
        if finished is not None:
            self._report(finished)
            return
        problem = self._preflight()
        if not may_print(problem):
            self._finish(job_id, PrintOutcome.REJECTED_BEFORE_SEND, problem)
            return
        self._report(JobStarted(job_id))
        self._send(job_id, body)

    def attend(self) -> None:
        """Take what the printer says of its own accord and ask after it when a beat is due."""
        if self._channel is not None:
            try:
                self._hear(self._channel.collect(0))
            except PortError:
                self._lose()
        if time.monotonic() >= self._next_beat:
            self.examine()

    def examine(self) -> PrintProblem:
        """Open the port if need be, ask how the printer is, report a change."""
        try:
            channel = self._open()
            self._hear(channel.examine())
        except PortError:
            self._lose()
        return self._tell_health()

    def repeat_health(self) -> None:
        """Report how the printer is now, changed or not."""
        self._told = None
        self.examine()

    def close(self) -> None:
        """Let go of the port."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def _preflight(self) -> PrintProblem:
        had_been_open = self._channel is not None
        problem = self.examine()
        if self._channel is None and had_been_open:
            # The old connection was dead, as after a power cycle; a fresh one may live.
            problem = self.examine()
        if may_print(problem):
            self._settle_overdue()
        return self._tell_health()

    def _settle_overdue(self) -> None:
        """Give an earlier ticket its last chance, so that its fence is never taken for ours."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while self._overdue and self._channel and (left := deadline - time.monotonic()) > 0:
            try:
                self._hear(self._channel.collect(left))
            except PortError:
                self._lose()
        self._overdue = None

    def _send(self, job_id: str, body: bytes) -> None:
        mark = self._next_mark()
        data = self._recovery() + body + self._fence.ask(mark)
        seconds = len(data) / self._transport.bytes_per_second * 1.5 + self._margin
        sent = self._write(data, seconds)
        if sent == 0:
            self._finish(job_id, PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.UNREACHABLE)
            return
        self._uncut_bytes = self._flush_bytes
        if sent < len(data):
            self._lose()
            self._finish(job_id, PrintOutcome.UNKNOWN, PrintProblem.UNREACHABLE)
            return
        self._prove(job_id, mark, len(data))

    def _prove(self, job_id: str, mark: bytes, size: int) -> None:
        if self._profile.features.fence is Fence.NONE:
            self._trust(job_id, size)
            return
        passage = self._wait(mark, self._print_seconds(size) + self._margin)
        if passage is Passage.PASSED:
            self._cut(job_id, late=False)
            return
        if passage is not Passage.LOST:
            self._overdue = _Overdue(job_id, mark)
        broke = self._channel is not None and self._channel.status.has_failed
        outcome = PrintOutcome.FAILED_KNOWN if broke else PrintOutcome.UNKNOWN
        self._finish(job_id, outcome, self._tell_health())

    def _trust(self, job_id: str, size: int) -> None:
        """End a job of a printer without fences: it took everything and says that it is well.

        Of a printer that says nothing at all nothing is known.
        """
        self._wait(NO_MARK, self._print_seconds(size))
        is_well = self._tells_health and may_print(self._tell_health())
        if self._profile.features.cutter and self._write_all(FEED_AND_CUT, CUT_SECONDS):
            self._uncut_bytes = 0
            self._wait(NO_MARK, CUT_SETTLE_SECONDS)
        outcome = PrintOutcome.PROCESSED_UNCONFIRMED if is_well else PrintOutcome.UNKNOWN
        self._finish(job_id, outcome, self._tell_health())

    @property
    def _tells_health(self) -> bool:
        features = self._profile.features
        return features.real_time_status or features.automatic_status

    def _cut(self, job_id: str, *, late: bool) -> None:
        """Cut what is proved to be printed and prove the cut."""
        if not self._profile.features.cutter:
            self._finish(job_id, PrintOutcome.CONFIRMED, self._tell_health(), late=late)
            return
        mark = self._next_mark()
        data = FEED_AND_CUT + self._fence.ask(mark)
        passage = Passage.LOST
        if self._write_all(data, CUT_SECONDS):
            passage = self._wait(mark, CUT_SECONDS)
        problem = self.examine()
        if passage is Passage.PASSED and problem is not PrintProblem.CUTTER:
            self._uncut_bytes = 0
            self._finish(job_id, PrintOutcome.CONFIRMED, problem, late=late)
        else:
            self._finish(job_id, PrintOutcome.PROCESSED_UNCONFIRMED, problem, late=late)

    def _wait(self, mark: bytes, seconds: float) -> Passage:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            passage = self._look(mark, partial(Channel.collect, seconds=left))
            if passage is not Passage.SILENT:
                return passage
        return self._look(mark, Channel.examine)

    def _look(self, mark: bytes, look: Callable[[Channel], tuple[FenceAnswer, ...]]) -> Passage:
        if self._channel is None:
            return Passage.LOST
        try:
            answers = look(self._channel)
        except PortError:
            self._lose()
            return Passage.LOST
        if self._fence.passed_by(answers, mark):
            return Passage.PASSED
        return Passage.SILENT if may_print(self._tell_health()) else Passage.STOPPED

    def _hear(self, answers: tuple[FenceAnswer, ...]) -> None:
        self._tell_health()
        overdue = self._overdue
        if overdue and self._fence.passed_by(answers, overdue.mark):
            self._overdue = None
            self._cut(overdue.job_id, late=True)

    def _next_mark(self) -> bytes:
        return f"{next(self._marks) % 10_000:04d}".encode()

    def _print_seconds(self, size: int) -> float:
        transmit = size / self._transport.bytes_per_second
        return transmit + LONGEST_TICKET_MM / self._profile.media.millimetres_per_second

    def _recovery(self) -> bytes:
        """Return what ends a broken-off command and parts an uncut ticket from the next one."""
        if not self._uncut_bytes or not self._profile.features.cutter:
            return b""
        return bytes(self._uncut_bytes) + INITIALISE + FEED_AND_CUT

    def _open(self) -> Channel:
        if self._channel is None:
            self._channel = Channel(self._transport.open(), self._profile.features)
        return self._channel

    def _write(self, data: bytes, seconds: float) -> int:
        if self._channel is None:
            return 0
        try:
            return self._channel.write(data, seconds)
        except PortError as broken:
            self._lose()
            return int(broken.data.get("sent", 0))

    def _write_all(self, data: bytes, seconds: float) -> bool:
        return self._write(data, seconds) == len(data)

    def _lose(self) -> None:
        self.close()
        self._tell_health()

    def _tell_health(self) -> PrintProblem:
        problem = self._channel.status.problem if self._channel else PrintProblem.UNREACHABLE
        well = may_print(problem)
        self._next_beat = time.monotonic() + (HEARTBEAT_SECONDS if well else RETRY_SECONDS)
        if problem is not self._told:
            self._told = problem
            self._report(HealthChanged(problem))
        return problem

    def _finish(
        self, job_id: str, outcome: PrintOutcome, problem: PrintProblem, *, late: bool = False
    ) -> None:
        finished = JobFinished(job_id, outcome, problem, late)
        if outcome is not PrintOutcome.REJECTED_BEFORE_SEND:
            self._finished[job_id] = JobFinished(job_id, outcome, problem)
            if len(self._finished) > REMEMBERED_JOBS:
                self._finished.popitem(last=False)
        self._report(finished)
