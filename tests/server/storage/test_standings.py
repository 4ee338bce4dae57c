"""How hall and desks stand, as rows: kept until they are told otherwise."""

import pytest

from server.protocol.hall_standing import HallStanding
from server.storage.standings import Break, DeskStanding, HallPause, Readiness, Standings
from tests.server.working_hall import WorkingHall

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def hall() -> WorkingHall:
    """Give a hall with its day open."""
    return WorkingHall()


@pytest.fixture
def kept(hall: WorkingHall) -> Standings:
    """Give its rows."""
    return Standings(hall.store.connection, "small")


def test_a_pause_of_the_hall_is_kept_changed_and_ended(kept: Standings) -> None:
    pauses = (
        HallPause(HallStanding.PAUSED, "briefing", 5),
        HallPause(HallStanding.STOPPED, "fire", 6),
        None,
    )
    seen = []

    for pause in pauses:
        kept.set_hall_pause(pause)
        seen.append(kept.hall_pause())

    assert tuple(seen) == pauses


def test_a_desk_that_does_nothing_special_has_no_row(hall: WorkingHall, kept: Standings) -> None:
    ready = DeskStanding(Readiness(5, "o-1"), Break(6, "meal"))
    kept.set_desk("desk-1", ready)
    then = kept.desk("desk-1")

    kept.set_desk("desk-1", DeskStanding())

    left = hall.store.connection.execute("select desk from desk_standings").fetchall()
    assert (then, kept.desk("desk-1"), left) == (ready, DeskStanding(), [])


def test_ready_desks_are_told_the_longest_ready_one_first(kept: Standings) -> None:
    kept.set_desk("desk-1", DeskStanding(Readiness(9, "o-1")))
    kept.set_desk("desk-2", DeskStanding(Readiness(5, "o-2")))

    assert kept.ready_desks() == (("desk-2", "o-2"), ("desk-1", "o-1"))


def test_a_day_forgets_overrides_and_desks_but_no_pause(kept: Standings) -> None:
    pause = HallPause(HallStanding.PAUSED, "briefing", 5)
    kept.set_hall_pause(pause)
    kept.set_desk("desk-1", DeskStanding(Readiness(9, "o-1")))
    kept.set_overrides("desk-1", 1)
    kept.set_overrides("desk-1", 2)
    before = kept.overrides("desk-1")

    kept.begin_day()

    assert (before, kept.overrides("desk-1"), kept.ready_desks()) == (2, 0, ())
    assert kept.hall_pause() == pause


def test_papers_are_counted_and_belong_to_the_device_that_was_told(
    hall: WorkingHall, kept: Standings
) -> None:
    ticket = hall.issue().ticket
    before = kept.newest_copy(ticket)

    kept.order_paper(ticket, 1, "kiosk-1")
    kept.order_paper(ticket, 2, "kiosk-2")

    assert (before, kept.newest_copy(ticket)) == (None, 2)
    assert kept.is_ordered(ticket, 2, "kiosk-2")
    assert not kept.is_ordered(ticket, 2, "kiosk-1")
