"""Days whose desks are open by a roster."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from server.hall_file import HallConfig
from server.protocol.services import ReceptionHours
from server.protocol.tickets import TicketClass
from server.queueing.availability import Moment
from server.queueing.ordering import Limits
from server.simulate.days import HOUR, MINUTE, Absence, Day, DeskPlan, Visitor
from server.simulate.playing import Playing
from server.simulate.rostered import RosterError, with_roster
from server.simulate.rules import Shipped
from tests.server.working_hall import SMALL_HALL

OPENS = Moment(9 * HOUR, datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Almaty")))
"""A Monday; hall time is counted from its midnight."""


def visitor(hour: float) -> Visitor:
    at = round(hour * HOUR)
    return Visitor(str(hour), "papers", TicketClass.ORDINARY, at, at, at, 10 * MINUTE)


DAY = Day(
    9 * HOUR,
    18 * HOUR,
    (DeskPlan("desk-1", ("papers",), (Absence(0, 12 * HOUR, is_planned=True),)),),
    (visitor(12.9), visitor(13.1), visitor(17.5)),
)


def config(**rosters: tuple[tuple[str, str], ...]) -> HallConfig:
    own = {
        desk.replace("_", "-"): tuple(ReceptionHours(1, *span) for span in spans)
        for desk, spans in rosters.items()
    }
    return structs.replace(SMALL_HALL, rosters=own)


def called(day: Day) -> list[tuple[str, float]]:
    calls = Playing(day, Shipped(Limits())).play()
    return [(call.desk, round(call.called_at / HOUR, 2)) for call in calls]


def test_a_desk_is_there_when_its_roster_says() -> None:
    lunch = (("09:00", "13:00"), ("14:00", "18:00"))

    day = with_roster(DAY, config(desk_1=lunch), OPENS)

    assert called(day) == [("desk-1", 12.9), ("desk-1", 14), ("desk-1", 17.5)]


def test_a_desk_that_was_not_there_that_day_joins() -> None:
    day = with_roster(DAY, config(desk_2=(("13:00", "13:30"),)), OPENS)

    assert [plan.id for plan in day.desks] == ["desk-1", "desk-2"]
    assert called(day)[0] == ("desk-2", 13)


def test_the_last_to_go_home_receives_who_still_waits() -> None:
    roster = config(desk_1=(("09:00", "12:00"),), desk_2=(("09:00", "13:00"),))

    day = with_roster(DAY, roster, OPENS)

    assert {desk for desk, _ in called(day)} == {"desk-2"}
    assert called(day)[-1] == ("desk-2", 17.5)


def test_the_last_of_each_service_receives_who_still_waits_for_it() -> None:
    advice = DeskPlan("desk-2", ("advice",))
    roster = config(desk_1=(("09:00", "12:00"),), desk_2=(("09:00", "17:00"),))

    day = with_roster(replace(DAY, desks=(*DAY.desks, advice)), roster, OPENS)

    assert called(day) == [("desk-1", 12.9), ("desk-1", 13.1), ("desk-1", 17.5)]


@pytest.mark.parametrize(
    "roster", [config(), config(desk_9=(("09:00", "13:00"),))], ids=["none", "of no such desk"]
)
def test_a_roster_of_none_of_the_desks_is_told(roster: HallConfig) -> None:
    with pytest.raises(RosterError):
        with_roster(DAY, roster, OPENS)
    with pytest.raises(RosterError):
        with_roster(replace(DAY, visitors=()), config(desk_2=(("09:00", "13:00"),)), OPENS)
