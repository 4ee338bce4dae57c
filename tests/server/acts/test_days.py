"""Tests of the service day: one at a time, each once, numbers from 1, yesterday past."""

import pytest

from server.protocol.commands import CloseDay, MarkUnclaimed, OpenDay, TrustClock
from server.protocol.errors import (
    DayAlreadyOpenError,
    DayNotOpenError,
    DayOutOfRangeError,
    NotAllowedError,
)
from server.protocol.events import DayClosed, DayOpened, DayReopened, TicketCalled, TicketLapsed
from server.protocol.hall_events import ClockAdjusted
from server.protocol.identity import SERVER_ACTOR, Actor
from server.protocol.visit_errors import GraceOverError
from tests.server.acts.visiting import VisitingHall
from tests.server.working_hall import (
    ADMIN,
    KIOSK,
    OFFICIAL,
    TODAY,
    TOMORROW,
    WorkingHall,
    new_id,
)


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


def test_a_closed_day_that_is_opened_again_goes_on_where_it_was() -> None:
    hall = WorkingHall()
    pass_one_ordinary_visitor(hall)
    hall.issue("advice")
    hall.do(closing(), ADMIN)

    events = hall.do(opening(TODAY), ADMIN)

    assert events == (DayReopened(service_day=TODAY),)
    assert hall.within(lambda ledger: ledger.days.share((2, "papers"))) == 1
    assert hall.issue("advice").number == "A004"
    assert hall.call("desk-1").number == "A001"


def test_who_is_at_a_desk_stays_there_when_the_day_is_opened_again() -> None:
    hall = WorkingHall()
    hall.issue()
    called = hall.call()
    hall.do(closing(), ADMIN)

    hall.do(opening(TODAY), ADMIN)

    at_desk = hall.within(lambda ledger: ledger.tickets.at_desk("desk-1"))
    assert at_desk is not None
    assert at_desk.ticket == called.ticket


def test_a_day_goes_on_after_its_last_number_although_another_was_begun() -> None:
    hall = WorkingHall()
    hall.issue()
    hall.issue()
    hall.do(closing(), ADMIN)
    hall.do(opening(TOMORROW), ADMIN)
    early = hall.issue()
    hall.do(closing(), ADMIN)

    events = hall.do(opening(TODAY), ADMIN)

    assert events == (
        TicketLapsed(ticket=early.ticket, leg=early.leg, number="A001"),
        DayReopened(service_day=TODAY),
    )
    assert hall.issue().number == "A003"


def test_the_server_by_itself_never_opens_a_closed_day() -> None:
    hall = WorkingHall()
    hall.do(closing(), ADMIN)

    with pytest.raises(DayAlreadyOpenError):
        hall.do(opening(TODAY), SERVER_ACTOR)


@pytest.mark.parametrize("day", ["2026-11-22", TODAY, TOMORROW])
def test_yesterday_today_and_tomorrow_can_be_opened(day: str) -> None:
    hall = WorkingHall(is_open=False)

    assert hall.do(opening(day), ADMIN) == (DayOpened(service_day=day),)


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-25", "2027-11-23", "2026-99-99"])
def test_a_day_further_away_is_a_slip_of_the_pen(day: str) -> None:
    hall = WorkingHall(is_open=False)

    with pytest.raises(DayOutOfRangeError) as refused:
        hall.do(opening(day), ADMIN)

    assert refused.value.data == {"service_day": day, "today": TODAY}


def test_today_is_what_the_wall_clock_of_the_hall_says() -> None:
    hall = WorkingHall(is_open=False)
    hall.clock.advance(hours=14)  # midnight in the hall, still the 23rd in UTC

    hall.do(opening("2026-11-25"), ADMIN)

    assert hall.log()[-1].event == DayOpened(service_day="2026-11-25")


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


def test_an_admins_word_makes_the_wall_clock_believed() -> None:
    hall = WorkingHall()

    (adjusted,) = hall.do(TrustClock(request_id=new_id(), wall_offset_ms=86_400_000), ADMIN)

    offset = hall.within(lambda ledger: ledger.head.wall_offset)
    assert adjusted == ClockAdjusted(wall_offset_ms=86_400_000)
    assert offset == 86_400_000


@pytest.mark.parametrize("actor", [OFFICIAL, KIOSK, SERVER_ACTOR])
def test_nobody_but_an_admin_has_a_say_on_the_clock(actor: Actor) -> None:
    hall = WorkingHall()

    with pytest.raises(NotAllowedError):
        hall.do(TrustClock(request_id=new_id(), wall_offset_ms=1), actor)


def test_the_server_opens_a_day_again_only_if_it_closed_it_last() -> None:
    hall = WorkingHall()
    hall.do(closing(), ADMIN)
    with pytest.raises(DayAlreadyOpenError):
        hall.do(opening(TODAY), SERVER_ACTOR)
    hall.do(opening(TODAY), ADMIN)
    hall.do(closing(), SERVER_ACTOR)

    reopened = hall.do(opening(TODAY), SERVER_ACTOR)

    assert reopened == (DayReopened(service_day=TODAY),)


def test_who_was_missed_before_another_day_began_does_not_come_back() -> None:
    hall = VisitingHall()
    first = hall.issue()
    hall.call()
    hall.miss(first.ticket)
    hall.do(closing(), ADMIN)
    hall.do(opening(TOMORROW), ADMIN)
    again = hall.issue()

    with pytest.raises(GraceOverError):
        hall.revive(first.ticket)

    assert again.number == first.number
    assert [leg.ticket for leg in hall.replayed().waiting()] == [again.ticket]
