"""The jobs of one printer's port: which wait, which one the driver has, how each ended; pure."""

from collections import deque

from printers.port_messages import JobFinished, PrintJob
from server.protocol.printing import PrintOutcome, PrintProblem

REMEMBERED_JOBS = 500


class JobQueue:
    """Hands out one job at a time, none twice once it may have been printed."""

    def __init__(self) -> None:
        """Begin with no job, on a strip of which nothing is known to be uncut."""
        self._waiting: deque[PrintJob] = deque()
        self._in_flight: PrintJob | None = None
        self._has_begun = False
        self._finished: dict[str, JobFinished] = {}
        self.strip_may_be_uncut = False

    @property
    def has_work(self) -> bool:
        """Tell whether a job has not ended yet."""
        return self._in_flight is not None or bool(self._waiting)

    def finished(self, job_id: str) -> JobFinished | None:
        """Return how a job ended of which something may have been printed."""
        return self._finished.get(job_id)

    def add(self, job: PrintJob) -> None:
        """Let ``job`` wait for its turn, unless it does so or is being printed."""
        under_way = (self._in_flight, *self._waiting)
        if all(known is None or known.job_id != job.job_id for known in under_way):
            self._waiting.append(job)

    def next(self) -> PrintJob | None:
        """Return the job that the driver is to have now; ``None`` while it has one."""
        if self._in_flight is not None or not self._waiting:
            return None
        self._in_flight, self._has_begun = self._waiting.popleft(), False
        return self._in_flight

    def begin(self) -> None:
        """Note that the first byte of the driver's job is about to go."""
        self._has_begun = True

    def finish(self, report: JobFinished) -> None:
        """Note how a job ended; a late word corrects an end that was told before."""
        if report.outcome is not PrintOutcome.REJECTED_BEFORE_SEND:
            self._remember(report)
            # A driver knows by itself that it has to cut first, but the next one does not.
            self.strip_may_be_uncut = report.outcome is not PrintOutcome.CONFIRMED
        in_flight = self._in_flight
        if in_flight is not None and in_flight.job_id == report.job_id and not report.late:
            self._in_flight, self._has_begun = None, False

    def orphaned(self, *, was_ready: bool) -> tuple[JobFinished, ...]:
        """Return how the jobs end whose driver died; none of them is printed again unasked.

        What waits goes to the next driver, unless this one never got ready: perhaps none will.
        """
        lost = () if self._in_flight is None else (self._in_flight,)
        outcome = PrintOutcome.UNKNOWN if self._has_begun else PrintOutcome.REJECTED_BEFORE_SEND
        ends = [JobFinished(job.job_id, outcome, PrintProblem.UNREACHABLE) for job in lost]
        if not was_ready:
            ends += [
                JobFinished(
                    job.job_id, PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.UNREACHABLE
                )
                for job in self._waiting
            ]
            self._waiting.clear()
        return tuple(ends)

    def _remember(self, report: JobFinished) -> None:
        self._finished[report.job_id] = JobFinished(report.job_id, report.outcome, report.problem)
        if len(self._finished) > REMEMBERED_JOBS:
            del self._finished[next(iter(self._finished))]
