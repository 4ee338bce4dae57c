"""The words of the ticket: complete, and with the plural form that the language wants."""

from datetime import UTC, datetime
from string import Formatter

import pytest

from printers.wording import (
    copy_line,
    issued_line,
    languages,
    people_ahead,
    plural_form,
    read_words,
)

FORMS = {"kk": {"other"}, "ru": {"one", "few", "many"}, "en": {"one", "other"}}


def test_kazakh_russian_and_english_have_words() -> None:
    assert set(languages()) >= {"kk", "ru", "en"}


@pytest.mark.parametrize("language", languages())
def test_every_text_is_there_and_keeps_its_placeholder(language: str) -> None:
    words = read_words(language)

    fields = {name: _fields(getattr(words, name)) for name in ("issued", "copy", "notice")}

    assert words.language == language
    assert fields == {"issued": {"time"}, "copy": {"number"}, "notice": set()}
    assert set(words.ahead) == FORMS[language]
    assert all(_fields(text) == {"count"} for text in words.ahead.values())
    assert all((words.number_label, words.ahead_nobody, words.follow, words.notice))


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("kk", 0, "Алдыңызда ешкім жоқ"),
        ("kk", 1, "Алдыңызда 1 адам бар"),
        ("kk", 25, "Алдыңызда 25 адам бар"),
        ("ru", 0, "Перед вами никого нет"),
        ("ru", 1, "Перед вами 1 человек"),
        ("ru", 3, "Перед вами 3 человека"),
        ("ru", 5, "Перед вами 5 человек"),
        ("ru", 11, "Перед вами 11 человек"),
        ("ru", 12, "Перед вами 12 человек"),
        ("ru", 21, "Перед вами 21 человек"),
        ("ru", 22, "Перед вами 22 человека"),
        ("ru", 112, "Перед вами 112 человек"),
        ("en", 0, "Nobody is ahead of you"),
        ("en", 1, "1 person is ahead of you"),
        ("en", 2, "2 people are ahead of you"),
    ],
)
def test_people_ahead_are_counted_as_the_language_counts(
    language: str, count: int, said: str
) -> None:
    assert people_ahead(read_words(language), count) == said


def test_a_language_without_a_rule_has_one_form() -> None:
    assert plural_form("tr", 2) == "other"


def test_time_and_copy_are_worded() -> None:
    words = read_words("ru")

    assert issued_line(words, datetime(2026, 3, 14, 9, 5, tzinfo=UTC)) == "Выдан: 14.03.2026 09:05"
    assert copy_line(words, 2) == "Копия 2"


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
