"""Tests of the plain words: complete in every language, chosen by the computer's locale."""

from string import Formatter

import pytest

from server.plain_words import PlainWords, languages_of, read_words
from server.protocol.languages import FALLBACK_ORDER
from server.storage.backups import Flaw


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", FALLBACK_ORDER)
def test_every_language_has_every_text_with_the_same_gaps(language: str) -> None:
    english, texts = read_words("en"), read_words(language)

    assert {code: gaps(text) for code, text in texts.items()} == {
        code: gaps(text) for code, text in english.items()
    }
    assert all(text.strip() for text in texts.values())


def test_every_flaw_has_its_words() -> None:
    assert {flaw.value for flaw in Flaw} <= set(read_words("kk"))


@pytest.mark.parametrize(
    ("environment", "languages"),
    [
        ({"LANG": "kk_KZ.UTF-8"}, ("kk",)),
        ({"LANG": "kk_KZ.UTF-8", "LC_ALL": "ru_RU.UTF-8"}, ("ru",)),
        ({"LC_MESSAGES": "en_GB", "LANG": "ru_RU"}, ("en",)),
        ({"LC_ALL": "", "LANG": "ru_RU"}, ("ru",)),
        ({"LANG": "C.UTF-8"}, FALLBACK_ORDER),
        ({}, FALLBACK_ORDER),
    ],
)
def test_the_computers_language_is_spoken_or_all_of_ours(
    environment: dict[str, str], languages: tuple[str, ...]
) -> None:
    assert languages_of(environment) == languages


def test_a_text_is_filled_in_and_said_in_each_language() -> None:
    lines = [*PlainWords(("ru", "en")).lines("no-hall", {"path": "/data"})]

    assert lines == ["В /data ещё нет зала.", "/data holds no hall yet."]
