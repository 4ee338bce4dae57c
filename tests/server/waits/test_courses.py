"""What a leg's events tell of its waits, taken back and taken up again as the desk did."""

import pytest

from server.protocol.commands import FinishService, MarkNoShow, StartService
from server.protocol.desk_commands import Undo
from server.protocol.tickets import TicketClass
from server.protocol.visit_commands import NextLeg, Park, RefuseClaim, SendOn, Transfer, Unpark
from server.waits.courses import Course, Courses
from tests.server.acts.booked_hall import BookedHall
from tests.server.working_hall import ADMIN, OFFICIAL, WorkingHall, new_id

LATER = 10**15
MINUTE = 60_000


@pytest.fixture
def hall() -> WorkingHall:
    return WorkingHall()


def courses_of(hall: WorkingHall) -> Courses:
    courses = Courses()
    for entry in hall.log():
        courses.fold(entry)
    return courses


def over(hall: WorkingHall) -> tuple[Course, ...]:
    return courses_of(hall).drain(LATER)


def receive(hall: WorkingHall, minutes: int) -> str:
    """Call who is next, and finish after ``minutes``; return the ticket."""
    called = hall.call()
    hall.do(StartService(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)
    hall.clock.advance(seconds=60 * minutes)
    hall.do(FinishService(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)
    return called.ticket


def test_a_visit_is_a_wait_and_what_followed_at_the_desk(hall: WorkingHall) -> None:
    issued = hall.issue()
    hall.clock.advance(seconds=299)
    receive(hall, 8)

    (course,) = over(hall)

    assert (course.leg, course.desk) == (issued.leg, "desk-1")
    assert course.waited_ms == 5 * MINUTE
    assert course.ended_at is not None
    assert course.called_at is not None
    assert course.ended_at - course.called_at == 8 * MINUTE
    assert not course.is_no_show


def test_who_waits_or_is_at_a_desk_is_not_over(hall: WorkingHall) -> None:
    hall.issue()
    waits = hall.issue()
    called = hall.call()

    courses = courses_of(hall)

    assert courses.drain(LATER) == ()
    assert courses.open[waits.leg].called_at is None
    assert courses.open[called.leg].desk == "desk-1"


def test_a_course_is_drained_once_and_not_before_its_time(hall: WorkingHall) -> None:
    hall.issue()
    receive(hall, 1)
    courses = courses_of(hall)
    ended_at = hall.log()[-1].at

    assert courses.drain(ended_at) == ()
    assert len(courses.drain(ended_at + 1)) == 1
    assert courses.drain(LATER) == ()


def test_who_does_not_come_when_called_is_a_no_show(hall: WorkingHall) -> None:
    hall.issue()
    called = hall.call()
    hall.do(MarkNoShow(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)

    (course,) = over(hall)

    assert course.is_no_show


def test_an_undone_end_is_no_end(hall: WorkingHall) -> None:
    hall.issue()
    receive(hall, 8)
    last = hall.log()[-1].seq
    hall.do(Undo(request_id=new_id(), desk="desk-1", act=last), OFFICIAL)

    courses = courses_of(hall)

    assert courses.drain(LATER) == ()
    assert [one.desk for one in courses.open.values()] == ["desk-1"]


def test_an_undone_call_lets_the_visitor_wait_on(hall: WorkingHall) -> None:
    issued = hall.issue()
    hall.call()
    hall.do(Undo(request_id=new_id(), desk="desk-1", act=hall.log()[-1].seq), OFFICIAL)

    course = courses_of(hall).open[issued.leg]

    assert (course.desk, course.called_at, course.waits_from) == (None, None, course.came_at)


def test_who_was_parked_waits_anew_at_the_old_place(hall: WorkingHall) -> None:
    issued = hall.issue()
    called = hall.call()
    park = Park(request_id=new_id(), desk="desk-1", ticket=called.ticket, reason="documents")
    hall.do(park, OFFICIAL)
    hall.clock.advance(seconds=600)
    hall.do(Unpark(request_id=new_id(), ticket=called.ticket), OFFICIAL)
    at = hall.log()[-1].at

    courses = courses_of(hall)

    assert courses.open[issued.leg].waits_from == at
    assert courses.open[issued.leg].order_key == issued.order_key
    assert len(courses.drain(LATER)) == 1


def test_who_is_sent_on_waits_there_and_nowhere_else(hall: WorkingHall) -> None:
    issued = hall.issue()
    hall.call()
    away = Transfer(
        request_id=new_id(),
        desk="desk-1",
        ticket=issued.ticket,
        to=NextLeg(desk="desk-2"),
        reason="other-service",
    )
    hall.do(away, OFFICIAL)
    there = NextLeg(service="advice")
    sent = SendOn(request_id=new_id(), ticket=issued.ticket, to=there, reason="other-service")
    hall.do(sent, ADMIN)

    courses = courses_of(hall)

    assert [one.service for one in courses.open.values()] == ["advice"]
    assert [one.leg for one in courses.drain(LATER)] == [issued.leg]


def test_a_refused_claim_waits_on_as_ordinary(hall: WorkingHall) -> None:
    issued = hall.issue(claim="veterans")
    called = hall.call()
    refusal = RefuseClaim(
        request_id=new_id(), desk="desk-1", ticket=called.ticket, reason="no-document"
    )
    hall.do(refusal, OFFICIAL)

    courses = courses_of(hall)

    assert courses.open[issued.leg].ticket_class is TicketClass.ORDINARY
    assert [one.ticket_class for one in courses.drain(LATER)] == [TicketClass.STATUTORY]


def test_who_was_called_before_his_booked_time_waits_from_then_however_he_came_back() -> None:
    hall = BookedHall()
    hall.expect(hall.booking())
    issued = hall.check_in()
    ticket = hall.call().ticket
    hall.park(ticket)
    hall.unpark(ticket)
    hall.call()
    hall.transfer(ticket, NextLeg(service="advice"))

    (course,) = courses_of(hall).open.values()

    assert course.leg != issued.leg
    assert course.came_at < course.waits_from == issued.order_key
