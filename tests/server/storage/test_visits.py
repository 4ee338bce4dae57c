"""Legs of visits as rows."""

import pytest

from server.protocol.tickets import LegState, TicketClass
from server.protocol.visit_events import LegAdded, LegReason
from server.storage.sqlite import connect
from server.storage.visits import LegRow, Visits
from tests.server.storage.test_plans import query
from tests.server.working_hall import WorkingHall, new_id

pytestmark = pytest.mark.usefixtures("engine")


def visits(hall: WorkingHall) -> Visits:
    return Visits(hall.store.connection, "small")


def next_leg(row: LegRow) -> LegAdded:
    return LegAdded(
        ticket=row.ticket,
        leg=new_id(),
        number=row.number,
        service="advice",
        lane="@desk-desk-2",
        ticket_class=row.ticket_class,
        claim=row.claim,
        language=row.language,
        order_key=row.order_key,
        issue_seq=row.seq,
        nth=row.nth + 1,
        after_leg=row.leg,
        reason=LegReason.CHOSEN,
        back_service="papers",
        back_lane="@desk-desk-1",
    )


def test_the_newest_leg_of_a_ticket_is_the_one_added_last() -> None:
    hall = WorkingHall()
    issued = hall.issue("papers")
    kept = visits(hall)
    first = kept.newest(issued.ticket)
    assert first is not None
    added = next_leg(first)

    kept.add(added, LegState.WAITING)

    newest = kept.newest(issued.ticket)
    assert newest is not None
    assert kept.leg(added.leg) == newest
    assert (newest.nth, newest.lane, newest.state) == (2, "@desk-desk-2", LegState.WAITING)
    assert (newest.back_service, newest.back_lane) == ("papers", "@desk-desk-1")
    assert kept.newest(new_id()) is None


def test_a_leg_that_waits_again_was_never_called() -> None:
    hall = WorkingHall()
    issued = hall.issue()
    hall.call()
    kept = visits(hall)
    kept.park(issued.leg, 5)

    due = kept.due(5, 9)
    kept.wait_again(issued.leg, LegState.WAITING)

    row = kept.leg(issued.leg)
    assert [(leg.leg, leg.state) for leg in due] == [(issued.leg, LegState.PARKED)]
    assert (row.state, row.desk, row.absent_at) == (LegState.WAITING, None, None)
    assert kept.due(5, 9) == ()


def test_who_is_not_due_yet_or_waits_to_be_asked_for_is_not_found() -> None:
    hall = WorkingHall()
    first, second = hall.issue(), hall.issue()
    kept = visits(hall)
    kept.park(first.leg, 100)
    kept.park(second.leg, None)

    assert kept.due(99, 9) == ()
    assert [leg.leg for leg in kept.due(100, 9)] == [first.leg]


def test_a_return_after_a_miss_is_counted() -> None:
    hall = WorkingHall()
    issued = hall.issue()
    kept = visits(hall)
    kept.miss(issued.leg, 77)
    missed = kept.leg(issued.leg)

    kept.revive(issued.leg, LegState.WAITING)

    assert (missed.state, missed.absent_at, missed.revivals) == (LegState.NO_SHOW, 77, 0)
    assert kept.leg(issued.leg).revivals == 1


def test_a_claim_is_kept_as_confirmed_or_taken_away() -> None:
    hall = WorkingHall()
    issued = hall.issue(claim="veterans")
    kept = visits(hall)

    kept.confirm_claim(issued.ticket)
    confirmed = kept.leg(issued.leg)
    kept.refuse_claim(issued.ticket, issued.leg)
    refused = kept.leg(issued.leg)

    assert (confirmed.claim, confirmed.is_claim_confirmed) == ("veterans", True)
    assert (refused.claim, refused.ticket_class) == (None, TicketClass.ORDINARY)


def test_a_leg_that_is_not_there_is_named() -> None:
    with pytest.raises(LookupError, match="no leg x"):
        visits(WorkingHall()).leg("x")


@pytest.mark.parametrize("name", ["leg", "newest_leg", "due_legs"])
def test_nobody_is_searched_for_among_everybody(name: str) -> None:
    rows = connect(":memory:").execute(f"explain query plan {query('visits.sql', name)}")

    assert {str(row[-1]).split()[0] for row in rows.fetchall()} <= {"SEARCH", "USE"}
