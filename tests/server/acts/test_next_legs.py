"""A visit goes on where an official says, where it is planned, or back where it was."""

import pytest

from server.protocol.errors import (
    NoOneWaitingError,
    RefusedError,
    UnknownDeskError,
    UnknownServiceError,
)
from server.protocol.events import ServiceFinished
from server.protocol.lanes import desk_lane, official_lane
from server.protocol.visit_commands import NextLeg
from server.protocol.visit_errors import NowhereToGoError, UnknownOfficialError
from server.protocol.visit_events import LegAdded, LegReason
from tests.server.acts.visiting import VisitingHall, planned


def test_a_chosen_next_leg_keeps_number_arrival_and_class() -> None:
    hall = VisitingHall()
    issued = hall.issue("papers", "veterans")
    hall.receive()

    _, added = hall.finish(issued.ticket, NextLeg(service="advice"))

    assert isinstance(added, LegAdded)
    assert (added.number, added.service, added.nth) == (issued.number, "advice", 2)
    assert (added.order_key, added.claim) == (issued.order_key, "veterans")
    assert (added.after_leg, added.reason) == (issued.leg, LegReason.CHOSEN)
    assert hall.replayed().waiting()[0].leg == added.leg


def test_a_next_leg_stands_before_whoever_came_later() -> None:
    hall = VisitingHall()
    first = hall.issue("papers")
    hall.receive()
    hall.issue("advice")
    hall.finish(first.ticket, NextLeg(service="advice"))

    called = hall.call()

    assert called.number == first.number
    assert called.service == "advice"
    hall.replayed()


def test_a_planned_leg_follows_and_may_be_left_out() -> None:
    hall = VisitingHall(planned())
    first, second = hall.issue("papers"), hall.issue("papers")
    hall.receive()
    _, added = hall.finish(first.ticket)
    hall.receive()

    ended = hall.finish(first.ticket)
    hall.receive()
    left_out = hall.finish(second.ticket, ends_visit=True)

    assert isinstance(added, LegAdded)
    assert (added.service, added.reason) == ("advice", LegReason.PLANNED)
    assert [type(event) for event in ended] == [ServiceFinished]
    assert [type(event) for event in left_out] == [ServiceFinished]
    hall.replayed()


def test_next_finishes_whoever_is_there_and_his_visit_goes_on() -> None:
    hall = VisitingHall(planned())
    first, second = hall.issue("papers"), hall.issue("papers")
    hall.receive()

    called = hall.call("desk-1", first.ticket)

    assert called.number == first.number  # his next leg is older than the one behind him
    assert [leg.number for leg in hall.replayed().waiting()] == [second.number]


def test_who_is_meant_for_an_official_is_called_by_him_alone() -> None:
    hall = VisitingHall()
    first = hall.issue("papers")
    hall.receive()
    _, added = hall.finish(first.ticket, NextLeg(official=hall.official))
    with pytest.raises(NoOneWaitingError):
        hall.call("desk-2")

    called = hall.call_by(hall.official, "desk-2")

    assert isinstance(added, LegAdded)
    assert added.lane == official_lane(hall.official)
    assert (called.number, called.inputs.heads[0].lane) == (first.number, added.lane)
    hall.replayed()


def test_who_is_meant_for_a_desk_is_called_there_alone() -> None:
    hall = VisitingHall()
    first = hall.issue("papers")
    hall.receive()
    hall.finish(first.ticket, NextLeg(service="advice", desk="desk-2"))
    with pytest.raises(NoOneWaitingError):
        hall.call("desk-1")

    called = hall.call("desk-2")

    assert called.inputs.heads[0].lane == desk_lane("desk-2")
    assert called.service == "advice"
    hall.replayed()


@pytest.mark.parametrize(
    ("then", "error"),
    [
        (NextLeg(service="gone"), UnknownServiceError),
        (NextLeg(desk="gone"), UnknownDeskError),
        (NextLeg(official="gone"), UnknownOfficialError),
        (NextLeg(), NowhereToGoError),
    ],
    ids=["service", "desk", "official", "nowhere"],
)
def test_where_the_hall_has_no_place_nobody_is_sent(
    then: NextLeg, error: type[RefusedError]
) -> None:
    hall = VisitingHall()
    issued = hall.issue()
    hall.receive()

    with pytest.raises(error):
        hall.finish(issued.ticket, then)

    assert hall.replayed().occupancy.desk("desk-1") is not None


def test_an_admin_is_not_an_official_to_be_sent_to() -> None:
    hall = VisitingHall()
    issued = hall.issue()
    hall.receive()

    with pytest.raises(UnknownOfficialError):
        hall.finish(issued.ticket, NextLeg(official=hall.admin))

    assert hall.replayed().waiting() == ()
