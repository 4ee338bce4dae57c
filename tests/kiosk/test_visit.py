"""A visit as it stands."""

from dataclasses import replace

from kiosk.visit import Page, Paper, Visit


def test_who_looks_at_the_page_differently_is_still_at_the_same_place() -> None:
    visit = Visit(page=Page.TICKET, paper=Paper.PRINTING)

    same = replace(visit, is_large_text=True, language="kk")
    others = [
        replace(visit, page=Page.TROUBLE),
        replace(visit, paper=Paper.PRINTED),
        replace(visit, copy=1),
    ]

    assert same.place == visit.place
    assert visit.place not in [other.place for other in others]
