"""Numbers as visitors read them."""

import pytest

from server.queueing.numbering import format_number


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
