"""Numbers of persons are told from numbers that only look like them."""

from datetime import date

import pytest

from server.personal_numbers import is_personal_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("850101100121", True),
        ("850101100304", True),
        ("850101 100121", True),
        ("850101100122", False),
        ("850101100330", False),
        ("202611230117", False),
        ("851301300121", False),
        ("850132300121", False),
        ("850101900121", False),
        ("b-850101100121", False),
        ("482913", False),
        ("", False),
    ],
)
def test_twelve_digits_are_a_persons_if_birthday_century_and_control_digit_are_right(
    text: str, *, expected: bool
) -> None:
    assert is_personal_number(text) is expected


@pytest.mark.parametrize(
    "booked_for", [date(2026, 11, 23), date(2026, 12, 31), date(2027, 11, 20)]
)
def test_an_office_may_count_from_the_day_on_which_it_takes_bookings(booked_for: date) -> None:
    counted = [f"261123{count:06d}" for count in range(1, 501)]

    assert any(map(is_personal_number, counted))
    assert not any(is_personal_number(text, booked_for) for text in counted)


@pytest.mark.parametrize("text", ["850101100121", "261123500007", "260230000004"])
def test_a_birthday_on_no_day_near_the_booking_or_of_a_small_child_is_a_persons(text: str) -> None:
    assert is_personal_number(text)
    assert is_personal_number(text, date(2026, 11, 23))
