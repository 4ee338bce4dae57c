"""Tests of reception hours: what is open, when it opens next, when the day ends."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from server.protocol.services import ReceptionHours
from server.queueing.hours import is_open, is_over, next_opening

ALMATY = ZoneInfo("Asia/Almaty")
HOURS = (
    ReceptionHours(1, "09:00", "13:00"),
    ReceptionHours(1, "14:00", "18:30"),
    ReceptionHours(3, "10:00", "00:00"),
)
MONDAY = date(2026, 11, 23)


def at(day: int, wall: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{wall}").replace(tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("day", "wall", "expected"),
    [
        (23, "08:59:59", False),
        (23, "09:00", True),
        (23, "12:59:59", True),
        (23, "13:00", False),
        (23, "14:00", True),
        (23, "18:30", False),
        (24, "10:00", False),
        (25, "23:59:59", True),
        (26, "00:00", False),
    ],
)
def test_a_window_holds_from_its_opening_up_to_its_closing(
    day: int, wall: str, expected: bool
) -> None:
    assert is_open(HOURS, at(day, wall)) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(23, "08:00"), at(23, "09:00")),
        (at(23, "13:30"), at(23, "14:00")),
        (at(23, "19:00"), at(25, "10:00")),
        (at(26, "00:00"), at(30, "09:00")),
    ],
)
def test_the_next_opening_is_the_first_one_later_than_now(
    now: datetime, expected: datetime
) -> None:
    assert next_opening(HOURS, now) == expected


def test_what_never_opens_has_no_next_opening() -> None:
    assert next_opening((), at(23, "08:00")) is None


def test_the_same_time_next_week_is_found() -> None:
    once = (ReceptionHours(1, "09:00", "10:00"),)

    assert next_opening(once, at(23, "09:00")) == at(30, "09:00")


@pytest.mark.parametrize(
    ("opened", "now", "expected"),
    [
        (at(23, "09:00"), at(23, "13:30"), False),
        (at(23, "09:00"), at(23, "18:29"), False),
        (at(23, "09:00"), at(23, "18:30"), True),
        (at(23, "20:00"), at(23, "21:00"), False),
        (at(23, "20:00"), at(24, "03:59"), False),
        (at(23, "20:00"), at(24, "04:00"), True),
    ],
)
def test_a_day_ends_at_its_last_closing_or_if_opened_later_in_the_night(
    opened: datetime, now: datetime, expected: bool
) -> None:
    assert is_over(HOURS, MONDAY, opened, now) is expected


def test_a_day_without_hours_ends_in_the_night_after_it() -> None:
    tuesday = date(2026, 11, 24)

    assert not is_over(HOURS, tuesday, at(24, "10:00"), at(24, "23:00"))
    assert is_over(HOURS, tuesday, at(24, "10:00"), at(25, "04:00"))


def test_a_window_up_to_midnight_ends_with_its_day() -> None:
    wednesday = date(2026, 11, 25)

    assert not is_over(HOURS, wednesday, at(25, "10:00"), at(25, "23:59"))
    assert is_over(HOURS, wednesday, at(25, "10:00"), at(26, "00:00"))
