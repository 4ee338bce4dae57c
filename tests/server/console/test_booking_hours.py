"""Tests of which hour of a day with very many bookings is shown."""

import pytest

from server.console.booking_hours import WHOLE_DAY, HourTab, hour_shown, slots_of

FULL = tuple(HourTab(hour, WHOLE_DAY) for hour in ("09", "10", "14"))


@pytest.mark.parametrize(
    ("asked", "now", "shown"),
    [
        ("", "", "09"),
        ("", "10", "10"),
        ("", "11", "14"),
        ("", "18", "14"),
        ("09", "14", "09"),
        ("12", "", "14"),
    ],
)
def test_the_hour_asked_for_is_shown_else_the_next_with_bookings(
    asked: str, now: str, shown: str
) -> None:
    assert hour_shown(FULL, asked, now) == shown


def test_few_bookings_are_shown_at_once() -> None:
    assert hour_shown((HourTab("09", WHOLE_DAY),), "09", "") == ""
    assert hour_shown((), "", "10") == ""


def test_an_hour_has_its_own_slots_and_no_others() -> None:
    first, behind = slots_of("2026-11-23", "09")
    start, end = slots_of("2026-11-23", "")

    slots = [
        f"2026-11-23T{time}" for time in ("00:00", "08:59", "09:00", "09:59", "10:00", "23:59")
    ]

    assert [first <= slot < behind for slot in slots] == [False, False, True, True, False, False]
    assert all(start <= slot < end for slot in slots)
