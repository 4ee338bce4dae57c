"""When a visit that nobody touches is asked and wiped."""

from dataclasses import replace

import pytest

from kiosk.idleness import RETURN_SECONDS, STAFF_SECONDS, after_waiting, seconds_left
from kiosk.visit import Page, Paper, Visit

CHOOSING = Visit(page=Page.SERVICES, language="ru", is_large_text=True, body="justice")


@pytest.mark.parametrize("page", [Page.BODIES, Page.SERVICES, Page.CLAIM, Page.TROUBLE])
def test_a_visitor_who_chooses_is_asked_at_20_seconds(page: Page) -> None:
    visit = replace(CHOOSING, page=page)

    assert not after_waiting(visit, 19).asks_presence
    assert after_waiting(visit, 20).asks_presence


def test_a_visit_that_nobody_touches_is_wiped_at_30_seconds() -> None:
    assert after_waiting(CHOOSING, 29) != Visit()
    assert after_waiting(CHOOSING, 30) == Visit()


def test_a_question_that_was_asked_stays_while_it_is_being_answered() -> None:
    asked = after_waiting(CHOOSING, 20)

    assert after_waiting(asked, 0).asks_presence


def test_the_first_page_forgets_language_and_look_without_asking() -> None:
    visit = Visit(language="en", is_high_contrast=True)

    assert after_waiting(visit, 29) == visit
    assert after_waiting(visit, 30) == Visit()


def test_a_request_on_its_way_is_called_slow_and_given_up_late() -> None:
    taking = replace(CHOOSING, page=Page.TAKING)

    assert not after_waiting(taking, 3).is_slow
    assert after_waiting(taking, 4).is_slow
    assert after_waiting(taking, 89).page is Page.TAKING
    assert after_waiting(taking, 90) == Visit()


@pytest.mark.parametrize(
    ("paper", "limit", "asks"),
    [
        (Paper.PRINTED, 20, False),
        (Paper.UNSURE, 30, True),
        (Paper.PRINTING, 90, True),
        (Paper.NONE, 60, True),
        (Paper.REFUSED, 60, True),
        (Paper.BROKEN, 60, True),
        (Paper.UNKNOWN, 60, True),
    ],
)
def test_a_ticket_stays_longer_where_there_is_no_paper(
    paper: Paper, limit: int, asks: bool
) -> None:
    visit = replace(CHOOSING, page=Page.TICKET, paper=paper)

    assert after_waiting(visit, limit - 1).page is Page.TICKET
    assert after_waiting(visit, limit - 1).asks_presence is asks
    assert after_waiting(visit, limit) == Visit()


def test_the_seconds_left_count_down_to_the_return() -> None:
    ticket = replace(CHOOSING, page=Page.TICKET, paper=Paper.REFUSED)

    assert seconds_left(CHOOSING, 22) == RETURN_SECONDS - 22
    assert seconds_left(CHOOSING, 40) == 0
    assert seconds_left(ticket, 55) == 5


def test_the_staff_page_closes_by_itself_after_a_minute() -> None:
    staff = Visit(page=Page.STAFF, language="ru")

    assert not after_waiting(staff, STAFF_SECONDS - 11).asks_presence
    assert after_waiting(staff, STAFF_SECONDS - 10).asks_presence
    assert after_waiting(staff, STAFF_SECONDS) == Visit()
    assert seconds_left(staff, 50) == STAFF_SECONDS - 50
