"""Hours are read as people write them; what cannot be read is told with its key."""

import pytest

from server.hall_hours import hours_of, hours_problems
from server.protocol.services import ReceptionHours


def test_a_span_of_days_is_a_window_for_each() -> None:
    assert hours_of(("5 14:00-00:00", "4-5 09:00-13:00")) == (
        ReceptionHours(4, "09:00", "13:00"),
        ReceptionHours(5, "09:00", "13:00"),
        ReceptionHours(5, "14:00", "00:00"),
    )


@pytest.mark.parametrize("line", ["9-13", "8 09:00-13:00", "1 13:00-09:00", "1 09:00-09:00", ""])
def test_hours_that_cannot_be_are_told(line: str) -> None:
    (problem,) = hours_problems("hall.hours", (line,))

    assert problem.startswith(f"hall.hours: {line!r}")


def test_hours_until_midnight_are_good() -> None:
    assert list(hours_problems("hall.hours", ("1-7 00:00-00:00", "3 09:00-13:00"))) == []
