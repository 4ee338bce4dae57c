"""A channel arms the printer's own reports and folds what comes into one status."""

from printers.channel import Channel
from printers.profile import read_profile
from printers.responses import ProcessIdResponse
from server.protocol.printing import PrintProblem
from tests.fakes.line import FakeLine

FEATURES = read_profile("epson_tm_t20iii").features


def test_a_new_channel_asks_the_printer_to_tell_its_changes() -> None:
    line = FakeLine()

    channel = Channel(line, FEATURES)

    assert line.written == b"\x1da\x0f"
    assert channel.status.problem is PrintProblem.NO_ANSWER


def test_the_whole_status_is_asked_one_question_at_a_time() -> None:
    line = FakeLine(answers={b"\x10\x04": [b"\x12", b"\x16", b"\x12", b"\x12"]})
    channel = Channel(line, FEATURES)

    channel.examine()

    assert line.written.endswith(b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04")
    assert channel.status.problem is PrintProblem.COVER_OPEN


def test_silence_to_a_question_is_no_answer() -> None:
    line = FakeLine(answers={b"\x10\x04": [b"\x12"]})
    channel = Channel(line, FEATURES)

    channel.examine()

    assert channel.status.problem is PrintProblem.NO_ANSWER


def test_a_fence_that_answers_between_questions_is_handed_on() -> None:
    line = FakeLine(answers={b"\x10\x04": [b"\x12", b"\x37\x220001\x00\x12", b"\x12", b"\x12"]})
    channel = Channel(line, FEATURES)

    answers = channel.examine()

    assert answers == (ProcessIdResponse(b"0001"),)
    assert channel.status.problem is PrintProblem.NONE


def test_an_answer_nobody_asked_for_changes_nothing() -> None:
    line = FakeLine(incoming=[b"\x16_TM\x00\xff", b"\x10\x00\x03\x00"])
    channel = Channel(line, FEATURES)

    channel.collect(0)
    before = channel.status
    channel.collect(0)

    assert not before.cover_open
    assert channel.status.problem is PrintProblem.PAPER_NEAR_END
