"""Legs one by one, as rows, and how an act that is taken back puts them."""

import pytest

from server.protocol.events import LaneHead
from server.protocol.tickets import LegState, TicketClass
from server.storage.leg_rows import LegRows
from tests.server.working_hall import TODAY, WorkingHall, new_id

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def hall() -> WorkingHall:
    """Give a hall with its day open."""
    return WorkingHall()


@pytest.fixture
def rows(hall: WorkingHall) -> LegRows:
    """Give its legs."""
    return LegRows(hall.store.connection, "small")


def test_a_leg_is_found_by_itself_its_ticket_and_its_number(
    hall: WorkingHall, rows: LegRows
) -> None:
    issued = hall.issue()

    row = rows.leg(issued.leg)

    assert row is not None
    assert row == rows.newest_of(issued.ticket) == rows.newest_of_number(TODAY, "A001")
    assert (row.state, row.desk, row.called_at) == (LegState.WAITING, None, None)
    assert row.head == LaneHead(
        issued.leg, "A001", "papers", TicketClass.ORDINARY, issued.order_key, row.head.seq
    )


def test_nobody_is_found_who_is_not_there(rows: LegRows) -> None:
    assert rows.leg(new_id()) is None
    assert rows.newest_of(new_id()) is None
    assert rows.newest_of_number(TODAY, "A001") is None


def test_a_withdrawn_leg_is_nobodys_newest(hall: WorkingHall, rows: LegRows) -> None:
    issued = hall.issue()

    rows.put_back(issued.leg, LegState.WITHDRAWN)

    assert rows.newest_of(issued.ticket) is None
    assert rows.newest_of_number(TODAY, "A001") is None


def test_who_waits_again_is_at_no_desk_and_who_is_served_again_at_the_same(
    hall: WorkingHall, rows: LegRows
) -> None:
    leg = hall.issue().leg
    hall.call()
    rows.put_back(leg, LegState.FINISHED)
    rows.put_back(leg, LegState.SERVING)
    served = rows.leg(leg)

    rows.put_back(leg, LegState.WAITING)

    waiting = rows.leg(leg)
    assert served is not None
    assert waiting is not None
    assert (served.desk, served.state) == ("desk-1", LegState.SERVING)
    assert (waiting.desk, waiting.called_at) == (None, None)


def test_a_recall_is_counted_back(hall: WorkingHall, rows: LegRows) -> None:
    leg = hall.issue().leg
    hall.call()
    hall.store.connection.execute("update legs set recalls = 2")

    rows.take_recall_back(leg)

    assert hall.store.connection.execute("select recalls from legs").fetchall() == [(1,)]


def test_a_leg_is_put_to_a_desk_by_a_call_on_paper(hall: WorkingHall, rows: LegRows) -> None:
    leg = hall.issue().leg

    rows.put_to_desk(leg, LegState.FINISHED, "desk-2", 77)

    row = rows.leg(leg)
    assert row is not None
    assert (row.state, row.desk, row.called_at) == (LegState.FINISHED, "desk-2", 77)
