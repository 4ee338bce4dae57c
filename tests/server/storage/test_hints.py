"""Tests of hints: told to the others, coalesced, and heard again after the line was cut."""

import resource
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from server.storage.hints import HintLine
from server.storage.postgres_settings import connect_raw
from tests.server.engines import Engines

WAIT_SECONDS = 10.0
MOST_OF_SELECT = 1024


class Listener:
    """A hint line and how often it said to look."""

    def __init__(self, url: str) -> None:
        self.looks = threading.Semaphore(0)
        self.line = HintLine(url, self.looks.release)
        assert self.is_told()  # it looks once when it begins to listen

    def is_told(self, seconds: float = WAIT_SECONDS) -> bool:
        return self.looks.acquire(timeout=seconds)


@contextmanager
def listening(url: str) -> Iterator[Listener]:
    listener = Listener(url)
    try:
        yield listener
    finally:
        listener.line.close()


@pytest.fixture
def url(postgresql: Engines) -> str:
    return postgresql.address()


def test_a_hint_reaches_the_others_and_not_oneself(url: str) -> None:
    with listening(url) as one, listening(url) as other:
        one.line.announce("small", 7)

        assert other.is_told()
        assert not one.is_told(0.2)


@pytest.fixture
def crowded() -> Iterator[None]:
    """Give a process with so many open files that the next ones have great descriptors."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 4096), hard))
    with ExitStack() as files:
        for _ in range(MOST_OF_SELECT):
            files.enter_context(Path("/dev/null").open("rb"))
        yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("crowded")
def test_hints_are_heard_in_a_process_with_thousands_of_links(url: str) -> None:
    with listening(url) as one, listening(url) as other:
        one.line.announce("small", 7)

        assert other.is_told()


def test_a_line_that_was_cut_is_heard_again_by_itself(url: str) -> None:
    with listening(url) as one, listening(url) as other:
        for seq in range(3):
            with connect_raw(url) as raw:
                raw.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where application_name = 'kezek-hints'"
                )
            assert one.is_told()
            assert other.is_told()

            one.line.announce("small", seq)

            assert other.is_told()
