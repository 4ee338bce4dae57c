"""Who is at each desk, from events."""

from typing import Any

import pytest

from server.protocol.desk_events import ActUndone
from server.protocol.desks import Desk
from server.protocol.events import (
    CallShown,
    CallSpoken,
    DayOpened,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketLapsed,
    TicketRecalled,
)
from server.protocol.printing import SoundResult
from server.protocol.tickets import LegState
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.queueing.days import Day

pytestmark = pytest.mark.usefixtures("engine")

DESKS = (Desk("d1", "1", "main", ("s1",)), Desk("d2", "2", "main", ("s1",)))


@pytest.fixture
def day() -> Day:
    return Day(HallPicture(DESKS, Limits()))


def who(number: str, desk: str) -> dict[str, Any]:
    return {"ticket": f"t-{number}", "leg": f"l-{number}", "number": number, "desk": desk}


def test_a_called_visitor_is_an_open_call_until_he_comes(day: Day) -> None:
    occupancy = day.picture.occupancy
    day.issue("A001")
    day.call("d1")
    assert [call.number for call in occupancy.open_calls("main")] == ["A001"]

    day.record(ServiceStarted(**who("A001", "d1")))

    seen = occupancy.desk("d1")
    assert seen is not None
    assert seen.state is LegState.SERVING
    assert seen.started_at == day.seq * 1000
    assert occupancy.open_calls("main") == ()
    assert [call.number for call in occupancy.history("main", 9)] == ["A001"]


def test_an_undo_of_what_was_done_on_another_day_leaves_the_desk_as_it_is(day: Day) -> None:
    day.issue("A001")
    day.call("d1")
    seen = day.picture.occupancy.desk("d1")
    undone = day.seq
    day.record(DayOpened(service_day="2026-11-25"))

    day.record(ActUndone(desk="d1", act="CallNext", undone=undone, until=undone))

    assert day.picture.occupancy.desk("d1") == seen


def test_a_finish_that_is_taken_back_leaves_the_visitor_at_the_desk(day: Day) -> None:
    day.issue("A001")
    day.call("d1")
    day.record(ServiceStarted(**who("A001", "d1")))
    seen = day.picture.occupancy.desk("d1")
    day.record(ServiceFinished(**who("A001", "d1")))

    day.record(ActUndone(desk="d1", act="FinishService", undone=day.seq, until=day.seq))

    assert day.picture.occupancy.desk("d1") == seen
    assert day.picture.occupancy.open_calls("main") == ()


def test_calls_of_another_zone_are_not_shown(day: Day) -> None:
    day.issue("A001")
    day.call("d1")

    assert day.picture.occupancy.open_calls("other") == ()
    assert day.picture.occupancy.history("other", 9) == ()


def test_the_newest_call_comes_first(day: Day) -> None:
    day.issue("A001")
    day.issue("A002")
    day.call("d1")
    day.call("d2")

    assert [call.number for call in day.picture.occupancy.open_calls("main")] == ["A002", "A001"]


def test_a_recall_is_a_new_call_that_nobody_has_shown_or_spoken_yet(day: Day) -> None:
    day.issue("A001")
    day.call("d1")
    day.record(CallShown(call=day.seq, number="A001", zone="main"))
    day.record(
        TicketRecalled(**who("A001", "d1"), desk_label="1", zone="main", language="kk", times=1)
    )

    seen = day.picture.occupancy.desk("d1")

    assert seen is not None
    assert (seen.call, seen.recalls, seen.shown, seen.spoken) == (day.seq, 1, (), ())


def test_the_desk_learns_what_the_board_has_shown_and_spoken(day: Day) -> None:
    day.issue("A001")
    day.call("d1")
    call = day.seq

    day.record(CallShown(call=call, number="A001", zone="main"))
    day.record(CallSpoken(call=call, number="A001", zone="main", result=SoundResult.NO_SOUND))
    day.record(CallShown(call=call + 99, number="A001", zone="main"))

    seen = day.picture.occupancy.desk("d1")
    assert seen is not None
    assert seen.shown == ("main",)
    assert seen.spoken == (("main", SoundResult.NO_SOUND),)


def test_a_voice_takes_the_place_of_a_mute_board_in_its_zone_alone(day: Day) -> None:
    day.issue("A001")
    day.call("d1")
    call = day.seq
    for zone, result in (
        ("main", SoundResult.NO_SOUND),
        ("upper", SoundResult.NO_SOUND),
        ("main", SoundResult.SPOKEN),
    ):
        day.record(CallSpoken(call=call, number="A001", zone=zone, result=result))

    seen = day.picture.occupancy.desk("d1")

    assert seen is not None
    assert set(seen.spoken) == {("main", SoundResult.SPOKEN), ("upper", SoundResult.NO_SOUND)}


def test_received_and_absent_visitors_are_counted_apart(day: Day) -> None:
    for number in ("A001", "A002"):
        day.issue(number)
    day.call("d1")
    day.record(ServiceFinished(**who("A001", "d1")))
    day.call("d1")
    day.record(NoShowMarked(**who("A002", "d1")))

    counts = day.picture.occupancy.counts("d1")

    assert (counts.received, counts.no_shows) == (1, 1)
    assert day.picture.occupancy.desk("d1") is None
    assert [call.number for call in day.picture.occupancy.history("main", 1)] == ["A002"]


def test_who_was_started_stands_once_in_the_history(day: Day) -> None:
    day.issue("A001")
    day.call("d1")

    day.record(ServiceStarted(**who("A001", "d1")))
    day.record(ServiceFinished(**who("A001", "d1")))

    assert [call.number for call in day.picture.occupancy.history("main", 9)] == ["A001"]


def test_a_new_day_starts_with_free_desks_and_no_past(day: Day) -> None:
    day.issue("A001")
    day.issue("A002")
    day.call("d1")
    day.call("d2")
    day.record(NoShowMarked(**who("A002", "d2")))

    day.record(TicketLapsed(ticket="t-A001", leg="l-A001", number="A001"))
    day.record(DayOpened(service_day="2026-11-24"))

    occupancy = day.picture.occupancy
    assert occupancy.desk("d1") is None
    assert occupancy.history("main", 9) == ()
    assert occupancy.counts("d2").no_shows == 0
