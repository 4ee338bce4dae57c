"""The control words change the hardware, and the status bytes tell it as the manual draws them."""

from typing import Any

import pytest

from printers.virtual.condition import Condition, changed


@pytest.mark.parametrize(
    ("order", "automatic", "real_time"),
    [
        ({}, "10000000", "12121212"),
        ({"paper": "near-end"}, "10000300", "1212121e"),
        ({"paper": "out"}, "18000f00", "1a32127e"),
        ({"cover": "open"}, "38000000", "1a161212"),
        ({"cutter": "error"}, "18080000", "1a521a12"),
    ],
)
def test_status_bytes_tell_the_hardware(
    order: dict[str, Any], automatic: str, real_time: str
) -> None:
    condition = changed(Condition(), order)

    answers = b"".join(condition.real_time_status(kind) for kind in (1, 2, 3, 4))

    assert condition.automatic_status().hex() == automatic
    assert answers.hex() == real_time


def test_the_paper_sensor_tells_the_roll() -> None:
    assert changed(Condition(), {"paper": "near-end"}).paper_sensor() == b"\x03"
    assert changed(Condition(), {"paper_left_mm": 0}).paper_sensor() == b"\x0f"


def test_what_went_wrong_can_be_put_right() -> None:
    broken = changed(Condition(), {"paper": "out", "cover": "open", "cutter": "error"})

    mended = changed(broken, {"paper": "loaded", "cover": "closed", "cutter": "ok"})

    assert not broken.can_print
    assert mended == Condition()


def test_a_printer_without_power_cannot_print() -> None:
    assert not changed(Condition(), {"power": "off"}).can_print


@pytest.mark.parametrize("order", [{"paper": "wet"}, {"colour": "red"}])
def test_an_unknown_word_is_an_error(order: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        changed(Condition(), order)


def test_asking_for_the_state_changes_nothing() -> None:
    assert changed(Condition(), {"state": True}) == Condition()
