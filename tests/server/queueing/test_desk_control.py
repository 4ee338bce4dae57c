"""Tests of the read model of breaks, ready desks, pauses, overrides and what can be undone."""

import pytest

from server.protocol.desk_events import (
    ActUndone,
    DeskPaused,
    DeskReady,
    DeskResumed,
    DeskUnready,
    HallPaused,
    HallResumed,
    OrderOverridden,
    PaperOrdered,
)
from server.protocol.events import Entry, Event, ServiceStarted
from server.protocol.hall_standing import HallStanding
from server.protocol.visit_events import ClaimConfirmed
from server.queueing.desk_control import DeskControl, Pause, ReadyDesk
from server.queueing.last_acts import LastAct
from tests.server.protocol.examples import EVENTS

DESK = "desk-5"


class Folding:
    """Desk control and the log it has taken in, one event a second."""

    def __init__(self) -> None:
        self.control = DeskControl()
        self.seq = 0

    def take(self, *events: Event) -> DeskControl:
        for event in events:
            self.seq += 1
            entry = Entry("small", 1, self.seq, self.seq * 1000, "official:o-1", 1, event, "")
            self.control.fold(entry)
        return self.control


@pytest.fixture
def hall() -> Folding:
    """Give an open hall whose desks do nothing special."""
    return Folding()


def example(kind: type[Event]) -> Event:
    return next(event for event in EVENTS if isinstance(event, kind))


def chosen(times: int) -> OrderOverridden:
    return OrderOverridden(
        desk=DESK, ticket="t", leg="l", number="A042", reason="unwell", times=times
    )


def test_a_desk_is_ready_until_it_is_not(hall: Folding) -> None:
    ready = hall.take(DeskReady(desk=DESK, official="o-1")).ready(DESK)
    later = hall.take(DeskUnready(desk=DESK, official="o-1", since=1000)).ready(DESK)

    assert ready == ReadyDesk("o-1", 1000)
    assert later is None


def test_a_break_has_a_reason_and_an_end(hall: Folding) -> None:
    during = hall.take(DeskPaused(desk=DESK, reason="meal")).on_break(DESK)
    after = hall.take(DeskResumed(desk=DESK, reason="meal", since=1000)).on_break(DESK)

    assert during == Pause("meal", 1000)
    assert after is None


def test_the_hall_stands_as_was_said_last_over_night_too(hall: Folding) -> None:
    hall.take(HallPaused(standing=HallStanding.STOPPED, reason="fire"))
    hall.control.begin_day()
    stopped = (hall.control.standing, hall.control.pause)

    resumed = hall.take(HallResumed(standing=HallStanding.STOPPED, reason="fire", since=1000))

    assert stopped == (HallStanding.STOPPED, Pause("fire", 1000))
    assert (resumed.standing, resumed.pause) == (HallStanding.OPEN, None)


def test_what_was_said_before_the_day_that_is_folded_is_taken_in(hall: Folding) -> None:
    hall.control.stand(HallStanding.PAUSED, "briefing", 7)

    assert hall.control.standing is HallStanding.PAUSED
    assert hall.control.pause == Pause("briefing", 7)


def test_a_day_forgets_what_desks_did_on_another(hall: Folding) -> None:
    hall.take(DeskReady(desk=DESK, official="o-1"), DeskPaused(desk="desk-6", reason="meal"))
    hall.take(chosen(1))

    hall.control.begin_day()

    control = hall.control
    assert (control.ready(DESK), control.on_break("desk-6")) == (None, None)
    assert (control.overrides(DESK), control.last_act(DESK)) == (0, None)


def test_the_last_act_of_a_desk_is_known_until_it_is_taken_back(hall: Folding) -> None:
    last = hall.take(example(ServiceStarted)).last_act(DESK)
    undone = ActUndone(desk=DESK, act="StartService", undone=1, until=1)

    assert last == LastAct(1, 1000, "ServiceStarted")
    assert hall.take(undone).last_act(DESK) is None


def test_what_cannot_be_taken_back_ends_what_could(hall: Folding) -> None:
    hall.take(example(ServiceStarted))

    assert hall.take(example(ClaimConfirmed)).last_act(DESK) is None


def test_an_undo_of_what_is_not_known_gives_nothing_back(hall: Folding) -> None:
    hall.take(DeskPaused(desk=DESK, reason="meal"))

    control = hall.take(ActUndone(desk=DESK, act="CallNext", undone=7, until=7))

    assert control.on_break(DESK) == Pause("meal", 1000)


def test_a_paper_that_was_ordered_changes_no_desk(hall: Folding) -> None:
    control = hall.take(PaperOrdered(ticket="t", number="A001", device="kiosk-1", copy=1))

    assert (control.standing, control.last_act(DESK)) == (HallStanding.OPEN, None)


def test_an_undo_gives_breaks_and_counts_back_as_they_were(hall: Folding) -> None:
    hall.take(chosen(1), DeskPaused(desk=DESK, reason="meal"))
    hall.take(DeskResumed(desk=DESK, reason="meal", since=2000), chosen(2))

    control = hall.take(ActUndone(desk=DESK, act="CallChosen", undone=3, until=4))

    assert control.on_break(DESK) == Pause("meal", 2000)
    assert control.overrides(DESK) == 1
