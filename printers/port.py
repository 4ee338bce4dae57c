"""The parent's side of a printer: never blocks, outlives its driver, prints nothing twice."""

import contextlib
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

import msgspec

from printers.job_queue import JobQueue
from printers.lines import Lines
from printers.port_messages import (
    AskHealth,
    DriverReady,
    HealthChanged,
    JobFinished,
    JobStarted,
    LettersMissing,
    LogoStored,
    NewRoll,
    PortCommand,
    PortReport,
    PrintJob,
    ProbeUnit,
    TicketHeldOut,
    UnitMet,
    to_line,
    to_report,
)
from server.protocol.printing import PrintProblem

CLOSE_SECONDS = 3.0
SHORTEST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
MOST_SILENT_SECONDS = 120.0
"""The longest ticket on the slowest line takes less; a driver that has a job and says nothing for
so long hangs in the system or was stopped."""
LOOK_SECONDS = 1.0

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
        most_silent_seconds: float = MOST_SILENT_SECONDS,
    ) -> None:
        """Keep the address; ``deliver`` gets every report, on this port's own thread.

        Every job that was submitted ends, whatever becomes of the driver.
        """
        self._arguments = [*command, "--url", url, "--profile", profile, *kept.flags()]
        self._deliver = deliver
        self._most_silent = most_silent_seconds
        self._heard_at = 0.0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._jobs = JobQueue()
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
            finished = self._jobs.finished(job.job_id)
            if finished is None:
                if not self._jobs.has_work:
                    self._heard_at = time.monotonic()
                self._jobs.add(job)
                self._send_next()
        if finished is not None:
            self._deliver(finished)

    def ask_health(self) -> None:
        """Ask for a ``HealthChanged`` even if nothing changes."""
        with self._lock:
            self._write(AskHealth())

    def probe_unit(self) -> None:
        """Have the printer asked anew what it answers."""
        with self._lock:
            self._write(ProbeUnit())

    def new_roll(self) -> None:
        """Have the metres of a new roll counted from now."""
        with self._lock:
            self._write(NewRoll())

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
        try:
            child = self._begin()
        except OSError as failed:
            log.warning("no printer driver can be started: %s", failed.strerror)
            self._bury(was_ready=False)
            return False
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
            self._bury(was_ready=ready)
        return ready

    def _begin(self) -> subprocess.Popen[bytes]:
        self._heard_at = time.monotonic()
        clear = ["--clear-strip"] if self._jobs.strip_may_be_uncut else []
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [*self._arguments, *clear],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A signal to the kiosk's whole group must not tear a ticket; we end the driver.
            start_new_session=True,
        )

    def _hear(self, child: subprocess.Popen[bytes]) -> bool:
        ready = False
        if child.stdout is None:
            return ready
        with child.stdout as reports:
            said = Lines(reports.fileno())
            while (lines := said.read(LOOK_SECONDS)) is not None:
                for line in lines:
                    ready = self._hear_line(line) or ready
                if self._hangs():
                    log.warning("the printer driver hangs")
                    child.kill()
        return ready

    def _hear_line(self, line: bytes) -> bool:
        """Take one report; tell whether it says that the driver is ready."""
        try:
            report = to_report(line)
        except msgspec.DecodeError:
            log.exception("the printer driver said something that is no report")
            return False
        self._heard_at = time.monotonic()
        self._take(report)
        return isinstance(report, DriverReady)

    def _hangs(self) -> bool:
        # Without the lock: whoever writes to a driver that does not read holds it.
        return self._jobs.has_work and time.monotonic() - self._heard_at > self._most_silent

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
                self._jobs.begin()
            case JobFinished():
                self._jobs.finish(report)
                self._send_next()
            case UnitMet() | LogoStored() | LettersMissing() | TicketHeldOut():
                pass
            case _:
                assert_never(report)

    def _bury(self, *, was_ready: bool) -> None:
        """Tell what became of the jobs of a dead driver."""
        with self._lock:
            ends = self._jobs.orphaned(was_ready=was_ready)
        for end in ends:
            self._take(end)
        self._take(HealthChanged(PrintProblem.UNREACHABLE))

    def _send_next(self) -> None:
        job = self._jobs.next() if self._child is not None else None
        if job is not None:
            self._write(job)

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
