"""What becomes of the visitor's paper."""

from dataclasses import replace

import pytest

from kiosk.happenings import (
    PaperAnswered,
    PaperEnded,
    PaperNews,
    PaperParted,
    PaperWanted,
    PrintPaper,
)
from kiosk.paper_steps import MOST_COPIES, about_paper, first_paper
from kiosk.visit import Page, Paper, Step, Visit
from server.protocol.printing import PrintOutcome, PrintProblem, TicketFate
from tests.kiosk.sample_hall import request_id, ticket

TICKET = ticket(request_id(7))
TAKING = Visit(page=Page.TAKING, language="kk", service="justice-appeal")
PRINTING = Visit(page=Page.TICKET, language="kk", ticket=TICKET, paper=Paper.PRINTING)


def ended(
    outcome: PrintOutcome, copy: int = 0, problem: PrintProblem = PrintProblem.NONE
) -> PaperEnded:
    return PaperEnded(TICKET.ticket, copy, outcome, problem)


def test_an_issued_ticket_is_printed_as_the_original() -> None:
    step = first_paper(TAKING, TICKET, has_printer=True)

    assert step.effect == PrintPaper(TICKET, 0)
    assert step.visit.page is Page.TICKET
    assert step.visit.paper is Paper.PRINTING


def test_without_a_printer_the_ticket_is_only_shown() -> None:
    step = first_paper(TAKING, TICKET, has_printer=False)

    assert step.effect is None
    assert step.visit.paper is Paper.NONE
    assert step.visit.ticket == TICKET


@pytest.mark.parametrize(
    ("outcome", "paper"),
    [
        (PrintOutcome.CONFIRMED, Paper.PRINTED),
        (PrintOutcome.PROCESSED_UNCONFIRMED, Paper.UNSURE),
        (PrintOutcome.REJECTED_BEFORE_SEND, Paper.REFUSED),
        (PrintOutcome.FAILED_KNOWN, Paper.BROKEN),
        (PrintOutcome.UNKNOWN, Paper.UNKNOWN),
    ],
)
def test_the_printers_word_decides_what_the_visitor_is_told(
    outcome: PrintOutcome, paper: Paper
) -> None:
    step = about_paper(PRINTING, ended(outcome, problem=PrintProblem.PAPER_OUT))

    assert step.effect is None
    assert step.visit.paper is paper
    assert step.visit.problem is PrintProblem.PAPER_OUT


def test_a_late_word_on_an_earlier_copy_is_left_aside() -> None:
    copying = replace(PRINTING, copy=1)

    assert about_paper(copying, ended(PrintOutcome.CONFIRMED, copy=0)).visit == copying


@pytest.mark.parametrize(
    "news", [ended(PrintOutcome.CONFIRMED), PaperWanted(), PaperAnswered(True)]
)
def test_word_on_paper_means_nothing_without_a_ticket_on_the_screen(news: PaperNews) -> None:
    assert about_paper(Visit(), news) == Step(Visit())


@pytest.mark.parametrize("paper", [Paper.UNKNOWN, Paper.UNSURE])
def test_a_paper_that_came_out_is_taken_as_printed(paper: Paper) -> None:
    step = about_paper(replace(PRINTING, paper=paper), PaperAnswered(came_out=True))

    assert step == Step(replace(PRINTING, paper=Paper.PRINTED))


@pytest.mark.parametrize("paper", [Paper.UNKNOWN, Paper.UNSURE])
def test_a_paper_that_did_not_come_out_is_printed_again_as_a_copy(paper: Paper) -> None:
    step = about_paper(replace(PRINTING, paper=paper), PaperAnswered(came_out=False))

    assert step.effect == PrintPaper(TICKET, 1)
    assert step.visit.copy == 1
    assert step.visit.paper is Paper.PRINTING


def test_nobody_asked_so_an_answer_changes_nothing() -> None:
    assert about_paper(PRINTING, PaperAnswered(came_out=False)) == Step(PRINTING)


def test_after_the_last_copy_a_person_is_needed() -> None:
    visit = replace(PRINTING, paper=Paper.UNKNOWN, copy=MOST_COPIES)

    step = about_paper(visit, PaperAnswered(came_out=False))

    assert step.effect is None
    assert step.visit.paper is Paper.BROKEN


def test_what_was_refused_before_sending_is_printed_as_the_same_paper() -> None:
    step = about_paper(replace(PRINTING, paper=Paper.REFUSED), PaperWanted())

    assert step.effect == PrintPaper(TICKET, 0)


def test_what_broke_while_printing_is_printed_again_as_a_copy() -> None:
    step = about_paper(replace(PRINTING, paper=Paper.BROKEN), PaperWanted())

    assert step.effect == PrintPaper(TICKET, 1)


def test_a_second_tap_on_print_prints_nothing_more() -> None:
    assert about_paper(PRINTING, PaperWanted()) == Step(PRINTING)


def test_a_paper_that_is_held_out_is_yet_to_be_taken() -> None:
    out = replace(ended(PrintOutcome.CONFIRMED), is_held_out=True)

    assert about_paper(PRINTING, out).visit.paper is Paper.HELD_OUT


@pytest.mark.parametrize(
    ("fate", "paper"),
    [
        (TicketFate.TAKEN, Paper.TAKEN),
        (TicketFate.RETRACTED, Paper.DRAWN_BACK),
        (TicketFate.UNKNOWN, Paper.UNSURE),
    ],
)
@pytest.mark.parametrize("before", [Paper.HELD_OUT, Paper.UNSURE, Paper.PRINTED])
def test_the_visitor_is_told_what_became_of_a_paper_held_out(
    before: Paper, fate: TicketFate, paper: Paper
) -> None:
    parted = PaperParted(TICKET.ticket, 0, fate)

    assert about_paper(replace(PRINTING, paper=before), parted).visit.paper is paper


def test_what_became_of_another_paper_changes_nothing() -> None:
    held = replace(PRINTING, paper=Paper.HELD_OUT, copy=1)

    for news in (
        PaperParted(TICKET.ticket, 0, TicketFate.TAKEN),
        PaperParted(request_id(99), 1, TicketFate.TAKEN),
    ):
        assert about_paper(held, news).visit == held


def test_a_paper_that_was_drawn_back_is_printed_again_as_a_copy() -> None:
    step = about_paper(replace(PRINTING, paper=Paper.DRAWN_BACK), PaperWanted())

    assert step.effect == PrintPaper(TICKET, 1)
