"""A first head's line as its assistant sees it: who comes when, pauses, an overrun told early."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from server.console.booking_hours import slots_of
from server.console.booking_view import BookingPages, BookingsView, Now, Pause
from server.protocol.commands import CloseDay, FinishService, MarkNoShow, OpenDay, StartService
from server.protocol.day_commands import PausePost, ResumePost
from server.protocol.desk_commands import StartBreak
from server.protocol.identity import SERVER_ACTOR
from server.protocol.services import ReceptionHours
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.acts.booked_hall import CONFIG, BookedHall
from tests.server.working_hall import OFFICIAL, new_id

pytestmark = pytest.mark.usefixtures("engine")

TODAY = "2026-11-23"


class Reception(BookedHall):
    """A first head who receives at desk-2; it is ten o'clock."""

    def expect_at(self, *times: str) -> None:
        """Let visitors book for the head at these times; each code is the time."""
        for at in times:
            code = f"{at.replace(':', '')}00"
            booking = self.booking(code, f"{TODAY}T{at}", "head", "governor")
            self.expect(replace(booking, minutes=20))

    def come(self, at: str) -> str:
        """Let the visitor of a time check in; return his ticket."""
        return self.check_in(f"{at.replace(':', '')}00").ticket

    def view(self, language: str = "en", day: str = TODAY) -> BookingsView:
        """Return the page as it stands now."""
        picture = HallPicture(self.config.desks, Limits())
        for entry in self.log():
            picture.fold(entry)
        slots = slots_of(day, "")
        rows = self.within(lambda ledger: ledger.bookings.shown_of_day(day, slots))
        now = Now(self.clock.wall_ms(), 0, _local)
        return BookingPages(self.config, picture, language, now).view(day, rows)

    def pause(self, until: str | None) -> None:
        """Let the head go to a meeting."""
        command = PausePost(request_id=new_id(), post="governor", reason="meeting", until=until)
        self.do(command, OFFICIAL)


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, ZoneInfo("Asia/Almaty"))


def turns(view: BookingsView) -> list[tuple[str, str, str, int]]:
    (post,) = view.posts
    return [(line.time, line.state, line.about, line.late_minutes) for line in post.lines]


def test_everybody_comes_in_at_his_slot_as_long_as_nothing_is_late() -> None:
    hall = Reception()
    hall.expect_at("10:20", "10:40")

    (post,) = hall.view().posts

    assert turns(hall.view()) == [
        ("10:20", "expected", "10:20", 0),
        ("10:40", "expected", "10:40", 0),
    ]
    assert (post.desk_label, post.ends, post.pause) == ("2", "11:00", None)


def test_a_long_talk_moves_who_comes_after_it() -> None:
    hall = Reception()
    hall.expect_at("10:00", "10:20", "10:40")
    ticket = hall.come("10:00")
    hall.call("desk-2")
    hall.do(StartService(request_id=new_id(), desk="desk-2", ticket=ticket), OFFICIAL)
    hall.clock.advance(minutes=35)

    found = turns(hall.view())

    assert found[0] == ("10:00", "serving", "", 0)
    assert [line[2] for line in found[1:]] == ["10:40", "11:00"]
    assert [line[3] for line in found[1:]] == [15, 15]


def test_after_a_pause_each_is_told_when_to_come_back() -> None:
    hall = Reception()
    hall.expect_at("10:20", "10:40")

    hall.pause("11:00")

    (post,) = hall.view().posts
    assert post.pause == Pause("Meeting", "11:00")
    assert [line[2] for line in turns(hall.view())] == ["11:00", "11:20"]


def test_a_pause_that_lasts_longer_than_was_said_ends_nobody_knows_when() -> None:
    hall = Reception()
    hall.expect_at("12:00")
    hall.pause("11:00")
    hall.clock.advance(minutes=60)

    (post,) = hall.view().posts

    assert post.pause == Pause("Meeting")
    assert turns(hall.view()) == [("12:00", "expected", "", 0)]


def test_a_pause_whose_end_nobody_knows_lets_nobody_be_told_a_time() -> None:
    hall = Reception()
    hall.expect_at("10:20")
    hall.pause(None)
    (paused,) = hall.view().posts
    hall.do(ResumePost(request_id=new_id(), post="governor"), OFFICIAL)
    (again,) = hall.view().posts
    hall.do(StartBreak(request_id=new_id(), desk="desk-2", reason="meal"), OFFICIAL)

    (break_of_desk,) = hall.view().posts

    assert paused.pause == Pause("Meeting")
    assert (paused.ends, paused.lines[0].about) == ("", "")
    assert (again.pause, again.lines[0].about) == (None, "10:20")
    assert break_of_desk.pause is not None
    assert break_of_desk.ends == ""


def test_an_overrun_is_told_before_it_happens() -> None:
    hall = Reception()
    times = ["17:20", "17:40", "18:00"]
    hall.expect_at(*times)
    hall.clock.advance(hours=7, minutes=30)

    view = replace_hours(hall)

    (post,) = view.posts
    assert post.closes == "18:00"
    assert (post.ends, post.over_minutes) == ("18:30", 30)


def replace_hours(hall: Reception) -> BookingsView:
    """Return the page of the same hall, whose head receives at the hall's own hours."""
    services = tuple(
        replace(service, hours=()) if service.id == "head" else service
        for service in hall.config.services
    )
    hall.config = replace(hall.config, services=services)
    return hall.view()


def test_who_came_left_or_was_given_up_is_told_and_waited_for_no_more() -> None:
    hall = Reception()
    hall.expect_at("10:20", "10:30", "10:40", "10:50", "11:00")
    hall.cancel("b-105000")
    for at in ("10:20", "10:30"):
        ticket = hall.come(at)
        hall.call("desk-2")
        if at == "10:20":
            hall.do(StartService(request_id=new_id(), desk="desk-2", ticket=ticket), OFFICIAL)
            hall.do(FinishService(request_id=new_id(), desk="desk-2", ticket=ticket), OFFICIAL)
        else:
            hall.do(MarkNoShow(request_id=new_id(), desk="desk-2", ticket=ticket), OFFICIAL)
    hall.clock.advance(minutes=105)
    hall.lapse("b-104000")

    states = [line[1] for line in turns(hall.view())]

    assert states == ["finished", "no-show", "lapsed", "cancelled", "expected"]


def test_walk_ins_of_the_office_come_in_between_and_count_for_the_end() -> None:
    hall = Reception()
    hall.clock.advance(hours=24)
    hall.do(CloseDay(request_id=new_id()), SERVER_ACTOR)
    hall.do(OpenDay(request_id=new_id(), service_day="2026-11-24"), SERVER_ACTOR)
    hall.issue("head")

    (post,) = hall.view(day="2026-11-24").posts

    assert (post.walk_ins, post.ends, post.lines) == (1, "10:20", ())


def test_another_day_is_listed_without_a_forecast() -> None:
    hall = Reception()
    hall.expect(hall.booking(slot="2026-11-25T09:00", service="papers"))

    view = hall.view("ru", "2026-11-25")

    assert (view.is_today, view.posts[0].ends) == (False, "")
    assert [(line.time, line.state) for line in view.others] == [("09:00", "expected")]


def test_a_slot_outside_the_hours_of_the_office_is_marked_and_comes_in_when_it_opens() -> None:
    office = replace(CONFIG.posts[0], hours=(ReceptionHours(1, "10:30", "12:00"),))
    hall = Reception(replace(CONFIG, posts=(office,)))
    hall.expect_at("10:20", "11:00", "14:00")

    (post,) = hall.view().posts

    assert [line.is_outside for line in post.lines] == [True, False, True]
    assert turns(hall.view())[:2] == [
        ("10:20", "expected", "10:30", 10),
        ("11:00", "expected", "11:00", 0),
    ]
    hall.come("10:20")
    assert [line.is_outside for line in hall.view().posts[0].lines] == [False, False, True]
