"""What every test gets: detectors that fail it, and the words to permit what is expected."""

import gc
import logging
import os
import sys
import threading
import time
from collections.abc import Generator, Iterator
from concurrent.futures import thread as pool
from dataclasses import dataclass, field

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

THREAD_GRACE_SECONDS = 2.0

# Coverage slows a program that is started to almost half, so only where a program's own process
# is what is tested does it follow there; elsewhere it measures the process of the tests alone.
MEASURES_CHILDREN = "COVERAGE_PROCESS_CONFIG"
TESTS_OF_PROGRAMS = {
    "test_child",
    "test_command_line",
    "test_driver",
    "test_driver_process",
    "test_main",
    "test_preview_process",
    "test_starting",
}

# The files that take longest, these first: one of them begun last leaves a core idle.
LONGEST = (
    "tests/durability/test_named_kills.py",
    "tests/durability/test_power_cuts.py",
    "tests/durability/test_full_disk.py",
    "tests/durability/test_whole_server.py",
    "tests/durability/test_clock_jumps.py",
    "tests/durability/test_sync_errors.py",
    "tests/durability/test_meddling.py",
    "tests/server/console/test_in_browser.py",
    "tests/server/test_command_line.py",
    "tests/printers/test_driver_matrix.py",
    "tests/server/test_two_servers.py",
    "tests/server/demo/test_checker.py",
    "tests/server/test_kill.py",
    "tests/qml/display/test_board_window.py",
    "tests/kiosk/test_partitions.py",
    "tests/printers/test_reading_back.py",
    "tests/qml/kiosk/test_pages.py",
    "tests/server/client/test_browsing.py",
    "tests/server/test_lan.py",
    "tests/attacks/test_crowds.py",
    "tests/server/demo/test_live.py",
    "tests/server/backup/test_command_line.py",
    "tests/server/test_busy_day.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, in the same order in every process."""
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.nodeid.partition("::")[0], len(ranks)))


def pytest_collection_finish() -> None:
    """Spare the garbage collector what lives as long as the run: every test of the project."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Take away on their own thread the Qt objects that a test knotted into cycles.

    Else the collector does it later on whichever thread happens to allocate, and a timer of Qt
    that goes on a foreign thread brings the process down when it would have fired.
    """
    done = yield
    if "qapp" in getattr(item, "fixturenames", ()):
        gc.collect()
    return done


@dataclass(slots=True)
class ExpectedLog:
    """The log records that a test says will come; one that does not come fails the test."""

    expected: list[tuple[str, str]] = field(default_factory=list)

    def expect(self, logger: str, words: str) -> None:
        """Permit, and demand, a record of this logger (or one below it) with these words."""
        self.expected.append((logger, words))

    def judge(self, records: list[logging.LogRecord]) -> str:
        """Say what came unexpectedly and what did not come; an empty text if all is well."""
        stray = [r for r in records if not any(_fits(r, *wanted) for wanted in self.expected)]
        missing = [w for w in self.expected if not any(_fits(r, *w) for r in records)]
        lines = [f"unexpected log record: {r.name} {r.levelname} {r.getMessage()}" for r in stray]
        lines += [f"expected log record did not come: {name}: {words}" for name, words in missing]
        return "\n".join(lines)


def _fits(record: logging.LogRecord, logger: str, words: str) -> bool:
    below = record.name == logger or record.name.startswith(f"{logger}.")
    return below and words in record.getMessage()


@pytest.fixture
def expected_log() -> ExpectedLog:
    """Give the list on which a test permits log records: `expected_log.expect(logger, words)`."""
    return ExpectedLog()


@pytest.fixture(autouse=True)
def no_unexpected_log_records(
    caplog: pytest.LogCaptureFixture, expected_log: ExpectedLog
) -> Iterator[None]:
    """Fail a test that logs at WARNING or above without having said so."""
    yield
    phases = (caplog.get_records("setup"), caplog.get_records("call"), caplog.records)
    loud = {id(r): r for phase in phases for r in phase if r.levelno >= logging.WARNING}
    verdict = expected_log.judge(list(loud.values()))
    if verdict:
        pytest.fail(verdict, pytrace=False)


@pytest.fixture(autouse=True)
def no_leftover_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_GRACE_SECONDS
    for thread in _new_threads(before):
        thread.join(max(0.0, deadline - time.monotonic()))
    left = [thread.name for thread in _new_threads(before)]
    if left:
        pytest.fail(f"threads left running: {', '.join(left)}", pytrace=False)


def _new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    # A thread that Qt made and that once called Python stays listed as Dummy-N for ever.
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not thread.name.startswith("Dummy-") and not _is_idle(thread)
    ]


def _is_idle(thread: threading.Thread) -> bool:
    """Return whether a thread of an event loop's own pool has no work; it goes with the loop.

    The pool makes another one if the one it has has not yet said that it is free.
    """
    if not thread.name.startswith("asyncio_") or thread.ident is None:
        return False
    frame = sys._current_frames().get(thread.ident)  # noqa: SLF001 - documented, in spite of its name
    return frame is not None and frame.f_code.co_filename == pool.__file__


@pytest.fixture(autouse=True, scope="module")
def children_unmeasured(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave processes that a test starts without coverage, except in the tests of programs."""
    kept = None
    if request.path.stem not in TESTS_OF_PROGRAMS:
        kept = os.environ.pop(MEASURES_CHILDREN, None)
    yield
    if kept is not None:
        os.environ[MEASURES_CHILDREN] = kept


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run async tests on asyncio, the loop of all our programs."""
    return "asyncio"


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """Give pytest-qt the application class of a Quick program, without widgets."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - server tests need no Qt

    return QGuiApplication
