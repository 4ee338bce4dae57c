"""The jobs of one port: one at a time, none twice, each with an end."""

from printers.document import TicketDocument
from printers.job_queue import REMEMBERED_JOBS, JobQueue
from printers.port_messages import JobFinished, PrintJob
from server.protocol.printing import PrintOutcome, PrintProblem

CONFIRMED, UNKNOWN = PrintOutcome.CONFIRMED, PrintOutcome.UNKNOWN
REJECTED = PrintOutcome.REJECTED_BEFORE_SEND


def job(name: str) -> PrintJob:
    """Return an empty job."""
    return PrintJob(name, TicketDocument("kk", ()))


def ended(name: str, outcome: PrintOutcome, *, late: bool = False) -> JobFinished:
    """Return the word that ``name`` ended so."""
    return JobFinished(name, outcome, PrintProblem.NONE, late)


def with_one_under_way() -> JobQueue:
    """Return a queue whose job "one" the driver has, and "two" waits."""
    jobs = JobQueue()
    jobs.add(job("one"))
    jobs.add(job("two"))
    jobs.next()
    return jobs


def test_the_driver_has_one_job_at_a_time_and_the_next_when_that_has_ended() -> None:
    jobs = with_one_under_way()

    assert jobs.next() is None
    jobs.finish(ended("one", CONFIRMED))
    assert jobs.next() == job("two")


def test_a_job_that_waits_or_is_under_way_is_not_taken_twice() -> None:
    jobs = with_one_under_way()

    jobs.add(job("one"))
    jobs.add(job("two"))
    jobs.finish(ended("one", CONFIRMED))
    jobs.next()
    jobs.finish(ended("two", CONFIRMED))

    assert not jobs.has_work


def test_a_late_word_on_another_job_does_not_end_the_one_under_way() -> None:
    jobs = with_one_under_way()

    jobs.finish(ended("one", CONFIRMED, late=True))

    assert jobs.next() is None
    assert jobs.finished("one") == ended("one", CONFIRMED)


def test_what_the_dead_driver_had_begun_is_unknown_and_what_waits_stays() -> None:
    jobs = with_one_under_way()
    jobs.begin()

    ends = jobs.orphaned(was_ready=True)

    assert [(end.job_id, end.outcome) for end in ends] == [("one", UNKNOWN)]
    jobs.finish(ends[0])
    assert jobs.next() == job("two")


def test_where_no_driver_gets_ready_nothing_waits() -> None:
    jobs = with_one_under_way()

    ends = jobs.orphaned(was_ready=False)
    for end in ends:
        jobs.finish(end)

    assert [(end.job_id, end.outcome) for end in ends] == [("one", REJECTED), ("two", REJECTED)]
    assert not jobs.has_work
    assert jobs.finished("one") is None


def test_only_a_proved_ticket_leaves_a_clean_strip() -> None:
    told = []
    jobs = JobQueue()
    for outcome in (UNKNOWN, REJECTED, CONFIRMED, REJECTED):
        jobs.finish(ended("one", outcome))
        told.append(jobs.strip_may_be_uncut)

    assert told == [True, True, False, False]


def test_old_ends_are_forgotten() -> None:
    jobs = JobQueue()
    for number in range(REMEMBERED_JOBS + 1):
        jobs.finish(ended(str(number), CONFIRMED))

    assert jobs.finished("0") is None
    assert jobs.finished("1") is not None
