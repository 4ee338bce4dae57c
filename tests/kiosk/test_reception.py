"""Reception hours by tables."""

from datetime import datetime

import pytest

from kiosk.reception import (
    Moment,
    Opening,
    WeekLine,
    is_open,
    next_opening,
    receives,
    special_windows,
    week_lines,
    windows_today,
)
from server.protocol.availability import Holiday
from server.protocol.services import ReceptionHours

TUESDAY = ReceptionHours(2, "15:00", "17:00")
THURSDAY = ReceptionHours(4, "09:00", "12:00")


@pytest.mark.parametrize(
    ("weekday", "time", "expected"),
    [
        (2, "14:59", False),
        (2, "15:00", True),
        (2, "16:59", True),
        (2, "17:00", False),
        (3, "15:30", False),
        (4, "09:00", True),
    ],
)
def test_a_window_holds_its_opening_but_not_its_closing(
    weekday: int, time: str, expected: bool
) -> None:
    hours = (TUESDAY, THURSDAY)

    assert is_open(hours, Moment(weekday, time)) is expected


def test_no_hours_at_all_means_always_open() -> None:
    assert is_open((), Moment(7, "03:00"))


@pytest.mark.parametrize(
    ("weekday", "time", "expected"),
    [
        (1, "10:00", Opening(1, 2, "15:00")),
        (2, "10:00", Opening(0, 2, "15:00")),
        (2, "15:00", Opening(2, 4, "09:00")),
        (4, "13:00", Opening(5, 2, "15:00")),
    ],
)
def test_the_next_opening_is_the_first_one_after_now(
    weekday: int, time: str, expected: Opening
) -> None:
    assert next_opening((TUESDAY, THURSDAY), (), (), Moment(weekday, time)) == expected


def test_a_single_window_that_has_begun_comes_again_in_a_week() -> None:
    assert next_opening((TUESDAY,), (), (), Moment(2, "18:00")) == Opening(7, 2, "15:00")


def test_without_hours_there_is_no_next_opening() -> None:
    assert next_opening((), (), (), Moment(1, "09:00")) is None


def test_neighbouring_days_with_equal_windows_share_a_line() -> None:
    hours = [
        ReceptionHours(day, opens, closes)
        for day in (1, 2, 3, 5)
        for opens, closes in (("14:00", "18:00"), ("09:00", "13:00"))
    ]

    lines = week_lines([*hours, ReceptionHours(6, "09:00", "12:00")])

    both = (("09:00", "13:00"), ("14:00", "18:00"))
    assert lines == (
        WeekLine(1, 3, both),
        WeekLine(5, 5, both),
        WeekLine(6, 6, (("09:00", "12:00"),)),
    )


@pytest.mark.parametrize(
    ("windows", "ends", "is_round_the_clock"),
    [
        ((("00:00", "00:00"),), ["24:00"], True),
        ((("09:00", "00:00"),), ["24:00"], False),
        ((("00:00", "12:00"), ("13:00", "00:00")), ["12:00", "24:00"], False),
    ],
)
def test_a_day_that_ends_at_midnight_ends_at_24_and_may_be_without_end(
    windows: tuple[tuple[str, str], ...], ends: list[str], is_round_the_clock: bool
) -> None:
    (line,) = week_lines(ReceptionHours(1, opens, closes) for opens, closes in windows)

    assert [closes for _, closes in line.windows] == ends
    assert line.is_round_the_clock is is_round_the_clock


@pytest.mark.parametrize(
    ("own", "date", "time", "is_received"),
    [
        ((), "2026-11-23", "12:00", True),
        ((), "2026-11-24", "12:00", False),
        ((), "2026-11-28", "12:00", True),
        ((), "2026-11-28", "13:00", False),
        ((ReceptionHours(1, "15:00", "17:00"),), "2026-11-23", "12:00", False),
        ((ReceptionHours(6, "11:00", "17:00"),), "2026-11-28", "12:00", True),
        ((ReceptionHours(6, "11:00", "17:00"),), "2026-11-28", "10:00", False),
        ((ReceptionHours(6, "11:00", "17:00"),), "2026-11-28", "14:00", False),
    ],
)
def test_a_day_with_hours_of_its_own_goes_before_the_week(
    own: tuple[ReceptionHours, ...], date: str, time: str, *, is_received: bool
) -> None:
    hall = (ReceptionHours(1, "09:00", "18:00"), ReceptionHours(2, "09:00", "18:00"))
    holidays = (Holiday("2026-11-24"), Holiday("2026-11-28", hours=("10:00-13:00",)))
    weekday = datetime.fromisoformat(date).isoweekday()

    assert receives(own, hall, holidays, Moment(weekday, time, date)) is is_received


def test_the_next_opening_leaps_over_holidays_and_finds_moved_days() -> None:
    free, moved = Holiday("2026-11-24"), Holiday("2026-11-28", weekday=2)
    now = Moment(2, "09:00", "2026-11-24")

    assert next_opening((TUESDAY,), (), (free,), now) == Opening(7, 2, "15:00")
    assert next_opening((), (TUESDAY,), (free, moved), now) == Opening(4, 6, "15:00")


def test_a_day_may_be_open_until_midnight() -> None:
    late = Holiday("2026-11-28", hours=("10:00-00:00",))

    assert special_windows((), (late,), "2026-11-28") == (("10:00", "24:00"),)


@pytest.mark.parametrize(
    ("own", "hours", "expected"),
    [
        ((), (), (("09:00", "18:00"),)),
        ((ReceptionHours(2, "15:00", "17:00"),), (), (("15:00", "17:00"),)),
        ((THURSDAY,), (), ()),
        ((), ("10:00-13:00",), (("10:00", "13:00"),)),
        ((TUESDAY,), ("16:00-18:00",), (("16:00", "17:00"),)),
    ],
    ids=["hall", "service", "other-day", "hall-short", "service-short"],
)
def test_a_moved_working_day_is_worked_as_its_weekday_is(
    own: tuple[ReceptionHours, ...],
    hours: tuple[str, ...],
    expected: tuple[tuple[str, str], ...],
) -> None:
    hall = (ReceptionHours(2, "09:00", "18:00"), ReceptionHours(6, "01:00", "02:00"))
    moved = (Holiday("2026-11-28", hours=hours, weekday=2),)
    saturday = Moment(6, "16:30", "2026-11-28")

    assert windows_today(own, hall, moved, saturday) == expected
    assert receives(own, hall, moved, saturday) is any(a <= "16:30" < b for a, b in expected)


@pytest.mark.parametrize(
    ("own", "date", "expected"),
    [
        ((), "2026-12-15", None),
        ((), "2026-12-16", ()),
        ((), "2026-12-17", (("09:00", "16:00"),)),
        ((THURSDAY,), "2026-12-17", (("09:00", "12:00"),)),
        ((ReceptionHours(4, "15:00", "17:00"),), "2026-12-17", (("15:00", "16:00"),)),
        ((TUESDAY,), "2026-12-17", ()),
    ],
    ids=["usual", "holiday", "short", "inside", "cut", "other-day"],
)
def test_a_day_with_hours_of_its_own_cuts_those_of_a_service(
    own: tuple[ReceptionHours, ...], date: str, expected: tuple[tuple[str, str], ...] | None
) -> None:
    holidays = (Holiday("2026-12-16"), Holiday("2026-12-17", hours=("09:00-16:00",)))
    weekday = datetime.fromisoformat(date).isoweekday()

    assert windows_today(own, (), holidays, Moment(weekday, "08:00", date)) == expected
