"""Status bytes, as the reference manual draws them, mean what they say."""

import pytest

from printers.responses import AutomaticStatus
from printers.status import PrinterStatus, after_automatic, after_real_time, may_print
from server.protocol.printing import PrintProblem

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
