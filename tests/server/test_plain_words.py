"""Tests of the plain words: complete in every language, filled in."""

from string import Formatter

import pytest

from server.plain_words import PlainWords, read_words
from server.protocol.languages import FALLBACK_ORDER
from server.storage.backups import Flaw
from server.verify.faults import Fault


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", FALLBACK_ORDER)
def test_every_language_has_every_text_with_the_same_gaps(language: str) -> None:
    english, texts = read_words("en"), read_words(language)

    assert {code: gaps(text) for code, text in texts.items()} == {
        code: gaps(text) for code, text in english.items()
    }
    assert all(text.strip() for text in texts.values())


def test_every_flaw_and_every_fault_has_its_words() -> None:
    assert {code.value for code in (*Flaw, *Fault)} <= set(read_words("kk"))


def test_a_text_is_filled_in_and_said_in_each_language() -> None:
    lines = [*PlainWords(("ru", "en")).lines("no-hall", {"path": "/data"})]

    assert lines == ["В /data ещё нет зала.", "/data holds no hall yet."]


def test_in_kazakh_a_booking_has_one_word_and_an_entry_of_the_log_another() -> None:
    texts = read_words("kk")
    of_bookings = [text for code, text in texts.items() if code.startswith("bookings-")]

    assert [text for text in of_bookings if "жазба" in text.lower()] == []
    assert any("жазылу" in text.lower() for text in of_bookings)
    assert "жазба" in texts["bad-seq"].lower()
