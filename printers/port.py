"""The parent's side of a printer: never blocks, outlives its driver, prints nothing twice."""

import contextlib
import logging
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

import msgspec

from printers.port_messages import (
    AskHealth,
    DriverReady,
    HealthChanged,
    JobFinished,
    JobStarted,
    LettersMissing,
    LogoStored,
    PortCommand,
    PortReport,
    PrintJob,
    TicketHeldOut,
    UnitMet,
    to_line,
    to_report,
)
from server.protocol.printing import PrintOutcome, PrintProblem

CLOSE_SECONDS = 3.0
SHORTEST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
REMEMBERED_JOBS = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptForPrinter:
    """Where a driver keeps what it knows of its printers, and the logo it gives them."""

    state: Path | None = None
    logo: Path | None = None

    def flags(self) -> list[str]:
        """Return what the driver process is told of them."""
        told = (("--state", self.state), ("--logo", self.logo))
        return [word for flag, path in told if path is not None for word in (flag, str(path))]

    def names(self) -> tuple[str | None, str | None]:
        """Return both as text."""
        state, logo = (None if path is None else str(path) for path in (self.state, self.logo))
        return state, logo


NOTHING_KEPT = KeptForPrinter()


class PrinterPort:
    """One printer as the kiosk sees it; the driver is a child process, restarted when it dies."""

    def __init__(
        self,
        url: str,
        profile: str,
        deliver: Callable[[PortReport], None],
        command: Sequence[str] = (sys.executable, "-m", "printers.driver_process"),
        kept: KeptForPrinter = NOTHING_KEPT,
    ) -> None:
        """Keep the address; ``deliver`` gets every report, on this port's own thread."""
        self._arguments = [*command, "--url", url, "--profile", profile, *kept.flags()]
        self._deliver = deliver
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._waiting: deque[PrintJob] = deque()
        self._in_flight: PrintJob | None = None
        self._started = False
        self._strip_may_be_uncut = False
        self._finished: dict[str, JobFinished] = {}
        self._problem = PrintProblem.UNREACHABLE
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="printer-port", daemon=True)

    @property
    def problem(self) -> PrintProblem:
        """What stands in the way of printing, as last told."""
        return self._problem

    @property
    def driver_pid(self) -> int | None:
        """The process id of the driver, ``None`` while there is none."""
        child = self._child
        return child.pid if child is not None else None

    def start(self) -> None:
        """Start the driver; returns at once."""
        self._thread.start()

    def submit(self, job: PrintJob) -> None:
        """Queue ``job``; an id that has finished is answered at once, from this very call."""
        with self._lock:
            finished = self._finished.get(job.job_id)
            if finished is None and not self._is_under_way(job.job_id):
                self._waiting.append(job)
                self._send_next()
        if finished is not None:
            self._deliver(finished)

    def ask_health(self) -> None:
        """Ask for a ``HealthChanged`` even if nothing changes."""
        with self._lock:
            self._write(AskHealth())

    def close(self) -> None:
        """Let a running job end, then stop the driver; no report comes afterwards."""
        self._closing.set()
        with self._lock:
            child = self._child
            if child is not None:
                _hang_up(child)
        if self._thread.is_alive():
            self._thread.join(CLOSE_SECONDS)
        if child is not None and child.poll() is None:
            child.kill()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        pause = SHORTEST_PAUSE
        while not self._closing.is_set():
            lived = self._live_one_child()
            pause = SHORTEST_PAUSE if lived else min(pause * 2, LONGEST_PAUSE)
            self._closing.wait(pause)

    def _live_one_child(self) -> bool:
        """Run one driver from start to death; tell whether it ever got ready."""
        clear = ["--clear-strip"] if self._strip_may_be_uncut else []
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [*self._arguments, *clear],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A signal to the kiosk's whole group must not tear a ticket; we end the driver.
            start_new_session=True,
        )
        with self._lock:
            self._child = child
            if self._closing.is_set():
                _hang_up(child)
        ready = self._hear(child)
        status = child.wait()
        with self._lock:
            self._child = None
        _hang_up(child)
        if not self._closing.is_set():
            log.warning("the printer driver ended with status %d", status)
            self._bury()
        return ready

    def _hear(self, child: subprocess.Popen[bytes]) -> bool:
        ready = False
        if child.stdout is None:
            return ready
        with child.stdout as reports:
            for line in reports:
                try:
                    report = to_report(line)
                except msgspec.DecodeError:
                    log.exception("the printer driver said something that is no report")
                    continue
                ready = ready or isinstance(report, DriverReady)
                self._take(report)
        return ready

    def _take(self, report: PortReport) -> None:
        with self._lock:
            self._remember(report)
        if not self._closing.is_set():
            self._deliver(report)

    def _remember(self, report: PortReport) -> None:
        match report:
            case DriverReady():
                self._send_next()
            case HealthChanged():
                self._problem = report.problem
            case JobStarted():
                self._started = True
            case JobFinished():
                self._finish(report)
            case UnitMet() | LogoStored() | LettersMissing() | TicketHeldOut():
                pass
            case _:
                assert_never(report)

    def _finish(self, report: JobFinished) -> None:
        if report.outcome is not PrintOutcome.REJECTED_BEFORE_SEND:
            self._finished[report.job_id] = JobFinished(
                report.job_id, report.outcome, report.problem
            )
            if len(self._finished) > REMEMBERED_JOBS:
                del self._finished[next(iter(self._finished))]
        if report.outcome is PrintOutcome.CONFIRMED:
            self._strip_may_be_uncut = False
        in_flight = self._in_flight
        if in_flight is not None and in_flight.job_id == report.job_id and not report.late:
            self._in_flight, self._started = None, False
            self._send_next()

    def _bury(self) -> None:
        """Tell what became of the job that the dead driver had; never print it again unasked."""
        with self._lock:
            lost, started = self._in_flight, self._started
        if lost is not None:
            self._strip_may_be_uncut = self._strip_may_be_uncut or started
            outcome = PrintOutcome.UNKNOWN if started else PrintOutcome.REJECTED_BEFORE_SEND
            self._take(JobFinished(lost.job_id, outcome, PrintProblem.UNREACHABLE))
        self._take(HealthChanged(PrintProblem.UNREACHABLE))

    def _is_under_way(self, job_id: str) -> bool:
        in_flight = self._in_flight
        if in_flight is not None and in_flight.job_id == job_id:
            return True
        return any(job.job_id == job_id for job in self._waiting)

    def _send_next(self) -> None:
        if self._in_flight is None and self._waiting and self._child is not None:
            self._in_flight = self._waiting.popleft()
            self._started = False
            self._write(self._in_flight)

    def _write(self, command: PortCommand) -> None:
        child = self._child
        if child is None or child.stdin is None:
            return
        try:
            child.stdin.write(to_line(command))
            child.stdin.flush()
        except (BrokenPipeError, ValueError):
            # The reader thread sees its end and tells what became of the job.
            log.warning("the printer driver does not listen")
            child.kill()


def _hang_up(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        # Closing sends what is left, which a dead driver cannot take.
        with contextlib.suppress(BrokenPipeError):
            child.stdin.close()
