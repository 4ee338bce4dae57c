"""What every test gets: detectors that fail it, and the words to permit what is expected."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

THREAD_GRACE_SECONDS = 2.0


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
        if thread not in before and not thread.name.startswith("Dummy-")
    ]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run async tests on asyncio, the loop of all our programs."""
    return "asyncio"


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """Give pytest-qt the application class of a Quick program, without widgets."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - server tests need no Qt

    return QGuiApplication
