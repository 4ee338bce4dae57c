"""Tests of what visitors are told before they wait: one row for each rule."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.protocol.availability import Availability, Holiday, Reception
from server.protocol.services import ReceptionHours
from server.queueing.availability import Load, Moment, availability, is_full
from server.queueing.hours import Calendar

ALMATY = ZoneInfo("Asia/Almaty")
CALENDAR = Calendar(tuple(ReceptionHours(day, "09:00", "18:00") for day in range(1, 6)))


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ALMATY).timestamp() * 1000)


def moment(text: str) -> Moment:
    return Moment(at(text), datetime.fromisoformat(text).replace(tzinfo=ALMATY))


OPEN, UNTIL, FULL, CLOSED = Reception.OPEN, Reception.UNTIL, Reception.FULL, Reception.CLOSED
MORNING = "2026-11-23T10:00"


@pytest.mark.parametrize(
    ("now", "load", "expected"),
    [
        (MORNING, Load(), Availability(OPEN)),
        (MORNING, Load(used=5, quota=40), Availability(OPEN)),
        (MORNING, Load(used=30, quota=40), Availability(OPEN, left=10)),
        (
            MORNING,
            Load(used=40, quota=40),
            Availability(FULL, opens_at=at("2026-11-24T09:00"), left=0, elsewhere="bank"),
        ),
        (
            "2026-11-27T10:00",
            Load(used=41, quota=40),
            Availability(FULL, opens_at=at("2026-11-30T09:00"), left=0, elsewhere="bank"),
        ),
        ("2026-11-23T17:10", Load(), Availability(UNTIL, until_at=at("2026-11-23T18:00"))),
        (
            "2026-11-23T15:00",
            Load(work_minutes=133),
            Availability(UNTIL, until_at=at("2026-11-23T15:40")),
        ),
        (
            "2026-11-23T17:00",
            Load(work_minutes=300),
            Availability(UNTIL, until_at=at("2026-11-23T13:00")),
        ),
        (
            "2026-11-23T08:59",
            Load(),
            Availability(CLOSED, opens_at=at("2026-11-23T09:00"), elsewhere="bank"),
        ),
        (
            "2026-11-23T18:00",
            Load(used=40, quota=40),
            Availability(CLOSED, opens_at=at("2026-11-24T09:00"), elsewhere="bank"),
        ),
    ],
    ids=[
        "open",
        "many-left",
        "few-left",
        "full",
        "full-on-friday",
        "soon-closed",
        "much-work",
        "too-much-work",
        "before",
        "after",
    ],
)
def test_what_is_told_of_a_service(now: str, load: Load, expected: Availability) -> None:
    assert availability(CALENDAR, moment(now), load, elsewhere="bank") == expected


def test_without_a_service_day_nobody_is_taken_in() -> None:
    told = availability(CALENDAR, moment(MORNING), Load(), is_day_open=False)

    assert told == Availability(CLOSED, opens_at=at("2026-11-24T09:00"))


def test_what_never_opens_again_says_no_time() -> None:
    years_end = tuple(
        Holiday((datetime(2026, 11, 24, tzinfo=ALMATY) + timedelta(days=ahead)).date().isoformat())
        for ahead in range(80)
    )
    closed = Calendar(CALENDAR.hours, years_end)

    assert availability(closed, moment("2026-11-23T19:00"), Load()) == Availability(CLOSED)


def test_only_a_quota_can_be_used_up() -> None:
    assert not is_full(Load(used=1000))
    assert is_full(Load(used=3, quota=3))


def test_an_opening_after_the_clocks_are_put_back_is_told_in_true_hours() -> None:
    """Almaty left UTC+6 in the night to 2024-03-01: that night had 25 hours."""
    evening = moment("2024-02-29T18:00")

    told = availability(CALENDAR, evening, Load())

    assert told.opens_at == evening.at + 16 * 3_600_000
