"""The hall as the forecast sees it."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from server.acts.turn import local_time
from server.forecast.scenes import DeskScene, KeptShare, Scene, Standing
from server.protocol.commands import CloseDay, FinishService, StartService
from server.protocol.desk_commands import EndBreak, PauseHall, StartBreak
from server.protocol.services import ReceptionHours
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from server.waits.hall_scene import MOST_DIFFERENT_LANES, DeskActs, Moment, scene_of, spots_of
from server.waits.rostered import AWAY_MS, GONE_MS
from tests.server.working_hall import ADMIN, OFFICIAL, SMALL_HALL, WorkingHall, new_id

MINUTE = 60_000
PAPERS = ("papers", "advice")


@pytest.fixture
def hall() -> WorkingHall:
    return WorkingHall()


def now_of(hall: WorkingHall) -> Moment:
    at = hall.log()[-1].at
    return Moment(at, local_time(at, 0, hall.config.time_zone))


def seen(hall: WorkingHall, later_ms: int = 0) -> Scene | None:
    picture, acts = HallPicture(hall.config.desks, Limits()), DeskActs()
    for entry in hall.log():
        picture.fold(entry)
        acts.fold(entry)
    now = now_of(hall)
    at = now.at + later_ms
    return scene_of(hall.config, picture, acts, Moment(at, local_time(at, 0, "Asia/Almaty")))


def desks_of(hall: WorkingHall, later_ms: int = 0) -> tuple[DeskScene, ...]:
    scene = seen(hall, later_ms)
    assert scene is not None
    return scene.desks


def finish(hall: WorkingHall, desk: str = "desk-1") -> None:
    called = hall.call(desk)
    hall.do(StartService(request_id=new_id(), desk=desk, ticket=called.ticket), OFFICIAL)
    hall.do(FinishService(request_id=new_id(), desk=desk, ticket=called.ticket), OFFICIAL)


def test_who_waits_stands_in_his_lane_with_his_place(hall: WorkingHall) -> None:
    ordinary, statutory = hall.issue(), hall.issue("advice", claim="veterans")

    scene = seen(hall)

    assert scene is not None
    first = hall.log()[1].seq
    assert scene.standing == (
        Standing("papers", "papers", 0, ordinary.order_key, first),
        Standing("advice", "advice", 2, statutory.order_key, first + 1),
    )
    assert scene.limits == (0, 1, 2)


def test_only_a_desk_that_has_done_something_today_is_there(hall: WorkingHall) -> None:
    hall.issue()
    assert desks_of(hall) == ()
    hall.call()

    (desk,) = desks_of(hall)

    assert (desk.lanes, desk.busy_with, desk.since) == (PAPERS, "papers", hall.log()[-1].at)


def test_a_desk_that_lets_people_wait_for_long_is_away(hall: WorkingHall) -> None:
    hall.issue()
    finish(hall)
    hall.issue()

    assert [desk.is_away for desk in desks_of(hall, AWAY_MS - MINUTE)] == [False]
    assert [desk.is_away for desk in desks_of(hall, AWAY_MS)] == [True]


def test_a_desk_without_anybody_to_call_stays_until_it_is_gone(hall: WorkingHall) -> None:
    hall.issue()
    finish(hall)

    assert [desk.is_away for desk in desks_of(hall, AWAY_MS + MINUTE)] == [False]
    assert desks_of(hall, GONE_MS) == ()


def test_a_desk_on_a_break_is_away_since_its_beginning(hall: WorkingHall) -> None:
    hall.issue()
    finish(hall)
    hall.do(StartBreak(request_id=new_id(), desk="desk-1", reason="meal"), OFFICIAL)
    began = hall.log()[-1].at

    assert [(desk.is_away, desk.since) for desk in desks_of(hall)] == [(True, began)]
    hall.do(EndBreak(request_id=new_id(), desk="desk-1"), OFFICIAL)
    assert [desk.is_away for desk in desks_of(hall)] == [False]


def test_shares_and_the_end_of_the_day_are_told(hall: WorkingHall) -> None:
    hall.issue()
    hall.issue(claim="veterans")
    hall.call()

    scene = seen(hall)

    assert scene is not None
    assert scene.shares == (KeptShare(2, "papers", 1),)
    assert scene.closes_at is not None
    closes = local_time(scene.closes_at, 0, hall.config.time_zone)
    assert (closes.hour, closes.minute) == (18, 0)


def test_a_closed_or_paused_hall_is_not_foretold(hall: WorkingHall) -> None:
    hall.issue()
    assert seen(hall) is not None
    hall.do(PauseHall(request_id=new_id(), reason="technical"), ADMIN)
    assert seen(hall) is None


def test_after_the_day_nothing_is_foretold(hall: WorkingHall) -> None:
    hall.do(CloseDay(request_id=new_id()), ADMIN)

    assert seen(hall) is None


def test_a_new_day_begins_without_desks(hall: WorkingHall) -> None:
    acts = DeskActs()
    hall.issue()
    hall.call()
    for entry in hall.log():
        acts.fold(entry)
    assert list(acts.last) == ["desk-1"]

    acts.fold(hall.log()[0])

    assert acts.last == {}


def test_people_s_time_is_hall_time_with_both_offsets() -> None:
    local = local_time(1_000_000, 7, "Asia/Almaty")

    zone = local.utcoffset()
    moment = Moment(1_000_000, local)

    assert zone is not None
    assert moment.offset_ms == 7 + round(zone.total_seconds() * 1000)
    assert Moment(0, datetime.fromtimestamp(0, UTC)).offset_ms == 0


def test_visitors_may_come_for_every_service_and_claim(hall: WorkingHall) -> None:
    assert spots_of(hall.config) == tuple(
        (service, tier) for service in ("papers", "advice", "head") for tier in (0, 2)
    )


def rostered(*spans: tuple[str, str], desk: str = "desk-2") -> WorkingHall:
    """Make the hall, at ten on a Monday, with a roster of one desk."""
    own = tuple(ReceptionHours(1, opens, ends) for opens, ends in spans)
    return WorkingHall(replace(SMALL_HALL, rosters={desk: own}))


def test_a_desk_that_is_to_open_later_is_expected_then() -> None:
    hall = rostered(("14:00", "18:00"))
    hall.issue()

    (desk,) = desks_of(hall)

    assert (desk.lanes, desk.is_away) == (("papers", "head"), False)
    opens = local_time(desk.absences[0].ends_at, 0, hall.config.time_zone)
    assert (opens.hour, opens.minute) == (14, 0)


def test_before_anybody_is_to_receive_silence_means_nothing() -> None:
    scene = seen(rostered(("14:00", "18:00")), 2 * 60 * MINUTE)

    assert scene is not None
    assert scene.due_from == scene.at


def test_a_desk_in_its_hours_is_there_until_it_lets_people_wait() -> None:
    hall = rostered(("09:00", "13:00"), ("14:00", "18:00"))
    assert [desk.absences[0].ms for desk in desks_of(hall)] == [0]
    assert desks_of(hall)[0].since < hall.clock.wall_ms()

    hall.issue()

    (gone,) = desks_of(hall, MINUTE)
    back = local_time(gone.absences[0].ends_at, 0, hall.config.time_zone)
    assert (gone.absences[0].starts_at <= hall.log()[-1].at + MINUTE, back.hour) == (True, 14)


def test_a_desk_that_has_closed_for_the_day_is_left_out_unless_it_has_a_visitor() -> None:
    hall = rostered(("09:00", "09:30"), desk="desk-1")
    assert desks_of(hall) == ()

    hall.issue()
    hall.call()

    (desk,) = desks_of(hall)
    assert (desk.busy_with, desk.absences) == ("papers", ())


def test_a_break_of_a_desk_ends_before_the_gap_of_its_roster() -> None:
    hall = rostered(("09:00", "13:00"), ("14:00", "18:00"), desk="desk-1")
    hall.issue()
    finish(hall)
    hall.do(StartBreak(request_id=new_id(), desk="desk-1", reason="meal"), OFFICIAL)

    assert [(desk.is_away, len(desk.absences)) for desk in desks_of(hall)] == [(True, 1)]


def test_a_hall_with_more_lanes_than_can_be_played_is_not_foretold() -> None:
    services = tuple(f"s{n}" for n in range(MOST_DIFFERENT_LANES + 1))
    desks = (replace(SMALL_HALL.desks[0], services=("papers", *services)),)
    hall = WorkingHall(replace(SMALL_HALL, desks=desks))
    hall.issue()
    hall.call()

    assert seen(hall) is None
