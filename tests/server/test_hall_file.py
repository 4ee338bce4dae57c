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
from server.protocol.codes import CodeKind
from server.protocol.services import ReceptionHours
from server.protocol.ticket_layout import (
    HallLayout,
    LayoutRow,
    Part,
    Size,
    Spoken,
    standard_layout,
)
from tests.server.hall_texts import HALL, TICKET, problems_of

DEMO_HALL = Path("server/halls/demo.toml")


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


CODES = """
[[codes]]
kind = "park"
id = "archive"
names = { ru = "Ждёт архив" }
"""


def test_a_hall_names_its_own_coded_values_and_has_the_usual_ones_of_other_kinds() -> None:
    own = read_hall_text((HALL + CODES).encode(), "tiny.toml")

    assert [code.id for code in own.codes(CodeKind.PARK)] == ["archive"]
    assert own.code(CodeKind.PARK, "documents") is None
    assert own.code(CodeKind.BREAK, "meal") is not None
    assert decode_config(encode_config(own)) == own
    assert "codes" not in encode_config(read_hall_text(HALL.encode(), "tiny.toml"))
