"""Numbers and codes are found however officials type them."""

import pytest

from server.console.typed import booking_code, ticket_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (" a001 ", "A001"),
        ("\u0410001", "A001"),
        ("\u0430001", "A001"),
        ("\u043a2-07", "K2-07"),
        ("\u041c01", "M01"),
        ("\u042212", "T12"),
        ("42", "42"),
    ],
    ids=["spaces", "cyrillic", "small", "kiosk", "m", "t", "bare"],
)
def test_a_number_is_the_same_in_both_scripts(typed: str, number: str) -> None:
    assert ticket_number(typed) == number


def test_a_code_may_be_parted_by_spaces() -> None:
    assert booking_code(" 482\u00a0913 ") == "482913"
