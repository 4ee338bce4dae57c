"""Tests of the gaps that a roster leaves in a day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from server.protocol.availability import Holiday
from server.protocol.services import ReceptionHours
from server.queueing.availability import Moment
from server.queueing.hours import Calendar
from server.queueing.roster import Gap, gaps

ALMATY = ZoneInfo("Asia/Almaty")
HALL = Calendar((ReceptionHours(1, "09:00", "18:00"), ReceptionHours(3, "09:00", "00:00")))
NOON = Moment(0, datetime(2026, 11, 23, 12, tzinfo=ALMATY))


def minutes(own: tuple[tuple[str, str], ...], hall: Calendar = HALL) -> list[tuple[str, str]]:
    """Return the gaps of the Monday as people's clocks show them."""
    calendar = hall.of(tuple(ReceptionHours(1, opens, ends) for opens, ends in own))
    moment = Moment(12 * 3_600_000, NOON.local)
    return [
        (_wall(gap.starts_at), "" if gap.ends_at is None else _wall(gap.ends_at))
        for gap in gaps(calendar, hall, moment)
    ]


def _wall(at: int) -> str:
    return f"{at // 3_600_000:02d}:{at // 60_000 % 60:02d}"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (
            (("09:00", "13:00"), ("14:00", "18:00")),
            [("00:00", "09:00"), ("13:00", "14:00")],
        ),
        ((("09:00", "13:00"), ("13:00", "19:00")), [("00:00", "09:00")]),
        ((("00:00", "12:00"),), [("12:00", "")]),
        ((("10:00", "17:59"),), [("00:00", "10:00"), ("17:59", "")]),
    ],
    ids=["lunch", "no gap between", "half a day", "a minute before the hall"],
)
def test_a_desk_is_not_to_be_open_between_its_hours(
    own: tuple[tuple[str, str], ...], expected: list[tuple[str, str]]
) -> None:
    assert minutes(own) == expected


def test_on_a_day_without_hours_the_whole_day_is_a_gap() -> None:
    tuesday = Moment(0, datetime(2026, 11, 24, tzinfo=ALMATY))
    own = HALL.of((ReceptionHours(1, "09:00", "13:00"),))

    assert gaps(own, HALL, tuesday) == (Gap(0, None),)


def test_a_hall_that_is_shut_that_day_leaves_the_end_of_the_hours_as_it_is() -> None:
    saturday = Moment(0, datetime(2026, 11, 28, tzinfo=ALMATY))
    own = Calendar((ReceptionHours(6, "00:00", "13:00"),))

    assert gaps(own, HALL, saturday) == (Gap(13 * 3_600_000, None),)


def test_on_a_holiday_a_roster_holds_as_far_as_the_hall_is_open() -> None:
    hall = Calendar(HALL.hours, (Holiday("2026-11-23", hours=("10:00-12:00",)),))

    assert minutes((("09:00", "11:00"),), hall) == [("00:00", "10:00"), ("11:00", "")]


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (Gap(10, 20), [False, True, True, False]),
        (Gap(10, None), [False, True, True, True]),
    ],
)
def test_a_gap_holds_from_its_beginning_up_to_its_end(gap: Gap, expected: list[bool]) -> None:
    assert [gap.holds(at) for at in (9, 10, 19, 20)] == expected
