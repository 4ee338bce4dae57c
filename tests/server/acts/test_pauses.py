"""Tests of the whole hall's pauses: nobody is called, and when stopped nobody gets a number."""

import pytest

from server.protocol.commands import CallNext, OpenDay
from server.protocol.desk_commands import PauseHall, ResumeHall, StopHall
from server.protocol.desk_errors import (
    HallNotPausedError,
    HallPausedError,
    HallStoppedError,
)
from server.protocol.desk_events import HallPaused, HallResumed
from server.protocol.errors import NotAllowedError
from server.protocol.events import Event
from server.protocol.hall_standing import HallStanding
from tests.server.acts.desk_control import SUPERVISOR, BusyHall
from tests.server.working_hall import ADMIN, OFFICIAL, TOMORROW, new_id


def say(hall: BusyHall, command: type, **asked: str) -> tuple[Event, ...]:
    hall.clock.advance(seconds=1)
    return hall.do(command(request_id=new_id(), **asked), SUPERVISOR)


def test_nobody_is_called_in_a_pause_and_tickets_are_given() -> None:
    hall = BusyHall()
    say(hall, PauseHall, reason="briefing")
    hall.issue()

    with pytest.raises(HallPausedError, match="reason=briefing"):
        hall.next()
    with pytest.raises(HallPausedError):
        hall.ready()
    (resumed,) = say(hall, ResumeHall)

    assert isinstance(resumed, HallResumed)
    assert len(hall.next()) == 1
    assert hall.verified() == 1


def test_a_stopped_hall_gives_no_numbers_either() -> None:
    hall = BusyHall()
    hall.issue()
    (stopped,) = say(hall, StopHall, reason="fire")

    with pytest.raises(HallStoppedError, match="reason=fire"):
        hall.issue()
    with pytest.raises(HallStoppedError):
        hall.next()

    assert stopped == HallPaused(standing=HallStanding.STOPPED, reason="fire")
    assert hall.picture().control.standing is HallStanding.STOPPED
    assert hall.verified() == 0


def test_an_emergency_comes_first() -> None:
    hall = BusyHall()
    say(hall, PauseHall, reason="meal")
    say(hall, StopHall, reason="evacuation")

    with pytest.raises(HallStoppedError):
        say(hall, PauseHall, reason="meal")
    with pytest.raises(HallStoppedError):
        say(hall, StopHall, reason="fire")


def test_only_a_paused_hall_goes_on_and_only_once() -> None:
    hall = BusyHall()
    with pytest.raises(HallNotPausedError):
        say(hall, ResumeHall)
    say(hall, PauseHall, reason="meal")

    with pytest.raises(HallPausedError):
        say(hall, PauseHall, reason="meal")


def test_a_hall_that_is_stopped_stays_so_over_night() -> None:
    hall = BusyHall()
    say(hall, StopHall, reason="fire")
    hall.clock.advance(hours=24)
    hall.store.connection.execute("update service_days set closed_at = 1")
    hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), ADMIN)

    with pytest.raises(HallStoppedError):
        hall.issue()


def test_an_official_pauses_no_hall_and_a_supervisor_calls_nobody() -> None:
    hall = BusyHall()

    with pytest.raises(NotAllowedError):
        hall.do(PauseHall(request_id=new_id(), reason="meal"), OFFICIAL)
    with pytest.raises(NotAllowedError):
        hall.do(CallNext(request_id=new_id(), desk="desk-1"), SUPERVISOR)
