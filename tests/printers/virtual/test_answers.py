"""Status bytes tell the hardware as the manuals draw them, and only what a model can feel."""

from typing import Any

import pytest
from msgspec import structs

from printers.virtual.answers import Answers
from printers.virtual.build import read_build
from printers.virtual.condition import Condition, changed

WITH_SENSOR = Answers(read_build("epson_tm_t88v"))
WITHOUT_SENSOR = Answers(read_build("epson_tm_t20iii"))
KIOSK = Answers(read_build("custom_vkp80iii"))
NEAR_END = Condition(near_end=True)


@pytest.mark.parametrize(
    ("order", "automatic", "real_time"),
    [
        ({}, "10000000", "12121212"),
        ({"paper": "near-end"}, "10000300", "1212121e"),
        ({"paper": "out"}, "18000f00", "1a32127e"),
        ({"cover": "open"}, "38000000", "1a161212"),
        ({"cutter": "error"}, "18080000", "1a521a12"),
        ({"head": "overheated"}, "18400000", "1a525212"),
        ({"path": "jammed"}, "18040000", "1a521612"),
    ],
)
def test_status_bytes_tell_the_hardware(
    order: dict[str, Any], automatic: str, real_time: str
) -> None:
    condition = changed(Condition(), order)

    told = b"".join(
        WITH_SENSOR.real_time_status(kind, condition, ticket_out=False) for kind in (1, 2, 3, 4)
    )

    assert WITH_SENSOR.automatic_status(condition).hex() == automatic
    assert told.hex() == real_time


def test_a_printer_without_the_sensor_never_tells_of_the_near_end() -> None:
    assert WITHOUT_SENSOR.automatic_status(NEAR_END) == b"\x10\x00\x00\x00"
    assert WITHOUT_SENSOR.paper_sensor(NEAR_END) == b"\x00"
    assert WITHOUT_SENSOR.real_time_status(4, NEAR_END, ticket_out=False) == b"\x12"


def test_the_paper_sensor_tells_the_roll() -> None:
    assert WITH_SENSOR.paper_sensor(NEAR_END) == b"\x03"
    assert WITHOUT_SENSOR.paper_sensor(Condition(mm_left=0)) == b"\x0f"


@pytest.mark.parametrize(
    ("condition", "ticket_out", "told"),
    [
        (Condition(), False, "100f00000000"),
        (Condition(), True, "100f20000000"),
        (Condition(mm_left=0), False, "100f05000000"),
        (Condition(mm_left=2_900), False, "100f04000000"),
        (Condition(cover_open=True, overheated=True), False, "100f00030100"),
        (Condition(jammed=True, cutter_error=True), False, "100f00004001"),
    ],
)
def test_the_full_status_tells_ticket_jam_and_heat(
    condition: Condition, ticket_out: bool, told: str
) -> None:
    assert KIOSK.real_time_status(20, condition, ticket_out=ticket_out).hex() == told


def test_a_model_without_a_question_says_nothing_to_it() -> None:
    mute = Answers(structs.replace(read_build("epson"), has=frozenset()))

    assert WITH_SENSOR.real_time_status(20, Condition(), ticket_out=True) == b""
    assert mute.real_time_status(1, Condition(), ticket_out=False) == b""


@pytest.mark.parametrize(
    ("condition", "ticket_out", "told"),
    [
        (Condition(), False, "04"),
        (Condition(), True, "0c"),
        (Condition(mm_left=0), False, "01"),
        (Condition(cutter_error=True), False, "44"),
        (Condition(jammed=True), False, "84"),
    ],
)
def test_the_ejector_tells_where_the_ticket_is(
    condition: Condition, ticket_out: bool, told: str
) -> None:
    assert KIOSK.ejector(condition, ticket_out=ticket_out).hex() == told


def test_an_echo_repeats_the_mark_unless_it_is_another_ones() -> None:
    assert WITH_SENSOR.echo(b"abcd", Condition()) == b"\x37\x22abcd\x00"
    assert WITH_SENSOR.echo(b"abcd", Condition(foreign_echo=True)) == b"\x37\x22????\x00"


@pytest.mark.parametrize(
    ("kind", "answer"),
    [(1, b"\x20"), (49, b"\x20"), (66, b"_EPSON\x00"), (67, b"_TM-T88V\x00"), (99, b"")],
)
def test_the_printer_says_who_it_is(kind: int, answer: bytes) -> None:
    assert WITH_SENSOR.identity(kind) == answer


def test_a_rongta_says_that_it_is_another() -> None:
    rongta = Answers(read_build("rongta_rp326"))

    assert (rongta.identity(66), rongta.identity(67)) == (b"_EPOSN\x00", b"_TM-T88V\x00")


@pytest.mark.parametrize(
    ("mask", "after", "told"),
    [
        (0x08, NEAR_END, True),
        (0x04, NEAR_END, False),
        (0x02, Condition(cover_open=True), True),
        (0x08, Condition(cover_open=True), False),
        (0x04, Condition(overheated=True), True),
        (0, Condition(cover_open=True), False),
        (0x0F, Condition(mute=True), False),
    ],
)
def test_only_what_was_asked_for_is_told_by_itself(
    mask: int, after: Condition, told: bool
) -> None:
    assert WITH_SENSOR.armed_change(mask, Condition(), after) is told
