"""Numbers as visitors read them."""

import pytest

from server.queueing.numbering import format_number, ordinal_beyond


@pytest.mark.parametrize(
    ("prefix", "ordinal", "width", "expected"),
    [
        ("A", 1, 3, "A001"),
        ("A", 42, 3, "A042"),
        ("A", 999, 3, "A999"),
        ("A", 1000, 3, "A1000"),
        ("", 7, 3, "007"),
        ("T", 7, 1, "T7"),
    ],
)
def test_the_width_is_a_minimum_and_grows(
    prefix: str, ordinal: int, width: int, expected: str
) -> None:
    assert format_number(prefix, ordinal, width) == expected


@pytest.mark.parametrize(
    ("given", "margin", "expected"),
    [(0, 200, 201), (50, 200, 301), (100, 200, 301), (101, 200, 401), (0, 1, 101)],
)
def test_after_a_gap_numbers_go_on_at_the_next_hundred(
    given: int, margin: int, expected: int
) -> None:
    assert ordinal_beyond(given, margin) == expected
