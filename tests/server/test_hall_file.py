"""Tests of the hall file: every mistake is told with the key it stands at."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from server.hall_file import (
    MAX_FILE_BYTES,
    HallFileError,
    decode_config,
    encode_config,
    load_hall_file,
    read_hall_text,
)
from server.protocol.services import ReceptionHours
from server.protocol.ticket_layout import (
    HallLayout,
    LayoutRow,
    Part,
    Size,
    Spoken,
    standard_layout,
)

DEMO_HALL = Path("server/halls/demo.toml")

HALL = """
[hall]
id = "tiny"
names = { ru = "Зал" }
time_zone = "Asia/Almaty"
languages = ["ru"]
hours = ["1-2 09:00-13:00", "1 14:00-00:00"]

[[bodies]]
id = "office"
names = { ru = "Контора" }

[[series]]
id = "main"
prefix = "A"
width = 3

[[services]]
id = "papers"
body = "office"
series = "main"
names = { ru = "Справки" }

[[zones]]
id = "ground"
names = { ru = "Первый этаж" }

[[desks]]
id = "desk-1"
label = "1"
zone = "ground"
services = ["papers"]
"""


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(HallFileError) as caught:
        read_hall_text(text.encode(), "tiny.toml")
    return caught.value.problems


def test_the_demo_hall_is_a_whole_reception_centre() -> None:
    config = load_hall_file(DEMO_HALL)

    assert config.id == "hall-demo"
    assert (len(config.bodies), len(config.services), len(config.desks)) == (6, 14, 8)
    assert [desk.label for desk in config.desks] == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert {zone.id for zone in config.zones} == {"main"}
    assert [service.id for service in config.services if service.hours] == [
        "justice-minister",
        "akimat-akim",
    ]
    assert all(set(service.names) == {"kk", "ru", "en"} for service in config.services)


def test_a_hall_file_says_what_a_hall_is() -> None:
    config = read_hall_text(HALL.encode(), "tiny.toml")

    assert config.hours == (
        ReceptionHours(1, "09:00", "13:00"),
        ReceptionHours(1, "14:00", "00:00"),
        ReceptionHours(2, "09:00", "13:00"),
    )
    assert config.series_of("papers").prefix == "A"
    assert (config.statutory_limit, config.booked_limit) == (2, 1)
    assert not config.start_is_optional


def test_things_are_found_by_their_keys() -> None:
    config = load_hall_file(DEMO_HALL)

    assert config.service("akimat-akim") is config.services[-1]
    assert config.desk("desk-8") is config.desks[-1]
    assert config.zone("main") is config.zones[0]
    assert config.category("veterans") is config.categories[0]
    for find in (config.service, config.desk, config.zone, config.category):
        assert find("nothing") is None


def test_a_kept_configuration_reads_back_the_same() -> None:
    config = load_hall_file(DEMO_HALL)

    assert decode_config(encode_config(config)) == config


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


def test_a_file_that_is_too_long_is_not_read() -> None:
    assert "longer than" in problems_of(HALL + "#" * MAX_FILE_BYTES)[0]


def test_a_file_that_is_not_text_is_told() -> None:
    with pytest.raises(HallFileError, match=r"^tiny\.toml: .*utf-8"):
        read_hall_text(b"\xff\xfe", "tiny.toml")


def test_services_share_the_desks_that_serve_them() -> None:
    config = load_hall_file(DEMO_HALL)

    assert config.sharing_desks_with("justice-lawyer") == {"justice-lawyer", "justice-mediator"}
    assert "health-medicines" in config.sharing_desks_with("education-appeal")


def test_a_hall_imported_before_a_key_was_known_reads_back_and_keeps_its_digest() -> None:
    config = load_hall_file(DEMO_HALL)

    text = encode_config(config)

    assert "restore_gap" not in text
    assert decode_config(text).restore_gap == 200
    assert "restore_gap" in encode_config(replace(config, restore_gap=500))


TICKET = """
[[ticket]]
part = "service"
size = "large"
languages = "all"

[[ticket]]
part = "number"

[[ticket]]
part = "notice"
"""


def test_a_hall_says_how_its_tickets_look_and_others_have_the_usual_one() -> None:
    config = read_hall_text((HALL + TICKET).encode(), "tiny.toml")

    shown = [row for row in config.layout.layout.rows if row.is_shown]
    assert shown == [
        LayoutRow(part=Part.SERVICE, size=Size.LARGE, languages=Spoken.ALL),
        LayoutRow(part=Part.NUMBER),
        LayoutRow(part=Part.NOTICE),
    ]
    assert decode_config(encode_config(config)) == config
    usual = read_hall_text(HALL.encode(), "tiny.toml")
    assert usual.layout == HallLayout(0, standard_layout())
    assert '"ticket"' not in encode_config(usual)


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
