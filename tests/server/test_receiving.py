"""When services and offices receive: an office's own hours count where nobody else receives."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from server.hall_file import HallConfig
from server.protocol.availability import Holiday, Post
from server.protocol.services import ReceptionHours, Service
from server.receiving import (
    closed_one,
    hall_calendar,
    next_post,
    post_calendar,
    receiving_posts,
    service_calendar,
    service_hours,
)
from tests.server.acts.booked_hall import CONFIG, POST

MONDAY, TUESDAY = ReceptionHours(1, "10:00", "12:00"), ReceptionHours(2, "15:00", "17:00")
HEAD = replace(next(one for one in CONFIG.services if one.id == "head"), hours=())
GOVERNOR = replace(POST, hours=(MONDAY,))
DEPUTY = replace(POST, id="deputy", desk="desk-3", hours=(TUESDAY,))
OFFICES = tuple(
    replace(one, services=("head",)) if one.id != "desk-1" else one for one in CONFIG.desks
)
HALL = replace(
    CONFIG,
    services=tuple(HEAD if one.id == "head" else one for one in CONFIG.services),
    posts=(GOVERNOR, DEPUTY),
    desks=(*OFFICES, replace(OFFICES[-1], id="desk-3", label="3")),
)


def at(day: int, wall: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{wall}").replace(tzinfo=ZoneInfo("Asia/Almaty"))


def test_a_service_of_offices_alone_receives_when_one_of_them_does() -> None:
    assert receiving_posts(HALL, "head") == (GOVERNOR, DEPUTY)
    assert service_hours(HALL, HEAD) == (MONDAY, TUESDAY)
    assert [
        service_calendar(HALL, HEAD).is_open(at(23, wall)) for wall in ("09:59", "10:00", "12:00")
    ] == [False, True, False]


@pytest.mark.parametrize(
    ("hours", "joined"),
    [
        (("11:00", "13:00"), ("10:00", "13:00")),
        (("10:30", "11:30"), ("10:00", "12:00")),
        (("12:00", "00:00"), ("10:00", "00:00")),
    ],
)
def test_hours_of_offices_that_touch_are_one(
    hours: tuple[str, str], joined: tuple[str, str]
) -> None:
    deputy = replace(DEPUTY, hours=(ReceptionHours(1, *hours),))

    found = service_hours(replace(HALL, posts=(GOVERNOR, deputy)), HEAD)

    assert found == (ReceptionHours(1, *joined),)


def test_an_office_without_hours_of_its_own_has_those_of_its_service() -> None:
    own = replace(HEAD, hours=(TUESDAY,))
    config = replace(HALL, services=(own,), posts=(POST,))

    assert post_calendar(config, POST).windows(at(24, "10:00").date()) == (("15:00", "17:00"),)
    assert post_calendar(HALL, POST) == hall_calendar(HALL)
    assert service_hours(config, own) == (TUESDAY,)


def test_a_service_that_another_desk_receives_for_too_is_nobodys_alone() -> None:
    config = replace(HALL, posts=(GOVERNOR,))

    assert receiving_posts(config, "head") == ()
    assert service_hours(config, HEAD) == ()
    assert next_post(config, "head", at(23, "09:00")) is None


def test_the_office_that_opens_next_is_told_over_holidays_too() -> None:
    festive = replace(HALL, holidays=(Holiday("2026-11-23"),))
    never = replace(HALL, holidays=(), posts=(GOVERNOR, DEPUTY), hours=())
    now = at(23, "09:00")

    assert next_post(HALL, "head", now) == GOVERNOR
    assert next_post(HALL, "head", now, after_today=True) == DEPUTY
    assert next_post(festive, "head", now) == DEPUTY
    assert next_post(never, "papers", now) is None


@pytest.mark.parametrize(
    ("service", "post", "wall", "expected"),
    [
        ("head", "governor", "2026-11-23T10:00", None),
        ("head", "governor", "2026-11-24T15:00", GOVERNOR),
        ("head", None, "2026-11-24T15:00", None),
        ("head", None, "2026-11-24T12:00", HEAD),
        ("head", "deputy", "2026-11-24T03:00", HALL),
        ("gone", None, "2026-11-24T10:00", None),
    ],
)
def test_who_does_not_receive_at_a_time_is_the_hall_or_who_is_wanted(
    service: str, post: str | None, wall: str, expected: HallConfig | Service | Post | None
) -> None:
    assert closed_one(HALL, service, post, datetime.fromisoformat(wall)) == expected
