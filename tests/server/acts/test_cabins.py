"""A leg is received by video: in a cabin of this hall, by an official of another one."""

from msgspec.structs import replace

from server.protocol.desks import Desk
from server.protocol.visit_commands import NextLeg
from tests.server.acts.visiting import VisitingHall
from tests.server.working_hall import SMALL_HALL

CABIN = Desk("cabin", "V", "ground", (), is_video=True)
HALL = replace(SMALL_HALL, desks=(*SMALL_HALL.desks, CABIN))


def test_a_visitor_is_sent_to_a_cabin_that_serves_nothing_else_and_comes_back() -> None:
    hall = VisitingHall(HALL)
    first = hall.issue("papers")
    hall.receive()
    hall.transfer(first.ticket, NextLeg(desk="cabin"), comes_back=True)

    called = hall.receive("cabin")
    hall.issue("papers")
    hall.finish(first.ticket, desk="cabin")

    assert (called.desk_label, called.number) == ("V", first.number)
    assert called.is_video
    back = hall.call("desk-1")
    assert (back.number, back.is_video) == (first.number, False)
    hall.replayed()
