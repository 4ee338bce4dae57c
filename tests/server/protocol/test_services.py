"""Opening windows, up to midnight."""

import pytest

from server.protocol.services import ReceptionHours

MORNING = ReceptionHours(1, "09:00", "13:00")
EVENING = ReceptionHours(1, "18:00", "00:00")


@pytest.mark.parametrize(
    ("window", "weekday", "time", "is_open"),
    [
        (MORNING, 1, "08:59", False),
        (MORNING, 1, "09:00", True),
        (MORNING, 1, "12:59", True),
        (MORNING, 1, "13:00", False),
        (MORNING, 2, "10:00", False),
        (EVENING, 1, "23:59", True),
        (EVENING, 2, "00:00", False),
    ],
)
def test_a_window_is_open_from_its_opening_up_to_its_closing(
    window: ReceptionHours, weekday: int, time: str, is_open: bool
) -> None:
    assert window.holds(weekday, time) is is_open
