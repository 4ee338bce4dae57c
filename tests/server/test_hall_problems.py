"""Tests of what is said about a hall file that is wrong."""

import pytest

from tests.server.hall_texts import HALL, TICKET, problems_of


@pytest.mark.parametrize(
    ("wrong", "right", "problem"),
    [
        ('id = "tiny"', 'id = "Tiny hall"', "`$.hall.id`"),
        ("width = 3", 'width = "3"', "`$.series[0].width`"),
        ("width = 3", "widht = 3", "`width` - at `$.series[0]`"),
        ('id = "tiny"', 'id = "tiny"\nnotise = {}', "`notise` - at `$.hall`"),
        ('prefix = "A"', 'prefix = "K"', "`$.series[0].prefix`"),
        ('time_zone = "Asia/Almaty"', 'time_zone = "Asia/Nowhere"', "hall.time_zone: no time"),
        ('time_zone = "Asia/Almaty"', 'time_zone = "../etc/passwd"', "hall.time_zone: no time"),
        ('"1-2 09:00-13:00"', '"1-2 13:00-09:00"', "hall.hours: '1-2 13:00-09:00'"),
        ('"1-2 09:00-13:00"', '"8 09:00-13:00"', "hall.hours: '8 09:00-13:00'"),
        ('"1-2 09:00-13:00"', '"1 09:00-25:00"', "hall.hours: '1 09:00-25:00'"),
        ('languages = ["ru"]', 'languages = ["ru", "kk"]', "hall.names: no text in 'kk'"),
        ('body = "office"', 'body = "none"', "services.papers.body: no body is called 'none'"),
        ('series = "main"', 'series = "x"', "services.papers.series: no series is called 'x'"),
        ('zone = "ground"', 'zone = "roof"', "desks.desk-1.zone: no zone is called 'roof'"),
        ('services = ["papers"]', "services = []", "services.papers: no desk serves it"),
        (
            'services = ["papers"]',
            'services = ["papers", "coffee"]',
            "desks.desk-1.services: no service is called 'coffee'",
        ),
        ("[[bodies]]", "[bodies", "line 9"),
    ],
)
def test_a_mistake_is_told_with_its_key(wrong: str, right: str, problem: str) -> None:
    assert wrong in HALL

    problems = problems_of(HALL.replace(wrong, right))

    assert any(problem in told for told in problems), problems


def test_every_mistake_is_told_at_once() -> None:
    text = HALL.replace('body = "office"', 'body = "none"').replace("Almaty", "Nowhere")

    assert len(problems_of(text)) == 2


def test_what_stands_twice_is_told() -> None:
    desk = HALL[HALL.index("[[desks]]") :]
    series = '[[series]]\nid = "other"\nprefix = "A"\nwidth = 3\n'

    assert problems_of(HALL + desk + series) == (
        "desks.desk-1: stands twice",
        "series: prefix 'A' stands twice",
        "desks: label '1' stands twice",
    )


def test_hours_of_a_service_are_checked_too() -> None:
    text = HALL.replace('series = "main"', 'series = "main"\nhours = ["morning"]')

    assert problems_of(text)[0].startswith("services.papers.hours: 'morning'")


def test_a_desk_with_too_many_services_is_told() -> None:
    services = [
        f'[[services]]\nid = "s-{n}"\nbody = "office"\nseries = "main"\nnames = {{ ru = "x" }}\n'
        for n in range(81)
    ]
    keys = ", ".join(f'"s-{n}"' for n in range(81))
    text = HALL.replace('["papers"]', f'["papers", {keys}]') + "".join(services)

    assert problems_of(text) == ("desks.desk-1.services: more than 80",)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('part = "notice"\nis_shown = false', "ticket.3.notice: notice-hidden"),
        ('part = "notice"\nsize = "small"', "ticket.3.notice: size-not-for-part"),
        ('part = "notice"\n[[ticket]]\npart = "notice"', "ticket.4.notice: part-twice"),
        ('part = "rule"', "ticket.0.notice: part-missing"),
    ],
)
def test_a_ticket_that_cannot_be_is_told_with_its_row(row: str, problem: str) -> None:
    assert problems_of(HALL + TICKET.replace('part = "notice"', row)) == (problem,)


def test_coded_values_stand_once_and_in_every_language() -> None:
    code = '[[codes]]\nkind = "stop"\nid = "flood"\nnames = { kk = "Су тасқыны" }\n'

    assert problems_of(HALL + code + code) == (
        "codes.stop.flood.names: no text in 'ru'",
        "codes.stop.flood.names: no text in 'ru'",
        "codes.stop.flood: stands twice",
    )
