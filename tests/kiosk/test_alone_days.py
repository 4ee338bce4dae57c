"""Which day it is for a kiosk whose server is away, by what the server would do."""

from datetime import datetime, timedelta, timezone

import pytest

from kiosk.alone_days import day_alone
from kiosk.journal.hall_memory import SeenHall
from server.protocol.availability import Holiday
from server.protocol.services import ReceptionHours
from tests.kiosk.sample_hall import snapshot

MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
OFFICE = tuple(
    ReceptionHours(day, opens, closes)
    for day in range(1, 6)
    for opens, closes in (("09:00", "13:00"), ("14:00", "18:00"))
)
ALWAYS = tuple(ReceptionHours(day, "00:00", "00:00") for day in range(1, 8))
ZONE = timezone(timedelta(hours=5))

OPEN = SeenHall(snapshot(hours=OFFICE, service_day=MONDAY), MONDAY)
CLOSED = SeenHall(snapshot(hours=OFFICE, service_day=None), MONDAY)
NEW = SeenHall(snapshot(hours=OFFICE, service_day=None), None)
BY_HAND = SeenHall(snapshot(hours=(), service_day=MONDAY), MONDAY)
BY_HAND_CLOSED = SeenHall(snapshot(hours=(), service_day=None), MONDAY)
DAY_AND_NIGHT = SeenHall(snapshot(hours=ALWAYS, service_day=MONDAY), MONDAY)
HOLIDAYS = (Holiday("2026-11-24"), Holiday("2026-11-28", hours=("10:00-13:00",)))
MOVED = (Holiday("2026-11-28", weekday=1),)
WORKED = SeenHall(snapshot(hours=OFFICE, service_day=None, holidays=MOVED), MONDAY)
FESTIVE = SeenHall(snapshot(hours=OFFICE, service_day=None, holidays=HOLIDAYS), MONDAY)


@pytest.mark.parametrize(
    ("seen", "wall", "day"),
    [
        (FESTIVE, "2026-11-24 10:00", None),
        (FESTIVE, "2026-11-28 10:00", "2026-11-28"),
        (FESTIVE, "2026-11-28 13:00", None),
        (WORKED, "2026-11-28 17:59", "2026-11-28"),
        (WORKED, "2026-11-28 18:00", None),
        (OPEN, "2026-11-23 10:00", MONDAY),
        (OPEN, "2026-11-23 19:00", MONDAY),
        (OPEN, "2026-11-24 03:59", MONDAY),
        (OPEN, "2026-11-24 04:00", None),
        (OPEN, "2026-11-24 08:59", None),
        (OPEN, "2026-11-24 09:00", TUESDAY),
        (OPEN, "2026-11-24 13:30", TUESDAY),
        (OPEN, "2026-11-24 18:00", None),
        (CLOSED, "2026-11-23 12:00", None),
        (CLOSED, "2026-11-23 23:00", None),
        (CLOSED, "2026-11-24 09:00", TUESDAY),
        (CLOSED, "2026-11-28 10:00", None),
        (CLOSED, "2026-11-30 10:00", "2026-11-30"),
        (NEW, "2026-11-23 09:00", MONDAY),
        (BY_HAND, "2026-11-23 23:00", MONDAY),
        (BY_HAND, "2026-11-24 03:00", MONDAY),
        (BY_HAND, "2026-11-24 07:00", TUESDAY),
        (BY_HAND_CLOSED, "2026-11-23 23:00", None),
        (BY_HAND_CLOSED, "2026-11-24 07:00", TUESDAY),
        (DAY_AND_NIGHT, "2026-11-24 00:00", TUESDAY),
        (DAY_AND_NIGHT, "2026-11-24 23:59", TUESDAY),
    ],
)
def test_the_day_is_what_the_server_would_make_of_it(
    seen: SeenHall, wall: str, day: str | None
) -> None:
    assert day_alone(seen, datetime.fromisoformat(wall).replace(tzinfo=ZONE)) == day
