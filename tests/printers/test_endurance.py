"""Thousands of jobs, with the port lost again and again, leave nothing behind in the driver."""

import gc
import tempfile
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.protocol.printing import PrintOutcome
from tests.printers.conftest import EPSON, OpenDriver, Reports, StartVirtual, VirtualPrinter

WITHOUT_CUTTER = replace(EPSON, features=replace(EPSON.features, cutter=False))
"""A cut takes the printer a third of a second."""
BODY = b"\x1b@\x1da\x0fA042\n"
SWIFT = ("--speed", "1000000", "--buffer", "65536")
WARM_UP = 600
"""More than a driver remembers, so that what it remembers does not look like growth."""
GROWTH_BYTES = 200_000


@pytest.fixture
def temporary(tmp_path: Path) -> Iterator[Path]:
    """Give this test a temporary directory that nobody else writes to."""
    own = tmp_path / "temporary"
    own.mkdir()
    usual, tempfile.tempdir = tempfile.tempdir, str(own)
    yield own
    tempfile.tempdir = usual


@pytest.mark.parametrize(
    "jobs", [1000, pytest.param(10_000, marks=[pytest.mark.slow, pytest.mark.timeout(1800)])]
)
def test_jobs_leave_no_descriptor_thread_file_or_memory_behind(
    open_driver: OpenDriver,
    start_virtual: StartVirtual,
    reports: Reports,
    temporary: Path,
    jobs: int,
) -> None:
    printer = start_virtual(*SWIFT)
    driver = open_driver(printer.url, WITHOUT_CUTTER)
    warm_up = min(jobs, WARM_UP)

    def work(first: int, last: int) -> set[PrintOutcome]:
        outcomes = set()
        for job in range(first, last):
            if job % 50 == 0:
                cycle_power(printer)
            driver.print(str(job), BODY)
            outcomes.add(reports.finished().outcome)
            reports.seen.clear()
        return outcomes

    tracemalloc.start()
    begun = work(0, warm_up)
    before, used = left_behind(temporary), memory()
    ended = work(warm_up, warm_up + jobs)
    after, grown = left_behind(temporary), memory() - used
    tracemalloc.stop()

    assert begun == ended == {PrintOutcome.CONFIRMED}
    assert after == before
    assert grown < GROWTH_BYTES
    assert printer.tell({"state": True})["uncut_ink"]


def cycle_power(printer: VirtualPrinter) -> None:
    printer.tell({"power": "off"})
    printer.tell({"power": "on"})


def left_behind(temporary: Path) -> tuple[int, int, int]:
    descriptors = sum(1 for _ in Path("/proc/self/fd").iterdir())
    return descriptors, threading.active_count(), sum(1 for _ in temporary.iterdir())


def memory() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]
