"""What parent and driver say fits on one line and comes out as it went in."""

import msgspec
import pytest

from printers.port_messages import (
    AskHealth,
    DriverReady,
    HealthChanged,
    JobFinished,
    JobStarted,
    LettersMissing,
    LogoStored,
    NewRoll,
    PortCommand,
    PortReport,
    PrintJob,
    ProbeUnit,
    TicketHeldOut,
    UnitMet,
    to_command,
    to_line,
    to_report,
)
from printers.ticket import TicketFacts, compose
from printers.wording import read_words
from server.protocol.printing import Evidence, PaperSupply, PrintOutcome, PrintProblem, TicketFate


def test_a_job_crosses_on_one_line(facts: TicketFacts) -> None:
    job = PrintJob("one", compose(facts, read_words("kk")))

    line = to_line(job)

    assert line.count(b"\n") == 1
    assert to_command(line) == job


@pytest.mark.parametrize(
    "report",
    [
        DriverReady("tcp://127.0.0.1:9100", "epson_tm_t20iii"),
        HealthChanged(PrintProblem.PAPER_OUT),
        JobStarted("one"),
        JobFinished("one", PrintOutcome.CONFIRMED, PrintProblem.NONE, late=True),
        HealthChanged(PrintProblem.PAPER_NEAR_END, PaperSupply.NEAR_END, 61.4),
        UnitMet("X3AB000001", "TM-T20III", Evidence.PROCESS_ID, "2026-03-14"),
        LogoStored("X3AB000001"),
        LettersMissing("one", "中"),
        TicketHeldOut("one", TicketFate.RETRACTED),
    ],
    ids=lambda report: type(report).__name__,
)
def test_a_report_comes_out_as_it_went_in(report: PortReport) -> None:
    assert to_report(to_line(report)) == report


@pytest.mark.parametrize("command", [AskHealth(), ProbeUnit(), NewRoll()])
def test_a_command_is_no_report(command: PortCommand) -> None:
    with pytest.raises(msgspec.ValidationError):
        to_report(to_line(command))


def test_the_outcome_is_the_word_of_the_protocol() -> None:
    line = to_line(JobFinished("one", PrintOutcome.UNKNOWN, PrintProblem.NO_ANSWER))

    assert b'"unknown"' in line
    assert b'"no-answer"' in line
