"""The picture of a hall adds up its events."""

import pytest

from server.protocol.desks import Desk
from server.protocol.events import (
    DayClosed,
    DayOpened,
    DayReopened,
    NoShowMarked,
    PrintFailed,
    TicketClaimed,
    TicketLapsed,
    TicketPrinted,
    TicketUnclaimed,
)
from server.protocol.printing import PrintOutcome, PrintProblem
from server.protocol.tickets import CallReason, TicketClass
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.queueing.days import Day

pytestmark = pytest.mark.usefixtures("engine")

DESKS = (Desk("d1", "1", "main", ("s1", "s2")), Desk("d2", "2", "upstairs", ("s2",)))
STATUTORY = TicketClass.STATUTORY


@pytest.fixture
def day() -> Day:
    return Day(HallPicture(DESKS, Limits()))


def numbers(day: Day) -> list[str]:
    return [leg.number for leg in day.picture.waiting()]


def test_who_waits_stands_in_the_order_of_the_rule(day: Day) -> None:
    day.issue("A001")
    day.issue("A002")
    for number in ("A003", "A004", "A005"):
        day.issue(number, ticket_class=STATUTORY)

    assert numbers(day) == ["A003", "A004", "A001", "A005", "A002"]
    assert day.picture.next_up("main", 2) == ("A003", "A004")
    assert day.picture.waiting_by_service() == {"s1": 5}


def test_who_waits_anywhere_in_the_queue_is_found_by_a_part_of_the_number(day: Day) -> None:
    for number in ("A042", "A420", "A142", "A422", "B042", "A007"):
        day.issue(number, service="s1" if number.startswith("B") else "s2")

    def found(part: str, limit: int = 9) -> list[str]:
        return [leg.number for leg in day.picture.waiting_with(part, "d2", limit)]

    assert found("42") == ["A042", "A142", "A420", "A422"]
    assert found("42", limit=2) == ["A042", "A142"]
    assert found("A420") == ["A420"]
    assert found("9") == []


def test_a_zone_sees_only_the_services_of_its_desks(day: Day) -> None:
    day.issue("A001", service="s1")
    day.issue("A002", service="s2")

    assert day.picture.next_up("upstairs", 9) == ("A002",)
    assert day.picture.next_up("cellar", 9) == ()


def test_a_desk_sees_whom_it_would_call_first(day: Day) -> None:
    day.issue("A001", service="s1")
    day.issue("A002", service="s2")
    day.issue("A003", service="s2", ticket_class=STATUTORY)

    assert [leg.number for leg in day.picture.queue_for("d2", 9)] == ["A003", "A002"]
    assert [leg.number for leg in day.picture.queue_for("d1", 1)] == ["A003"]
    assert day.picture.waiting_at("d1") == 3
    assert day.picture.waiting_at("d2") == 2


def test_the_share_is_remembered_from_call_to_call(day: Day) -> None:
    day.issue("A001")
    for number in ("A002", "A003", "A004"):
        day.issue(number, ticket_class=STATUTORY)

    reasons = [day.call("d1") for _ in range(3)]

    assert [(called.number, called.reason) for called in reasons] == [
        ("A002", CallReason.BY_TIER),
        ("A003", CallReason.BY_TIER),
        ("A001", CallReason.BY_SHARE),
    ]


def test_an_unclaimed_ticket_is_passed_over_and_keeps_its_place(day: Day) -> None:
    first = day.issue("A001")
    day.issue("A002")

    day.record(TicketUnclaimed(ticket=first.ticket, leg=first.leg))
    assert numbers(day) == ["A002"]
    assert [leg.number for leg in day.picture.unclaimed()] == ["A001"]

    day.record(TicketClaimed(ticket=first.ticket, leg=first.leg))
    assert numbers(day) == ["A001", "A002"]
    assert day.picture.unclaimed() == ()


def test_claiming_what_is_not_unclaimed_changes_nothing(day: Day) -> None:
    first = day.issue("A001")

    day.record(TicketClaimed(ticket=first.ticket, leg=first.leg))
    day.record(TicketUnclaimed(ticket="t-x", leg="l-x"))

    assert numbers(day) == ["A001"]


def test_lapsed_tickets_wait_no_longer(day: Day) -> None:
    first, second = day.issue("A001"), day.issue("A002")
    day.record(TicketUnclaimed(ticket=second.ticket, leg=second.leg))

    for issued in (first, second):
        day.record(TicketLapsed(ticket=issued.ticket, leg=issued.leg, number=issued.number))

    assert numbers(day) == []
    assert day.picture.unclaimed() == ()


def test_the_service_day_opens_and_closes(day: Day) -> None:
    day.record(DayOpened(service_day="2026-11-23"))
    assert day.picture.service_day == "2026-11-23"

    day.record(DayClosed(service_day="2026-11-23", still_waiting=0))

    assert day.picture.service_day is None


def test_a_day_opened_again_keeps_queue_desks_and_counts(day: Day) -> None:
    day.record(DayOpened(service_day="2026-11-23"))
    day.issue("A001")
    day.issue("A002")
    called = day.call("d1")
    day.record(NoShowMarked(ticket=called.ticket, leg=called.leg, number=called.number, desk="d1"))
    day.record(DayClosed(service_day="2026-11-23", still_waiting=1))

    day.record(DayReopened(service_day="2026-11-23"))

    assert day.picture.service_day == "2026-11-23"
    assert numbers(day) == ["A002"]
    assert day.picture.occupancy.counts("d1").no_shows == 1


def test_another_day_that_is_opened_again_starts_with_clean_desks(day: Day) -> None:
    day.record(DayOpened(service_day="2026-11-24"))
    day.issue("A001")
    called = day.call("d1")
    day.record(NoShowMarked(ticket=called.ticket, leg=called.leg, number=called.number, desk="d1"))

    day.record(DayReopened(service_day="2026-11-23"))

    assert day.picture.service_day == "2026-11-23"
    assert day.picture.occupancy.counts("d1").no_shows == 0


def test_a_print_problem_stands_until_the_device_prints_again(day: Day) -> None:
    failed = PrintFailed(
        ticket="t-A001",
        number="A001",
        copy=0,
        outcome=PrintOutcome.REJECTED_BEFORE_SEND,
        problem=PrintProblem.PAPER_OUT,
    )
    printed = TicketPrinted(ticket="t-A002", number="A002", copy=0, outcome=PrintOutcome.CONFIRMED)

    day.record(failed, "kiosk:k1")
    day.record(printed, "kiosk:k2")
    assert day.picture.print_problems() == {"kiosk:k1": failed}

    day.record(printed, "kiosk:k1")
    assert day.picture.print_problems() == {}


def test_an_entry_taken_in_twice_counts_once(day: Day) -> None:
    day.issue("A001")
    entry = day.record(DayOpened(service_day="2026-11-23"))
    day.issue("A002")

    day.picture.fold(entry)

    assert day.picture.seq == 3
    assert day.picture.head == f"{3:064x}"
    assert numbers(day) == ["A001", "A002"]
