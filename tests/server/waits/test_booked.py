"""Booked visitors as the forecast sees them, and what a check-in tells of it."""

import pytest
from msgspec.structs import replace

from server.acts.turn import local_time
from server.clock import HallClock
from server.forecast.outlook import Outlook
from server.forecast.scenes import Expected, Scene
from server.forecast.talk import Answer, Foretold
from server.hall import Hall
from server.protocol.day_commands import PausePost
from server.protocol.events import TicketIssued
from server.protocol.lanes import desk_lane
from server.protocol.waits import Forecast, WaitRange
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from server.waits.booked import MOST_ASKED, come_share, expected_of
from server.waits.courses import Courses
from server.waits.hall_scene import DeskActs, Moment, scene_of, spots_of
from server.waits.record import visit_of
from tests.server.acts.booked_hall import AT_ELEVEN, BookedHall
from tests.server.working_hall import ADMIN, TODAY, new_id

HOUR_MS = 3_600_000
LANE = desk_lane("desk-2")
TOLD = Forecast(60_000, 120_000, 2, is_many=False)


def picture_of(hall: BookedHall) -> HallPicture:
    picture = HallPicture(hall.config.desks, Limits())
    for entry in hall.log():
        picture.fold(entry)
    return picture


def expected(hall: BookedHall, later_ms: int = 0) -> tuple[Expected, ...]:
    at = hall.log()[-1].at + later_ms
    return expected_of(hall.config, picture_of(hall), at, 0)


def test_who_is_to_come_is_expected_at_his_slot_and_asked_for() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(), hall.booking("100000", "2026-11-23T17:00"))

    soon, late = expected(hall)

    assert (soon.lane, soon.service, soon.is_here, soon.is_asked) == (
        "papers",
        "papers",
        False,
        True,
    )
    assert (late.at - soon.at, late.is_asked) == (6 * HOUR_MS, False)
    assert expected(hall, HOUR_MS) == (replace(late, is_asked=False),)


def test_who_is_here_is_not_asked_for() -> None:
    hall = BookedHall()
    hall.expect(hall.booking())
    issued = hall.check_in()

    assert expected(hall) == (Expected(issued.order_key, "papers", "papers", is_here=True),)


def test_two_of_one_slot_are_asked_for_once_and_many_slots_not_at_all() -> None:
    hall = BookedHall()
    minutes = [f"2026-11-23T11:{minute:02d}" for minute in range(60)]
    slots = [AT_ELEVEN, *minutes, "2026-11-23T11:59", "2026-11-23T10:50", "2026-11-23T10:51"]
    hall.expect(*(hall.booking(f"{100_000 + n}", slot) for n, slot in enumerate(slots)))

    asked = [one.at for one in expected(hall) if one.is_asked]

    assert len(asked) == len(set(asked)) == MOST_ASKED
    assert asked == sorted(asked)


def scene(hall: BookedHall) -> Scene:
    acts, at = DeskActs(), hall.log()[-1].at
    for entry in hall.log():
        acts.fold(entry)
    local = local_time(at, 0, hall.config.time_zone)
    found = scene_of(hall.config, picture_of(hall), acts, Moment(at, local))
    assert found is not None
    return found


def test_an_office_calls_those_booked_for_it() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(service="head", post="governor"))
    hall.issue()
    hall.call("desk-2")

    (desk,) = scene(hall).desks

    assert desk.lanes == ("papers", "head", LANE)
    assert [(one.lane, one.is_asked) for one in scene(hall).expected] == [(LANE, True)]


def test_an_office_that_pauses_is_not_foretold() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(service="head", post="governor"))
    pause = PausePost(request_id=new_id(), post="governor", reason="meeting")
    hall.do(pause, ADMIN)

    assert [one.is_asked for one in expected(hall)] == [False]


def foretell(hall: BookedHall, *found: Foretold) -> None:
    outlook = Outlook()
    outlook.set(Answer(1, hall.clock.wall_ms(), found, 1.0))
    hall.hall = Hall(hall.config, HallClock(hall.clock, 0).now, outlook)


def told(hall: BookedHall, lane: str = "papers", post: str | None = None) -> TicketIssued:
    """Check somebody in to whom something is foretold from eleven o'clock on."""
    service = "papers" if post is None else "head"
    hall.expect(hall.booking(service=service, post=post))
    (one,) = expected(hall)
    early = Foretold(lane, 1, WaitRange(0, 10), TOLD, one.at)
    foretell(hall, early, Foretold(lane, 1, WaitRange(5, 15), TOLD))
    return hall.check_in()


@pytest.mark.parametrize(("lane", "post"), [("papers", None), (LANE, "governor")])
def test_who_checks_in_early_is_told_what_he_waits_from_his_slot_on(
    lane: str, post: str | None
) -> None:
    issued = told(BookedHall(), lane, post)

    assert (issued.expected, issued.forecast) == (WaitRange(0, 10), TOLD)


def test_who_checks_in_late_is_told_what_he_waits_from_now_on() -> None:
    hall = BookedHall()
    hall.expect(hall.booking())
    hall.clock.advance(minutes=65)
    foretell(hall, Foretold("papers", 1, WaitRange(5, 15), TOLD))

    assert hall.check_in().expected == WaitRange(5, 15)


def test_nothing_is_told_where_nothing_is_foretold() -> None:
    hall = BookedHall()
    hall.expect(hall.booking())

    assert hall.check_in().expected is None


def test_what_he_was_told_is_compared_with_his_wait_from_the_slot_on() -> None:
    hall = BookedHall()
    issued = told(hall)
    hall.clock.advance(minutes=65)
    hall.call()
    courses = Courses()
    for entry in hall.log():
        courses.fold(entry)
    course = courses.open[issued.leg]

    waited, visit = (
        course.waited_ms,
        visit_of(replace(course, ended_at=course.called_at)),
    )

    assert waited is not None
    assert visit is not None
    assert (visit.expected, visit.waited_ms) == (WaitRange(0, 10), waited)
    assert 5 * 60_000 <= waited < 6 * 60_000


def test_spots_of_bookings_are_asked_for_where_there_are_any() -> None:
    hall = BookedHall()

    spots = spots_of(hall.config, has_bookings=True)

    assert set(spots) - set(spots_of(hall.config)) == {
        (lane, 1) for lane in ("papers", "advice", "head", LANE)
    }


def test_of_those_booked_as_many_come_as_came_before() -> None:
    hall = BookedHall()
    hall.expect(*(hall.booking(f"{100_000 + n}") for n in range(4)))
    for n in range(3):
        hall.check_in(f"{100_000 + n}")
    hall.clock.advance(minutes=121)
    hall.lapse("b-100003")

    counted = hall.within(lambda ledger: ledger.bookings.ended_since(TODAY))
    later = hall.within(lambda ledger: ledger.bookings.ended_since("2026-11-24"))

    assert (counted, later) == ((3, 4), (0, 0))
    assert come_share(0, 0) == pytest.approx(0.9)
    assert come_share(30, 80) == pytest.approx(0.48)
