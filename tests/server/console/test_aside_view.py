"""Tests of whom a desk can take back."""

from msgspec.structs import replace

from server.console.aside_view import MOST
from server.protocol.commands import MarkNoShow
from server.protocol.visit_commands import Park, Revive, Unpark
from tests.server.console.seen_hall import SeenHall
from tests.server.working_hall import SMALL_HALL, new_id

DESK = "desk-1"
MINUTE_MS = 60_000


def park(hall: SeenHall, minutes: int = 0) -> str:
    ticket = hall.called()
    returns_at = hall.log()[-1].at + minutes * MINUTE_MS if minutes else None
    command = Park(
        request_id=new_id(), desk=DESK, ticket=ticket, reason="copies", returns_at=returns_at
    )
    hall.at_desk(command)
    return ticket


def miss(hall: SeenHall) -> str:
    ticket = hall.called()
    hall.at_desk(MarkNoShow(request_id=new_id(), desk=DESK, ticket=ticket))
    return ticket


def test_who_was_set_aside_is_told_with_reason_and_time_the_soonest_first() -> None:
    hall = SeenHall()
    for minutes in (0, 30, 10):
        park(hall, minutes)

    parked = hall.look().aside.parked

    assert [one.number for one in parked] == ["A003", "A002", "A001"]
    assert [bool(one.until) for one in parked] == [True, True, False]
    assert {one.reason for one in parked} == {"Makes copies"}


def test_who_waits_again_is_no_longer_aside() -> None:
    hall = SeenHall()
    parked, missed = park(hall), miss(hall)

    hall.at_desk(Unpark(request_id=new_id(), ticket=parked))
    hall.at_desk(Revive(request_id=new_id(), ticket=missed))

    assert (hall.look().aside.parked, hall.look().aside.absent) == ((), ())


def test_who_did_not_come_is_offered_for_as_long_as_he_may_be_taken_back() -> None:
    hall = SeenHall(replace(SMALL_HALL, grace_seconds=60))
    miss(hall)
    fresh = hall.look().aside.absent
    hall.clock.advance(seconds=61)
    hall.issue()

    assert [one.number for one in fresh] == ["A001"]
    assert hall.look().aside.absent == ()


def test_a_desk_of_other_services_does_not_see_him() -> None:
    hall = SeenHall()
    hall.issue("advice")
    ticket = hall.call().ticket
    hall.at_desk(Park(request_id=new_id(), desk=DESK, ticket=ticket, reason="copies"))

    assert len(hall.look().aside.parked) == 1
    assert hall.look("desk-2").aside.parked == ()


def test_no_more_are_listed_than_fit() -> None:
    hall = SeenHall()
    for _ in range(MOST + 2):
        park(hall)

    assert len(hall.look().aside.parked) == MOST
