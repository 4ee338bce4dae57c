"""Lines of a child: cut at their ends, waited for no longer than wanted."""

import os
from collections.abc import Iterator

import pytest

from printers.lines import Lines


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """Give the two ends of a pipe."""
    ends = os.pipe()
    yield ends
    os.close(ends[0])


def test_a_line_is_told_once_its_end_has_come(pipe: tuple[int, int]) -> None:
    told = Lines(pipe[0])

    os.write(pipe[1], b"one\ntwo\nthr")
    first = told.read(5)
    os.write(pipe[1], b"ee\n")
    second = told.read(5)
    os.close(pipe[1])

    assert (first, second, told.read(5)) == ((b"one", b"two"), (b"three",), None)


def test_nothing_is_waited_for_longer_than_wanted(pipe: tuple[int, int]) -> None:
    silence = Lines(pipe[0]).read(0)
    os.close(pipe[1])

    assert silence == ()
