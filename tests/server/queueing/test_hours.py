"""Tests of reception hours: what is open, when it opens next, when the day ends."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from server.protocol.availability import Holiday
from server.protocol.services import ReceptionHours
from server.queueing.hours import Calendar

ALMATY = ZoneInfo("Asia/Almaty")
HOURS = (
    ReceptionHours(1, "09:00", "13:00"),
    ReceptionHours(1, "14:00", "18:30"),
    ReceptionHours(3, "10:00", "00:00"),
)
MONDAY = date(2026, 11, 23)
WEEK = Calendar(HOURS)


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
    assert WEEK.is_open(at(day, wall)) is expected


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
    assert WEEK.next_opening(now) == expected


def test_what_never_opens_has_no_next_opening() -> None:
    assert Calendar(()).next_opening(at(23, "08:00")) is None


def test_the_same_time_next_week_is_found() -> None:
    once = (ReceptionHours(1, "09:00", "10:00"),)

    assert Calendar(once).next_opening(at(23, "09:00")) == at(30, "09:00")


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
    assert WEEK.is_over(MONDAY, opened, now) is expected


def test_a_day_without_hours_ends_in_the_night_after_it() -> None:
    tuesday = date(2026, 11, 24)

    assert not WEEK.is_over(tuesday, at(24, "10:00"), at(24, "23:00"))
    assert WEEK.is_over(tuesday, at(24, "10:00"), at(25, "04:00"))


def test_a_window_up_to_midnight_ends_with_its_day() -> None:
    wednesday = date(2026, 11, 25)

    assert not WEEK.is_over(wednesday, at(25, "10:00"), at(25, "23:59"))
    assert WEEK.is_over(wednesday, at(25, "10:00"), at(26, "00:00"))


FREE = Holiday("2026-11-23")
SHORT = Holiday("2026-11-23", hours=("10:00-12:00", "15:00-00:00"))
SATURDAY = Holiday("2026-11-28", hours=("09:00-13:00",))
SATURDAY_28 = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("holiday", "now", "expected"),
    [
        (FREE, at(23, "10:00"), False),
        (FREE, at(25, "10:00"), True),
        (SHORT, at(23, "09:30"), False),
        (SHORT, at(23, "10:00"), True),
        (SHORT, at(23, "23:59"), True),
        (SATURDAY, at(28, "12:59"), True),
        (SATURDAY, at(28, "13:00"), False),
    ],
    ids=["free", "after-free", "short-before", "short", "short-late", "worked", "worked-over"],
)
def test_a_holiday_has_hours_of_its_own_whatever_its_weekday(
    holiday: Holiday, now: datetime, expected: bool
) -> None:
    assert Calendar(HOURS, (holiday,)).is_open(now) is expected


def test_hours_of_a_service_are_cut_on_a_holiday_and_not_widened() -> None:
    own = (ReceptionHours(1, "11:00", "16:00"),)
    service = Calendar(HOURS, (SHORT, SATURDAY)).of(own)

    assert service.windows(MONDAY) == (("11:00", "12:00"), ("15:00", "16:00"))
    assert service.windows(date(2026, 11, 28)) == ()
    assert Calendar(HOURS).of(()) == Calendar(HOURS)


def test_the_next_opening_leaps_over_holidays_and_today_if_asked() -> None:
    week = Calendar((ReceptionHours(1, "09:00", "13:00"),), (FREE, Holiday("2026-11-30")))

    assert week.next_opening(at(22, "12:00")) == datetime(2026, 12, 7, 9, tzinfo=ALMATY)
    assert WEEK.next_opening(at(23, "08:00"), after_today=True) == at(25, "10:00")


def test_the_day_of_a_holiday_ends_by_the_hours_of_the_holiday() -> None:
    worked = Calendar(HOURS, (SATURDAY,))

    assert worked.is_over(date(2026, 11, 28), at(28, "09:00"), at(28, "13:00"))
    assert worked.last_closing(date(2026, 11, 28), at(28, "09:00")) == at(28, "13:00")
    assert worked.last_closing(date(2026, 11, 29), at(28, "09:00")) is None


def test_a_moved_working_day_is_worked_as_its_weekday_is_by_everybody() -> None:
    moved = Holiday("2026-11-28", weekday=1)
    short = Holiday("2026-11-28", hours=("10:00-12:00",), weekday=1)
    own = (ReceptionHours(1, "11:00", "16:00"),)
    other = (ReceptionHours(2, "11:00", "16:00"),)

    hall, cut = Calendar(HOURS, (moved,)), Calendar(HOURS, (short,))

    assert hall.windows(SATURDAY_28) == hall.windows(MONDAY)
    assert hall.of(own).windows(SATURDAY_28) == (("11:00", "16:00"),)
    assert hall.of(other).windows(SATURDAY_28) == ()
    assert cut.windows(SATURDAY_28) == (("10:00", "12:00"),)
    assert cut.of(own).windows(SATURDAY_28) == (("11:00", "12:00"),)
    assert hall.of(own).next_opening(at(27, "18:00")) == at(28, "11:00")
