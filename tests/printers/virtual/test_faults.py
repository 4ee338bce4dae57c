"""Plain words mean what the control socket takes, and every one of them is listed."""

import pytest

from printers.virtual.condition import Condition, changed
from printers.virtual.faults import PLAIN, WITH_VALUE, fault_list, fault_order


@pytest.mark.parametrize("word", PLAIN)
def test_a_plain_word_is_an_order_that_changes_the_printer(word: str) -> None:
    assert changed(Condition(), fault_order(word)) != Condition()
    assert f"  {word} " in fault_list()


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("paper-left=12.5", "mm_left", 12.5),
        ("late=3", "late_echo_seconds", 3.0),
        ("die-after=5000", "die_after", 5000),
        ('{"mute": true}', "mute", True),
    ],
)
def test_a_word_with_a_value_and_a_control_line_are_taken_too(
    said: str, field: str, value: object
) -> None:
    assert getattr(changed(Condition(), fault_order(said)), field) == value


@pytest.mark.parametrize("said", ["sleepy", "late", "late=soon", "mute=1", "{broken"])
def test_anything_else_is_an_error(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        fault_order(said)


def test_words_with_a_value_are_listed_with_it() -> None:
    assert all(f"  {word}=N" in fault_list() for word in WITH_VALUE)
