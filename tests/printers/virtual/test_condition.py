"""The control words change the hardware and can put it right again."""

from typing import Any

import pytest

from printers.virtual.condition import Condition, changed

TROUBLES = {
    "paper": ("out", "loaded"),
    "cover": ("open", "closed"),
    "cutter": ("error", "ok"),
    "head": ("overheated", "ok"),
    "path": ("jammed", "free"),
}


@pytest.mark.parametrize("word", TROUBLES)
def test_each_trouble_stops_the_printer_and_can_be_put_right(word: str) -> None:
    wrong, right = TROUBLES[word]

    broken = changed(Condition(), {word: wrong})
    mended = changed(broken, {word: right})

    assert not broken.can_print
    assert mended == Condition()


def test_what_went_wrong_together_is_put_right_together() -> None:
    broken = changed(Condition(), {word: wrong for word, (wrong, _) in TROUBLES.items()})

    mended = changed(broken, {word: right for word, (_, right) in TROUBLES.items()})

    assert mended == Condition()


def test_a_new_roll_is_as_long_as_the_first() -> None:
    short = Condition(mm_left=3.0, roll_mm=50_000.0, near_end=True)

    assert changed(short, {"paper": "loaded"}) == Condition(mm_left=50_000.0, roll_mm=50_000.0)


def test_a_printer_without_power_cannot_print_but_nothing_hinders_it() -> None:
    off = changed(Condition(), {"power": "off"})

    assert (off.can_print, off.hindered) == (False, False)


def test_millimetres_and_plain_words_are_taken_as_they_are() -> None:
    order = {"paper_left_mm": 2, "mute": True, "die_after": 40}

    assert changed(Condition(), order) == Condition(mm_left=2.0, mute=True, die_after=40)


@pytest.mark.parametrize("order", [{"paper": "wet"}, {"colour": "red"}])
def test_an_unknown_word_is_an_error(order: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        changed(Condition(), order)


def test_asking_for_the_state_changes_nothing() -> None:
    assert changed(Condition(), {"state": True}) == Condition()
