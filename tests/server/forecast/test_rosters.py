"""How long a desk was to be open in a stretch of time."""

import pytest

from server.forecast.rosters import A_DAY, DueSpan, due_ms

HOUR = 3_600_000
MONDAY = 4 * A_DAY
"""5 January 1970."""
SPANS = (DueSpan(1, 9 * HOUR, 13 * HOUR), DueSpan(1, 14 * HOUR, 24 * HOUR))


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (12, 15, 2),
        (13, 14, 0),
        (8, 10, 1),
        (23, 26, 1),
        (33, 40, 0),
        (15, 10, 0),
        (9, 178, 14 + 1),
    ],
    ids=["over lunch", "lunch", "before", "over midnight", "Tuesday", "backwards", "a week"],
)
def test_only_hours_of_the_roster_count(since: int, until: int, expected: int) -> None:
    assert due_ms(SPANS, MONDAY + since * HOUR, MONDAY + until * HOUR) == expected * HOUR
