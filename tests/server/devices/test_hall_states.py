"""Tests of how devices are told that the whole hall is paused or stopped."""

from server.acts.turn import local_time
from server.devices.audience import BoardSight, KioskSight
from server.devices.hall_states import HallState, hall_state, state_changes
from server.protocol.codes import CodeKind
from server.protocol.hall_standing import HallStanding
from server.protocol.snapshots import HallStateChanged, HallTime
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.acts.desk_control import BusyHall
from tests.server.working_hall import SMALL_HALL

NOON = HallTime(1_795_410_000_000, 0, 300)
OPEN = HallState(HallStanding.OPEN, {})


def picture_of(standing: HallStanding, reason: str) -> HallPicture:
    picture = HallPicture(SMALL_HALL.desks, Limits())
    picture.control.stand(standing, reason, 1)
    return picture


def test_an_open_hall_has_no_reason() -> None:
    picture = HallPicture(SMALL_HALL.desks, Limits())

    assert hall_state(SMALL_HALL, picture) == OPEN


def test_a_pause_and_a_stop_say_why_in_the_hall_s_languages() -> None:
    for standing, kind, reason in (
        (HallStanding.PAUSED, CodeKind.PAUSE, "meal"),
        (HallStanding.STOPPED, CodeKind.STOP, "fire"),
    ):
        state = hall_state(SMALL_HALL, picture_of(standing, reason))

        code = SMALL_HALL.code(kind, reason)
        assert code is not None
        assert state == HallState(standing, code.names)
        assert set(state.reason) == {"kk", "ru", "en"}


def test_a_reason_that_the_hall_file_lost_is_left_out() -> None:
    picture = picture_of(HallStanding.PAUSED, "a-dragon")

    assert hall_state(SMALL_HALL, picture) == HallState(HallStanding.PAUSED, {})


def test_only_a_change_is_told() -> None:
    stopped = HallState(HallStanding.STOPPED, {"en": "Fire"})

    assert state_changes(OPEN, OPEN) == ()
    assert state_changes(OPEN, stopped) == (
        HallStateChanged(HallStanding.STOPPED, {"en": "Fire"}),
    )
    assert state_changes(stopped, OPEN) == (HallStateChanged(HallStanding.OPEN, {}),)


def test_kiosks_and_boards_are_told_and_shown_the_same() -> None:
    hall = BusyHall()
    picture = hall.picture()
    sights = (
        KioskSight(
            SMALL_HALL,
            picture,
            hall.clock.wall_ms,
            lambda at: local_time(at, 0, SMALL_HALL.time_zone),
        ),
        BoardSight(SMALL_HALL, picture, "ground"),
    )
    picture.control.stand(HallStanding.STOPPED, "fire", 1)

    for sight in sights:
        (change,) = sight.look(())

        snapshot = sight.snapshot(NOON)
        assert change == HallStateChanged(snapshot.standing, snapshot.standing_reason)
        assert snapshot.standing is HallStanding.STOPPED
        assert sight.look(()) == ()
