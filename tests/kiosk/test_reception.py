"""Reception hours by tables."""

import pytest

from kiosk.reception import Moment, Opening, WeekLine, is_open, next_opening, week_lines
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
    assert next_opening((THURSDAY, TUESDAY), Moment(weekday, time)) == expected


def test_a_single_window_that_has_begun_comes_again_in_a_week() -> None:
    assert next_opening((TUESDAY,), Moment(2, "18:00")) == Opening(7, 2, "15:00")


def test_without_hours_there_is_no_next_opening() -> None:
    assert next_opening((), Moment(1, "09:00")) is None


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
