"""Tests of tickets and legs as rows, and of what the database itself refuses."""

import pytest

from server.protocol.tickets import LegState
from server.storage.tickets import Tickets
from tests.server.engines import INTEGRITY_ERRORS
from tests.server.working_hall import WorkingHall, new_id

pytestmark = pytest.mark.usefixtures("engine")


def tickets(hall: WorkingHall) -> Tickets:
    return Tickets(hall.store.connection, "small")


def test_the_head_of_a_lane_is_who_came_first() -> None:
    hall = WorkingHall()
    first = hall.issue("papers")
    hall.issue("papers")
    statutory = hall.issue("papers", claim="veterans")
    kept = tickets(hall)

    ordinary_head, statutory_head = kept.heads_of_lane("papers")

    assert (ordinary_head.leg, ordinary_head.number) == (first.leg, "A001")
    assert (ordinary_head.order_key, ordinary_head.lane) == (first.order_key, None)
    assert statutory_head.leg == statutory.leg
    assert kept.heads_of_lane("advice") == ()


def test_ties_in_a_lane_go_by_sequence() -> None:
    hall = WorkingHall()
    first, _ = hall.issue("papers"), hall.issue("papers")
    hall.store.connection.execute("update legs set order_key = 7")

    (head,) = tickets(hall).heads_of_lane("papers")

    assert head.leg == first.leg


def test_who_is_at_a_desk_is_found_until_he_leaves() -> None:
    hall = WorkingHall()
    issued = hall.issue()
    hall.call()
    kept = tickets(hall)
    seen = kept.at_desk("desk-1")

    kept.set_state(issued.leg, LegState.NO_SHOW)

    assert seen is not None
    assert (seen.ticket, seen.state, seen.recalls) == (issued.ticket, LegState.CALLED, 0)
    assert kept.at_desk("desk-1") is None


CALLED_TICKET = "(select ticket from legs where desk = 'desk-1')"


@pytest.mark.parametrize(
    ("change", "column"), [(f"ticket = {CALLED_TICKET}", "ticket"), ("desk = 'desk-1'", "desk")]
)
def test_the_database_itself_refuses_a_second_open_call(change: str, column: str) -> None:
    hall = WorkingHall()
    hall.issue()
    hall.issue()
    hall.call("desk-1")

    statement = "update legs set state = 'called', CHANGE where state = 'waiting'"
    with pytest.raises(INTEGRITY_ERRORS, match=column):
        hall.store.connection.execute(statement.replace("CHANGE", change))


@pytest.mark.parametrize(
    "statement",
    [
        "update tickets set ordinal = 1",
        "update tickets set issue_request = (select min(issue_request) from tickets)",
    ],
)
def test_the_database_itself_refuses_a_number_twice_and_a_request_twice(statement: str) -> None:
    hall = WorkingHall()
    hall.issue()
    hall.issue()

    with pytest.raises(INTEGRITY_ERRORS, match=r"UNIQUE|unique constraint"):
        hall.store.connection.execute(statement)


def test_what_is_not_there_is_named() -> None:
    kept = tickets(WorkingHall())

    assert kept.paper_of(new_id()) is None
    with pytest.raises(LookupError, match="no series x"):
        kept.take_number("x")
    with pytest.raises(LookupError, match="no leg x"):
        kept.of_leg("x")


def test_the_leg_of_a_request_is_found_in_its_state() -> None:
    hall = WorkingHall()
    issued = hall.issue()
    kept = tickets(hall)

    leg = kept.leg_of_request(issued.issue_request, LegState.WAITING)

    assert leg is not None
    assert leg.leg == issued.leg
    assert kept.leg_of_request(issued.issue_request, LegState.UNCLAIMED) is None
