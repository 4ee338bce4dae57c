"""Tests of breaks: a coded reason, nobody at the desk, and Next ends them."""

import pytest

from server.protocol.desk_commands import StartBreak
from server.protocol.desk_errors import (
    DeskOccupiedError,
    NotOnBreakError,
    OnBreakError,
    UnknownCodeError,
)
from server.protocol.desk_events import DeskPaused, DeskResumed, DeskUnready
from tests.server.acts.desk_control import BusyHall


def test_a_break_has_a_beginning_a_reason_and_an_end() -> None:
    hall = BusyHall()
    (paused,) = hall.rest()
    begun = hall.log()[-1].at

    (resumed,) = hall.return_from_rest()

    assert paused == DeskPaused(desk="desk-1", reason="meal")
    assert resumed == DeskResumed(desk="desk-1", reason="meal", since=begun)
    assert hall.picture().control.on_break("desk-1") is None


def test_next_ends_a_break() -> None:
    hall = BusyHall()
    hall.issue()
    hall.rest()

    resumed, called = hall.next()

    assert isinstance(resumed, DeskResumed)
    assert type(called).__name__ == "TicketCalled"
    assert hall.verified() == 1


def test_a_break_ends_that_the_desk_is_ready() -> None:
    hall = BusyHall()
    hall.ready()

    unready, paused = hall.rest()

    assert isinstance(unready, DeskUnready)
    assert isinstance(paused, DeskPaused)
    assert hall.verified() == 0


def test_nobody_leaves_a_visitor_for_a_break() -> None:
    hall = BusyHall()
    hall.issue()
    hall.next()

    with pytest.raises(DeskOccupiedError):
        hall.rest()


def test_breaks_do_not_nest_and_reasons_are_known() -> None:
    hall = BusyHall()
    with pytest.raises(NotOnBreakError):
        hall.return_from_rest()
    with pytest.raises(UnknownCodeError, match="code=nap"):
        hall.press(StartBreak, reason="nap")
    hall.rest()

    with pytest.raises(OnBreakError):
        hall.rest()
