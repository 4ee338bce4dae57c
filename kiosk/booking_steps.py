"""Steps of a visitor who has booked: the code digit by digit, and what follows a refusal."""

from dataclasses import replace
from typing import assert_never

from kiosk.happenings import (
    Booked,
    BookingLeft,
    BookingNamed,
    CodeEntered,
    DigitTakenBack,
    DigitTyped,
    NumberWanted,
)
from kiosk.registering import begin, choose, take
from kiosk.visit import Page, Step, View, Visit
from server.protocol.errors import Failure

CODE_LENGTH = 6
DIGITS = frozenset("0123456789")

BEGINNINGS = frozenset({Page.BODIES, Page.SERVICES})
"""Where a visitor may still say that he has booked, or that his matter is not there."""


def about_booking(visit: Visit, happening: Booked, view: View) -> Step:
    """Return the step after what a visitor with a booking did."""
    match happening:
        case BookingNamed():
            return Step(_named(visit, view))
        case DigitTyped() | DigitTakenBack() | CodeEntered():
            return _at_pad(visit, happening, view) if visit.page is Page.CODE else Step(visit)
        case NumberWanted() | BookingLeft():
            is_refused = visit.page is Page.BOOKING_REFUSED
            return _after_refusal(visit, happening, view) if is_refused else Step(visit)
        case _:
            assert_never(happening)


def refused_booking(visit: Visit, failure: Failure) -> Visit:
    """Return the visit whose booking the server has refused; its code is forgotten."""
    return replace(
        visit,
        page=Page.BOOKING_REFUSED,
        trouble=failure.code,
        told=failure.data,
        digits="",
        code=None,
        request_id=None,
    )


def service_instead(visit: Visit, view: View) -> str | None:
    """Return the service for which a visitor whose booking holds no more may take a number."""
    service = visit.told.get("service")
    if not isinstance(service, str) or view.offer.service(service) is None:
        return None
    return service


def _named(visit: Visit, view: View) -> Visit:
    if visit.page not in BEGINNINGS or not view.offer.takes_bookings:
        return visit
    return replace(visit, page=Page.CODE, digits="", code=None, request_id=None)


def _after_refusal(visit: Visit, move: NumberWanted | BookingLeft, view: View) -> Step:
    service = service_instead(visit, view)
    if isinstance(move, NumberWanted) and service is not None:
        return choose(visit, service, move.request_id, view)
    return Step(begin(replace(visit, trouble="", told={}), view))


def _at_pad(visit: Visit, key: DigitTyped | DigitTakenBack | CodeEntered, view: View) -> Step:
    is_whole = len(visit.digits) == CODE_LENGTH
    match key:
        case DigitTyped(digit=digit) if digit in DIGITS and not is_whole:
            return Step(replace(visit, digits=visit.digits + digit))
        case DigitTakenBack():
            return Step(replace(visit, digits=visit.digits[:-1]))
        case CodeEntered(request_id=request_id) if is_whole:
            return take(replace(visit, code=visit.digits), request_id, view)
        case _:
            return Step(visit)
