"""Status bytes, as the reference manual draws them, mean what they say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.responses import AutomaticStatus
from printers.status import PrinterStatus, after_automatic, after_real_time, may_print
from server.protocol.printing import PaperSupply, PrintProblem

WELL = PrinterStatus(answering=True)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\x10\x00\x00\x00", PrintProblem.NONE),
        (b"\x10\x00\x03\x00", PrintProblem.PAPER_NEAR_END),
        (b"\x18\x00\x0f\x00", PrintProblem.PAPER_OUT),
        (b"\x38\x00\x00\x00", PrintProblem.COVER_OPEN),
        (b"\x18\x08\x00\x00", PrintProblem.CUTTER),
        (b"\x18\x40\x00\x00", PrintProblem.OVERHEATED),
        (b"\x18\x20\x00\x00", PrintProblem.OFFLINE),
        (b"\x18\x00\x00\x00", PrintProblem.OFFLINE),
    ],
)
def test_automatic_status_names_the_problem(data: bytes, problem: PrintProblem) -> None:
    assert after_automatic(AutomaticStatus(data)).problem is problem


@pytest.mark.parametrize(
    ("kind", "byte", "problem"),
    [
        (1, 0x12, PrintProblem.NONE),
        (1, 0x1A, PrintProblem.OFFLINE),
        (2, 0x16, PrintProblem.COVER_OPEN),
        (3, 0x1A, PrintProblem.CUTTER),
        (3, 0x32, PrintProblem.OFFLINE),
        (3, 0x52, PrintProblem.OVERHEATED),
        (4, 0x1E, PrintProblem.PAPER_NEAR_END),
        (4, 0x7E, PrintProblem.PAPER_OUT),
    ],
)
def test_real_time_status_names_the_problem(kind: int, byte: int, problem: PrintProblem) -> None:
    assert after_real_time(WELL, kind, byte).problem is problem


def test_a_silent_printer_is_never_taken_for_a_good_one() -> None:
    assert PrinterStatus().problem is PrintProblem.NO_ANSWER
    assert not may_print(PrintProblem.NO_ANSWER)


def test_a_good_answer_takes_an_old_problem_back() -> None:
    out = after_real_time(WELL, 4, 0x7E)

    assert after_real_time(out, 4, 0x12).problem is PrintProblem.NONE


def test_only_a_broken_mechanism_counts_as_failed() -> None:
    assert after_automatic(AutomaticStatus(b"\x18\x08\x00\x00")).has_failed
    assert not after_automatic(AutomaticStatus(b"\x18\x00\x0f\x00")).has_failed


def test_paper_near_its_end_still_prints() -> None:
    assert may_print(PrintProblem.PAPER_NEAR_END)
    assert may_print(PrintProblem.NONE)


ANSWERS = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 255)), max_size=20)


@given(ANSWERS, st.booleans())
def test_paper_of_which_nothing_was_told_is_never_shown_as_enough(
    answers: list[tuple[int, int]], near_end_sensor: bool
) -> None:
    status = PrinterStatus()

    for kind, byte in answers:
        status = after_real_time(status, kind, byte)

    assert status.supply(near_end_sensor=near_end_sensor) is PaperSupply.UNKNOWN


@given(st.binary(min_size=4, max_size=4))
def test_only_a_sensor_for_the_near_end_can_tell_that_there_is_enough(data: bytes) -> None:
    status = after_automatic(AutomaticStatus(data))

    assert status.supply(near_end_sensor=False) is not PaperSupply.PLENTY


@pytest.mark.parametrize(
    ("byte", "supply"),
    [(0x12, PaperSupply.PLENTY), (0x1E, PaperSupply.NEAR_END), (0x7E, PaperSupply.OUT)],
)
def test_the_answer_about_paper_is_told_as_it_is(byte: int, supply: PaperSupply) -> None:
    assert after_real_time(WELL, 4, byte).supply(near_end_sensor=True) is supply


def test_a_printer_that_fell_silent_says_nothing_of_its_paper() -> None:
    silent = replace(after_real_time(WELL, 4, 0x12), answering=False)

    assert silent.supply(near_end_sensor=True) is PaperSupply.UNKNOWN
