"""Tests of admission: numbers without gap or double, claims, hours, tickets set aside."""

import pytest
from msgspec.structs import replace

from server.protocol.commands import CloseDay, IssueTicket, MarkClaimed, MarkUnclaimed
from server.protocol.errors import (
    DayNotOpenError,
    NoOneWaitingError,
    ServiceClosedError,
    UnknownCategoryError,
    UnknownLanguageError,
    UnknownServiceError,
)
from server.protocol.events import TicketClaimed, TicketIssued, TicketUnclaimed
from server.protocol.identity import SERVER_ACTOR
from server.protocol.tickets import TicketClass
from server.storage.ledger import Ledger
from tests.server.working_hall import ADMIN, KIOSK, SMALL_HALL, TODAY, WorkingHall, new_id

HOUR_MS = 3_600_000


def wish(service: str = "papers", language: str = "kk", claim: str | None = None) -> IssueTicket:
    return IssueTicket(request_id=new_id(), service=service, language=language, claim=claim)


def test_a_visitor_gets_the_next_number_of_the_series() -> None:
    hall = WorkingHall()
    command = wish(language="ru")

    (issued,) = hall.do(command, KIOSK)

    assert isinstance(issued, TicketIssued)
    assert (issued.number, issued.ordinal, issued.series) == ("A001", 1, "main")
    assert (issued.service, issued.language, issued.service_day) == ("papers", "ru", TODAY)
    assert (issued.ticket_class, issued.claim) == (TicketClass.ORDINARY, None)
    assert issued.issue_request == command.request_id
    assert issued.order_key == hall.clock.wall_ms()


def test_services_of_one_series_share_its_numbers() -> None:
    hall = WorkingHall()

    numbers = [hall.issue(service).number for service in ("papers", "advice", "papers")]

    assert numbers == ["A001", "A002", "A003"]


def test_numbers_grow_beyond_the_width_of_the_series() -> None:
    hall = WorkingHall()
    hall.within(
        lambda ledger: ledger.connection.execute("update series set next = 999 where id = 'main'")
    )

    assert [hall.issue().number, hall.issue().number] == ["A999", "A1000"]


def test_a_claim_counts_at_once() -> None:
    hall = WorkingHall()

    issued = hall.issue(claim="veterans")

    assert (issued.ticket_class, issued.claim) == (TicketClass.STATUTORY, "veterans")


def test_people_ahead_are_all_whom_the_same_desks_call_before() -> None:
    hall = WorkingHall()
    hall.issue("advice")

    ahead = [
        hall.issue("papers").people_ahead,
        hall.issue("papers").people_ahead,
        hall.issue("papers", claim="veterans").people_ahead,
        hall.issue("papers", claim="veterans").people_ahead,
        hall.issue("papers").people_ahead,
    ]

    assert ahead == [1, 2, 0, 1, 5]


@pytest.mark.parametrize(
    ("command", "error", "data"),
    [
        (wish(service="coffee"), UnknownServiceError, {"service": "coffee"}),
        (wish(language="de"), UnknownLanguageError, {"language": "de"}),
        (wish(claim="friends"), UnknownCategoryError, {"category": "friends"}),
    ],
)
def test_what_the_hall_does_not_have_is_named(
    command: IssueTicket, error: type[Exception], data: dict[str, str]
) -> None:
    hall = WorkingHall()

    with pytest.raises(error) as refused:
        hall.do(command, KIOSK)

    assert vars(refused.value)["data"] == data


def test_nobody_is_admitted_without_an_open_day() -> None:
    hall = WorkingHall()
    hall.do(CloseDay(request_id=new_id()), ADMIN)

    with pytest.raises(DayNotOpenError):
        hall.do(wish(), KIOSK)


def test_a_service_outside_its_own_hours_says_when_it_opens() -> None:
    hall = WorkingHall()

    with pytest.raises(ServiceClosedError) as refused:
        hall.do(wish("head"), KIOSK)

    tuesday_10 = hall.clock.wall_ms() + 24 * HOUR_MS
    assert refused.value.data == {"service": "head", "opens_at": tuesday_10}


def test_a_service_without_hours_of_its_own_keeps_those_of_the_hall() -> None:
    hall = WorkingHall()
    hall.clock.advance(hours=8)

    with pytest.raises(ServiceClosedError):
        hall.do(wish("papers"), KIOSK)


def test_a_service_that_never_opens_names_no_opening() -> None:
    hall = WorkingHall(replace(SMALL_HALL, hours=()))

    with pytest.raises(ServiceClosedError) as refused:
        hall.do(wish("papers"), KIOSK)

    assert refused.value.data == {"service": "papers"}


def test_hours_follow_the_corrected_wall_clock() -> None:
    hall = WorkingHall()

    def correct(offset: int) -> None:
        def work(ledger: Ledger) -> None:
            with ledger.savepoint():
                hall.hall.adjust_clock(ledger, offset)

        hall.within(work)

    correct(8 * HOUR_MS)

    with pytest.raises(ServiceClosedError):
        hall.do(wish("papers"), KIOSK)


def test_a_ticket_set_aside_is_skipped_and_put_back_at_its_place() -> None:
    hall = WorkingHall()
    first, second = hall.issue(), hall.issue()
    aside = MarkUnclaimed(request_id=new_id(), issue_requests=(first.issue_request,))
    back = MarkClaimed(request_id=new_id(), issue_requests=(first.issue_request,))

    set_aside = hall.do(aside, SERVER_ACTOR)
    called = hall.call("desk-1")
    put_back = hall.do(back, SERVER_ACTOR)

    assert set_aside == (TicketUnclaimed(ticket=first.ticket, leg=first.leg),)
    assert called.ticket == second.ticket
    assert put_back == (TicketClaimed(ticket=first.ticket, leg=first.leg),)
    assert hall.call("desk-2").ticket == first.ticket


def test_only_waiting_tickets_are_set_aside() -> None:
    hall = WorkingHall()
    called = hall.issue()
    hall.call()
    requests = (called.issue_request, new_id())

    events = hall.do(MarkUnclaimed(request_id=new_id(), issue_requests=requests), SERVER_ACTOR)

    assert events == ()


def test_only_tickets_that_were_set_aside_are_put_back() -> None:
    hall = WorkingHall()
    waiting = hall.issue()
    requests = (waiting.issue_request, new_id())

    events = hall.do(MarkClaimed(request_id=new_id(), issue_requests=requests), SERVER_ACTOR)

    assert events == ()


def test_nobody_is_called_when_all_are_set_aside() -> None:
    hall = WorkingHall()
    only = hall.issue()
    command = MarkUnclaimed(request_id=new_id(), issue_requests=(only.issue_request,))
    hall.do(command, SERVER_ACTOR)

    with pytest.raises(NoOneWaitingError):
        hall.call()
