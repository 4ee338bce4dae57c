"""Steps of a visitor who is not received here or not now: where to go, on screen and paper."""

from dataclasses import replace
from typing import assert_never

from kiosk.booking_steps import BEGINNINGS
from kiosk.happenings import (
    Elsewhere,
    ElsewhereNamed,
    MatterChosen,
    PrintRoute,
    RouteWanted,
)
from kiosk.visit import Page, Step, View, Visit
from server.protocol.availability import Reception
from server.protocol.booking_errors import CapacityReachedError
from server.protocol.errors import Failure
from server.protocol.identity import Key
from server.protocol.tickets import Instant


def about_elsewhere(visit: Visit, happening: Elsewhere, view: View) -> Step:
    """Return the step after what a visitor did whose matter is received elsewhere, or later."""
    match happening:
        case ElsewhereNamed():
            is_offered = visit.page in BEGINNINGS and view.offer.elsewhere
            return Step(replace(visit, page=Page.ELSEWHERE) if is_offered else visit)
        case MatterChosen(elsewhere=key):
            if visit.page is not Page.ELSEWHERE or view.offer.matter(key) is None:
                return Step(visit)
            return _printed(replace(visit, page=Page.SENT_ELSEWHERE, matter=key), view)
        case RouteWanted():
            is_there = visit.page in {Page.SERVICE_CLOSED, Page.SENT_ELSEWHERE}
            return _printed(visit, view) if is_there else Step(visit)
        case _:
            assert_never(happening)


def refused_service(visit: Visit, failure: Failure, view: View) -> Step:
    """Return the step of a visitor whom the server turned away: with a paper where to go."""
    closed = replace(
        visit, page=Page.SERVICE_CLOSED, trouble=failure.code, told=failure.data, request_id=None
    )
    return _printed(closed, view)


def has_route(visit: Visit) -> bool:
    """Return whether the visitor has on paper what the page says."""
    return visit.route is not None and visit.route == _subject(visit)


def is_full(visit: Visit, view: View) -> bool:
    """Return whether the visitor's service is open but takes nobody in any more today."""
    if visit.trouble:
        return visit.trouble == CapacityReachedError.code
    return view.availability_of(visit.service or "").reception is Reception.FULL


def opens_at(visit: Visit, view: View) -> Instant | None:
    """Return when the visitor's service takes somebody in next, if the server has said it."""
    told = visit.told.get("opens_at")
    if isinstance(told, int):
        return told
    return view.availability_of(visit.service or "").opens_at


def post_of(visit: Visit, view: View) -> Key | None:
    """Return the office that receives next for the visitor's service, if offices alone do."""
    if visit.page is not Page.SERVICE_CLOSED:
        return None
    told = visit.told.get("post")
    if isinstance(told, str):
        return told
    return view.availability_of(visit.service or "").post


def route_of(visit: Visit, view: View) -> Key | None:
    """Return the matter of the hall file that says where the visitor should go, if any does."""
    if visit.page is Page.SENT_ELSEWHERE:
        return visit.matter
    told = visit.told.get("elsewhere")
    if isinstance(told, str):
        return told
    return view.availability_of(visit.service or "").elsewhere


def _subject(visit: Visit) -> Key | None:
    return visit.matter if visit.page is Page.SENT_ELSEWHERE else visit.service


def _printed(visit: Visit, view: View) -> Step:
    if not view.has_printer or has_route(visit):
        return Step(visit)
    sent = replace(visit, route=_subject(visit))
    if visit.page is Page.SENT_ELSEWHERE:
        return Step(sent, PrintRoute(elsewhere=visit.matter))
    route, opening = route_of(visit, view), opens_at(visit, view)
    full, post = is_full(visit, view), post_of(visit, view)
    return Step(sent, PrintRoute(visit.service, route, opening, full, post))
