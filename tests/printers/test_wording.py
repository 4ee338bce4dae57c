"""The words of the ticket: complete, and with the plural form that the language wants."""

from datetime import UTC, datetime
from string import Formatter

import pytest

from printers.wording import (
    copy_line,
    issued_line,
    languages,
    people_ahead,
    persons_line,
    plural_form,
    read_words,
    slot_line,
    wait_line,
)
from server.protocol.waits import WaitRange

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


ROUGH = WaitRange(20, 35, is_approximate=True)


@pytest.mark.parametrize(
    ("expected", "kazakh", "russian", "english"),
    [
        (
            WaitRange(20, 35),
            "Күту уақыты: шамамен 20–35 мин",
            "Ожидание: примерно 20–35 мин",
            "Waiting time: about 20–35 min",
        ),
        (
            WaitRange(0, 5),
            "Жақын арада шақырады: 5 минутқа дейін",
            "Вас скоро вызовут: до 5 минут",
            "You will be called soon: up to 5 min",
        ),
        (
            WaitRange(0, 15),
            "Күту уақыты: 15 минутқа дейін",
            "Ожидание: до 15 мин",
            "Waiting time: up to 15 min",
        ),
        (
            WaitRange(15, 15),
            "Күту уақыты: шамамен 15 мин",
            "Ожидание: примерно 15 мин",
            "Waiting time: about 15 min",
        ),
        (
            WaitRange(95, None),
            "Күту уақыты: 2 сағаттан көп",
            "Ожидание: более 2 часов",
            "Waiting time: more than 2 hours",
        ),
        (
            ROUGH,
            "Күту уақыты: шамамен 20–35 мин (алдын ала есеп)",
            "Ожидание: примерно 20–35 мин (предварительно)",
            "Waiting time: about 20–35 min (rough estimate)",
        ),
    ],
    ids=["range", "soon", "from-nothing", "one-figure", "long", "rough"],
)
def test_the_wait_is_said_as_a_range(
    expected: WaitRange, kazakh: str, russian: str, english: str
) -> None:
    said = [wait_line(read_words(language), expected) for language in ("kk", "ru", "en")]

    assert said == [kazakh, russian, english]


def test_a_wait_from_a_booked_time_on_names_it() -> None:
    slot = datetime(2026, 3, 14, 15, 20, tzinfo=UTC)

    said = [wait_line(read_words(language), ROUGH, slot) for language in ("kk", "ru", "en")]

    assert said == [
        "Күту уақыты: шамамен 20–35 мин (15:20 өткен соң) (алдын ала есеп)",
        "Ожидание: примерно 20–35 мин после 15:20 (предварительно)",
        "Waiting time: about 20–35 min after 15:20 (rough estimate)",
    ]


def test_how_many_come_together_and_for_when_is_said() -> None:
    kazakh, russian, english = (read_words(language) for language in ("kk", "ru", "en"))
    slot = datetime(2026, 3, 14, 15, 20, tzinfo=UTC)

    assert [persons_line(words, 3) for words in (kazakh, russian, english)] == [
        "Адам саны: 3",
        "Человек: 3",
        "People: 3",
    ]
    assert [slot_line(words, slot) for words in (kazakh, russian, english)] == [
        "Жазылған уақытыңыз: 15:20",
        "Вы записаны на 15:20",
        "Booked for 15:20",
    ]


def test_a_language_without_a_rule_has_one_form() -> None:
    assert plural_form("tr", 2) == "other"


def test_time_and_copy_are_worded() -> None:
    words = read_words("ru")

    assert issued_line(words, datetime(2026, 3, 14, 9, 5, tzinfo=UTC)) == "Выдан: 14.03.2026 09:05"
    assert copy_line(words, 2) == "Копия 2"


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
