"""Tests of the service day: one at a time, each once, numbers from 1, yesterday past."""

import pytest

from server.protocol.commands import CloseDay, MarkUnclaimed, OpenDay
from server.protocol.errors import DayAlreadyOpenError, DayNotOpenError
from server.protocol.events import DayClosed, DayOpened, TicketCalled, TicketLapsed
from server.protocol.identity import SERVER_ACTOR
from tests.server.working_hall import ADMIN, TODAY, TOMORROW, WorkingHall, new_id


def opening(day: str) -> OpenDay:
    return OpenDay(request_id=new_id(), service_day=day)


def closing() -> CloseDay:
    return CloseDay(request_id=new_id())


def test_a_day_is_opened() -> None:
    hall = WorkingHall(is_open=False)

    assert hall.do(opening(TODAY), ADMIN) == (DayOpened(service_day=TODAY),)


def test_a_second_day_is_not_opened_beside_an_open_one() -> None:
    hall = WorkingHall()

    with pytest.raises(DayAlreadyOpenError) as refused:
        hall.do(opening(TOMORROW), ADMIN)

    assert refused.value.data == {"service_day": TODAY}


def test_a_closed_day_is_never_opened_again() -> None:
    hall = WorkingHall()
    hall.do(closing(), ADMIN)

    with pytest.raises(DayAlreadyOpenError):
        hall.do(opening(TODAY), ADMIN)


def test_closing_says_how_many_have_yet_to_be_called() -> None:
    hall = WorkingHall()
    hall.issue()
    aside = hall.issue()
    hall.issue()
    hall.call()
    command = MarkUnclaimed(request_id=new_id(), issue_requests=(aside.issue_request,))
    hall.do(command, SERVER_ACTOR)

    events = hall.do(closing(), ADMIN)

    assert events == (DayClosed(service_day=TODAY, still_waiting=2),)


def test_no_day_is_closed_when_none_is_open() -> None:
    hall = WorkingHall(is_open=False)

    with pytest.raises(DayNotOpenError):
        hall.do(closing(), ADMIN)


def test_those_who_wait_are_called_after_the_close() -> None:
    hall = WorkingHall()
    issued = hall.issue()
    hall.do(closing(), ADMIN)

    assert hall.call().number == issued.number


def test_the_numbers_of_a_new_day_start_at_one_again() -> None:
    hall = WorkingHall()
    hall.issue()
    hall.do(closing(), ADMIN)
    hall.do(opening(TOMORROW), ADMIN)

    assert hall.issue().number == "A001"


def test_a_new_day_ends_what_was_left_of_the_day_before() -> None:
    hall = WorkingHall()
    called, waiting = hall.issue(), hall.issue()
    hall.call()
    hall.do(closing(), ADMIN)

    events = hall.do(opening(TOMORROW), ADMIN)

    assert events == (
        TicketLapsed(ticket=called.ticket, leg=called.leg, number="A001"),
        TicketLapsed(ticket=waiting.ticket, leg=waiting.leg, number="A002"),
        DayOpened(service_day=TOMORROW),
    )
    fresh = hall.issue()
    assert hall.call().ticket == fresh.ticket


def test_shares_start_at_zero_with_each_day() -> None:
    hall = WorkingHall()
    pass_one_ordinary_visitor(hall)
    hall.do(closing(), ADMIN)
    hall.do(opening(TOMORROW), ADMIN)

    assert pass_one_ordinary_visitor(hall).share_after == 1


def pass_one_ordinary_visitor(hall: WorkingHall) -> TicketCalled:
    hall.issue("papers")
    hall.issue("papers", claim="veterans")
    return hall.call("desk-2")
