"""Steps of a visit that concern its paper: printed, refused, broken, or nobody knows."""

from dataclasses import replace
from typing import assert_never

from kiosk.happenings import (
    PaperAnswered,
    PaperEnded,
    PaperNews,
    PaperParted,
    PaperWanted,
    PrintPaper,
)
from kiosk.visit import Page, Paper, Step, Visit
from server.protocol.events import TicketIssued
from server.protocol.printing import PrintOutcome, PrintProblem, TicketFate

MOST_COPIES = 3
"""A printer that failed so often needs a person."""

PAPER_OF: dict[PrintOutcome, Paper] = {
    PrintOutcome.CONFIRMED: Paper.PRINTED,
    PrintOutcome.PROCESSED_UNCONFIRMED: Paper.UNSURE,
    PrintOutcome.REJECTED_BEFORE_SEND: Paper.REFUSED,
    PrintOutcome.FAILED_KNOWN: Paper.BROKEN,
    PrintOutcome.UNKNOWN: Paper.UNKNOWN,
}


PAPER_AFTER: dict[TicketFate, Paper] = {
    TicketFate.TAKEN: Paper.TAKEN,
    TicketFate.RETRACTED: Paper.DRAWN_BACK,
    TicketFate.UNKNOWN: Paper.UNSURE,
}

OUT = frozenset({Paper.PRINTED, Paper.UNSURE, Paper.HELD_OUT})


def first_paper(visit: Visit, ticket: TicketIssued, *, has_printer: bool) -> Step:
    """Show the ticket and print the original, or only show it where there is no printer."""
    shown = replace(visit, page=Page.TICKET, ticket=ticket, asks_presence=False)
    if not has_printer:
        return Step(shown)
    return _printed(shown, ticket, 0)


def about_paper(visit: Visit, news: PaperNews) -> Step:
    """Return the step after word on the visitor's paper, from the printer or the visitor."""
    if visit.page is not Page.TICKET or visit.ticket is None:
        return Step(visit)
    match news:
        case PaperEnded():
            return Step(_after_ending(visit, visit.ticket, news))
        case PaperParted():
            return Step(_after_parting(visit, visit.ticket, news))
        case PaperAnswered(came_out=came_out):
            return _after_answer(visit, visit.ticket, came_out=came_out)
        case PaperWanted():
            return _once_more(visit, visit.ticket)
        case _:
            assert_never(news)


def _after_ending(visit: Visit, ticket: TicketIssued, news: PaperEnded) -> Visit:
    if (news.ticket, news.copy) != (ticket.ticket, visit.copy):
        return visit
    paper = PAPER_OF[news.outcome]
    if paper is Paper.PRINTED and news.is_held_out:
        paper = Paper.HELD_OUT
    return replace(visit, paper=paper, problem=news.problem)


def _after_parting(visit: Visit, ticket: TicketIssued, news: PaperParted) -> Visit:
    is_this = (news.ticket, news.copy) == (ticket.ticket, visit.copy)
    if not is_this or visit.paper not in OUT:
        return visit
    return replace(visit, paper=PAPER_AFTER[news.fate])


def _after_answer(visit: Visit, ticket: TicketIssued, *, came_out: bool) -> Step:
    if visit.paper not in {Paper.UNKNOWN, Paper.UNSURE}:
        return Step(visit)
    if came_out:
        return Step(replace(visit, paper=Paper.PRINTED))
    return _copy(visit, ticket)


def _once_more(visit: Visit, ticket: TicketIssued) -> Step:
    match visit.paper:
        case Paper.REFUSED:
            # Nothing was sent, so this is still the same paper and not marked a copy.
            return _printed(visit, ticket, visit.copy)
        case Paper.BROKEN | Paper.DRAWN_BACK:
            return _copy(visit, ticket)
        case _:
            return Step(visit)


def _copy(visit: Visit, ticket: TicketIssued) -> Step:
    if visit.copy >= MOST_COPIES:
        return Step(replace(visit, paper=Paper.BROKEN))
    return _printed(visit, ticket, visit.copy + 1)


def _printed(visit: Visit, ticket: TicketIssued, copy: int) -> Step:
    printing = replace(visit, paper=Paper.PRINTING, copy=copy, problem=PrintProblem.NONE)
    return Step(printing, PrintPaper(ticket, copy))
