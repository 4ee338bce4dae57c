"""Tests of what a hall file says of the day: every mistake is told with the key it stands at."""

import pytest
from msgspec.structs import replace

from server.hall_file import decode_config, encode_config, read_hall_text
from server.protocol.availability import Elsewhere, Holiday, Post
from server.protocol.services import ReceptionHours
from tests.server.hall_texts import HALL, problems_of

HOLIDAY = '[[holidays]]\ndate = "2026-12-16"\nhours = ["10:00-12:00"]\n'
POST = """
[[posts]]
id = "governor"
names = { ru = "Аким" }
service = "papers"
desk = "desk-1"
hours = ["1 10:00-12:00"]
minutes = 20
"""
ELSEWHERE = """
[[elsewhere]]
id = "court"
names = { ru = "Судебные дела" }
where = { ru = "Суд, ул. Абая, 1" }
"""
SERVICE = 'names = { ru = "Справки" }\n'
LIMITS = SERVICE + 'quota = 40\nminutes = 12\nelsewhere = "court"\n'


def test_a_hall_file_says_what_days_are_like() -> None:
    text = HALL.replace(SERVICE, LIMITS) + HOLIDAY + POST + ELSEWHERE

    config = read_hall_text(text.encode(), "tiny.toml")

    hours = (ReceptionHours(1, "10:00", "12:00"),)
    assert config.holidays == (Holiday("2026-12-16", hours=("10:00-12:00",)),)
    assert config.post("governor") == Post(
        "governor", {"ru": "Аким"}, "papers", "desk-1", hours, 20
    )
    assert config.elsewhere == (
        Elsewhere("court", {"ru": "Судебные дела"}, {"ru": "Суд, ул. Абая, 1"}),
    )
    assert (config.quotas, config.visit_minutes) == ({"papers": 40}, {"papers": 12})
    assert config.elsewhere_of == {"papers": "court"}
    assert (config.late_tolerance_minutes, config.booking_lapse_minutes) == (15, 60)
    assert decode_config(encode_config(config)) == config
    assert '"weekday":1' in encode_config(config)
    assert "weekday" not in encode_config(replace(config, hours=(), posts=()))


def test_a_working_day_that_was_moved_is_named_with_the_weekday_it_is_worked_as() -> None:
    moved = HOLIDAY.replace("hours", "weekday = 1\nhours")

    config = read_hall_text((HALL + moved).encode(), "tiny.toml")

    assert config.holidays == (Holiday("2026-12-16", hours=("10:00-12:00",), weekday=1),)
    assert decode_config(encode_config(config)) == config
    assert "holidays[0].weekday" in problems_of(HALL + moved.replace("= 1", "= 8"))[0]


def test_a_hall_that_says_nothing_of_it_is_kept_as_before() -> None:
    text = encode_config(read_hall_text(HALL.encode(), "tiny.toml"))

    assert [word for word in ("holidays", "posts", "quota", "tolerance") if word in text] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (HOLIDAY + HOLIDAY, "holidays.2026-12-16: stands twice"),
        (HOLIDAY.replace("12-16", "02-30"), "holidays.2026-02-30: there is no such day"),
        (
            HOLIDAY.replace("10:00-12:00", "12:00-10:00"),
            "holidays.2026-12-16.hours: '12:00-10:00' ends before it begins",
        ),
        (POST.replace('"papers"', '"x"'), "posts.governor.service: no service is called 'x'"),
        (POST.replace('"desk-1"', '"x"'), "posts.governor.desk: no desk is called 'x'"),
        (POST + POST.replace('"governor"', '"deputy"'), "posts: two of them receive at 'desk-1'"),
        (POST.replace("ru", "kk"), "posts.governor.names: no text in 'ru'"),
        (
            ELSEWHERE.replace("where = { ru", "where = { kk"),
            "elsewhere.court.where: no text in 'ru'",
        ),
        (ELSEWHERE + ELSEWHERE, "elsewhere.court: stands twice"),
    ],
    ids=lambda text: text if "\n" not in text else "",
)
def test_a_mistake_is_told(text: str, problem: str) -> None:
    assert problems_of(HALL + text) == (problem,)


def test_a_place_elsewhere_must_be_known() -> None:
    assert problems_of(HALL.replace(SERVICE, LIMITS)) == (
        "services.papers.elsewhere: nothing is called 'court'",
    )


def test_the_desk_of_a_post_serves_it() -> None:
    other = HALL[HALL.index("[[desks]]") :].replace("desk-1", "desk-2").replace('"1"', '"2"')
    service = HALL[HALL.index("[[services]]") : HALL.index("[[zones]]")].replace("papers", "other")

    text = HALL + service + other.replace("papers", "other") + POST.replace("desk-1", "desk-2")

    assert problems_of(text) == ("posts.governor.desk: 'desk-2' does not serve 'papers'",)
