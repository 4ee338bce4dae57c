"""The code of a booking, digit by digit, and every refusal of it."""

from dataclasses import replace

import pytest

from kiosk.happenings import (
    AnswerOverdue,
    BookingLeft,
    BookingNamed,
    CodeEntered,
    DigitTakenBack,
    DigitTyped,
    Happening,
    LanguageChosen,
    NumberWanted,
    TakeTicket,
    TicketCame,
    TicketRefused,
    WentBack,
)
from kiosk.journey import step
from kiosk.offer import offer_of
from kiosk.reception import Moment
from kiosk.visit import Means, Page, View, Visit
from server.protocol.booking_commands import CheckIn
from server.protocol.errors import Failure
from tests.kiosk.sample_hall import request_id, snapshot, ticket

ID = request_id(1)
VIEW = View(offer_of(snapshot(takes_bookings=True)), Moment(1, "09:00"), has_printer=True)
AT_BODIES = Visit(page=Page.BODIES, language="ru")
AT_PAD = replace(AT_BODIES, page=Page.CODE)
TAKING = replace(AT_PAD, page=Page.TAKING, digits="123456", code="123456", request_id=ID)


def played(visit: Visit, *happenings: Happening, view: View = VIEW) -> Visit:
    for happening in happenings:
        visit = step(visit, happening, view).visit
    return visit


def typed(digits: str) -> tuple[DigitTyped, ...]:
    return tuple(map(DigitTyped, digits))


def test_six_digits_check_the_visitor_in() -> None:
    visit = played(AT_BODIES, BookingNamed(), *typed("123456"))

    entered = step(visit, CodeEntered(ID), VIEW)

    command = CheckIn(request_id=ID, code="123456", language="ru")
    assert entered.effect == TakeTicket(command)
    assert played(entered.visit, TicketCame(ticket(ID))).page is Page.TICKET


def test_a_code_is_neither_longer_nor_shorter_than_six_digits() -> None:
    visit = played(AT_PAD, *typed("12x345"), DigitTakenBack(), *typed("56789"))

    assert visit.digits == "123456"
    assert played(AT_PAD, *typed("12345"), CodeEntered(ID)).page is Page.CODE


def test_a_hall_without_bookings_asks_for_no_code() -> None:
    without = replace(VIEW, offer=offer_of(snapshot()))

    assert played(AT_BODIES, BookingNamed(), view=without) == AT_BODIES


@pytest.mark.parametrize(
    "code", ["unknown-booking", "booking-used", "booking-lapsed", "booking-cancelled"]
)
def test_a_refused_booking_says_why_and_forgets_the_code(code: str) -> None:
    data: dict[str, str | int] = {"service": "justice-appeal", "number": "A007"}

    visit = played(TAKING, TicketRefused(ID, Failure(code, data)))

    assert (visit.page, visit.trouble, visit.told) == (Page.BOOKING_REFUSED, code, data)
    assert (visit.code, visit.digits, visit.request_id) == (None, "", None)


def test_who_comes_too_late_for_his_booking_takes_a_number_for_its_service() -> None:
    lapsed = Failure("booking-lapsed", {"service": "justice-appeal"})
    refused = played(TAKING, TicketRefused(ID, lapsed))

    wanting = played(refused, NumberWanted(request_id(2)))

    assert (wanting.page, wanting.service) == (Page.CLAIM, "justice-appeal")


@pytest.mark.parametrize(
    ("move", "page"),
    [
        (BookingLeft(), Page.BODIES),
        (NumberWanted(request_id(2)), Page.BODIES),
        (WentBack(), Page.CODE),
    ],
    ids=["without-a-booking", "a-service-that-is-gone", "another-code"],
)
def test_after_a_refusal_there_is_always_a_way_on(move: Happening, page: Page) -> None:
    gone = Failure("booking-cancelled", {"service": "gone"})
    refused = played(TAKING, TicketRefused(ID, gone))

    after = played(refused, move)

    assert (after.page, after.trouble, after.request_id) == (page, "", None)


def test_a_failure_that_decides_nothing_keeps_the_code_for_another_try() -> None:
    visit = played(TAKING, TicketRefused(ID, Failure("server-busy")))

    assert (visit.page, visit.code, visit.request_id) == (Page.TROUBLE, "123456", ID)


def test_an_answer_that_comes_late_is_taken_while_the_service_is_asked() -> None:
    alone = replace(VIEW, means=Means.OWN_NUMBER, alone=Means.OWN_NUMBER)
    asking = played(replace(AT_PAD, digits="123456"), CodeEntered(ID), view=alone)
    assert asking.page is Page.BODIES

    assert played(asking, TicketCame(ticket(ID))).page is Page.TICKET
    assert played(asking, AnswerOverdue(ID), view=alone) == asking


def test_going_back_wipes_what_was_typed() -> None:
    visit = played(AT_PAD, *typed("123"), WentBack())

    assert (visit.page, visit.digits) == (Page.BODIES, "")
    assert played(AT_BODIES, DigitTyped("1"), CodeEntered(ID), NumberWanted(ID)) == AT_BODIES


def test_another_language_keeps_what_was_typed() -> None:
    assert played(AT_PAD, *typed("123"), LanguageChosen("kk")).digits == "123"
