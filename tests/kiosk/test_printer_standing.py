"""What is known of a printer, report by report."""

from dataclasses import replace
from functools import reduce

import pytest

from kiosk.printer_standing import MOST_UNSAID, PrinterStanding, after_report
from printers.port_messages import (
    DriverReady,
    HealthChanged,
    JobStarted,
    LettersMissing,
    LogoStored,
    PortReport,
    TicketHeldOut,
    UnitMet,
)
from server.protocol.frames import PrinterStands
from server.protocol.printing import Evidence, PaperSupply, PrintProblem, TicketFate

NEW = PrinterStanding()
MET = UnitMet("X3AB000001", "TM-T20III", Evidence.PROCESS_ID, "2026-11-23", has_logo=True)


@pytest.mark.parametrize(
    ("report", "changed"),
    [
        (DriverReady("u", "p", presents=True), {"presents": True}),
        (
            HealthChanged(PrintProblem.COVER_OPEN, PaperSupply.PLENTY, 4.2),
            {
                "problem": PrintProblem.COVER_OPEN,
                "paper": PaperSupply.PLENTY,
                "roll_metres": 4.2,
            },
        ),
        (
            MET,
            {
                "model": "TM-T20III",
                "evidence": Evidence.PROCESS_ID,
                "probed_on": "2026-11-23",
                "has_logo": True,
            },
        ),
        (LogoStored("X3AB000001"), {"has_logo": True}),
        (LettersMissing("job", "中文中"), {"unsaid": "中文"}),
        (TicketHeldOut("job", TicketFate.RETRACTED), {"drawn_back": 1}),
        (TicketHeldOut("job", TicketFate.TAKEN), {}),
        (JobStarted("job"), {}),
    ],
    ids=lambda one: type(one).__name__,
)
def test_each_report_changes_what_it_speaks_of(
    report: PortReport, changed: dict[str, object]
) -> None:
    assert after_report(NEW, report) == replace(NEW, **changed)  # type: ignore[arg-type]  # a table


def test_a_driver_that_died_does_not_make_the_roll_unknown() -> None:
    reports = (
        HealthChanged(PrintProblem.NONE, PaperSupply.PLENTY, 21.4),
        HealthChanged(PrintProblem.UNREACHABLE),
    )

    assert reduce(after_report, reports, NEW).roll_metres == 21.4


def test_characters_are_named_once_and_not_without_end() -> None:
    many = "".join(map(chr, range(0x4E00, 0x4E00 + 2 * MOST_UNSAID)))

    said = reduce(after_report, [LettersMissing("job", many)] * 2, NEW).unsaid

    assert said == many[:MOST_UNSAID]


@pytest.mark.parametrize(
    ("printed", "length", "left"),
    [(21.4, 80.0, 58.6), (81.0, 80.0, 0.0), (None, 80.0, None), (21.4, None, None)],
)
def test_what_is_left_is_told_only_where_both_lengths_are_known(
    printed: float | None, length: float | None, left: float | None
) -> None:
    standing = replace(NEW, roll_metres=printed)

    assert standing.metres_left(length) == left


def test_the_server_is_told_all_of_it() -> None:
    standing = after_report(
        after_report(NEW, MET), HealthChanged(PrintProblem.NONE, PaperSupply.PLENTY, 21.4)
    )

    assert standing.told(80.0) == PrinterStands(
        PrintProblem.NONE,
        PaperSupply.PLENTY,
        roll_metres=21.4,
        metres_left=58.6,
        model="TM-T20III",
        evidence=Evidence.PROCESS_ID,
        probed_on="2026-11-23",
        has_logo=True,
    )
