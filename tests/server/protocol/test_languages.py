"""Texts kept in several languages."""

import pytest

from server.protocol.languages import in_language, languages_of_computer

TEXTS = {"kk": "Терезе", "ru": "Окно", "en": "Desk"}


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        (TEXTS, "ru", "Окно"),
        (TEXTS, "zh", "Терезе"),
        ({"ru": "Окно", "kk": ""}, "kk", "Окно"),
        ({"uz": "Oyna"}, "kk", "Oyna"),
        ({}, "kk", ""),
    ],
)
def test_a_missing_language_falls_back_in_order(
    texts: dict[str, str], language: str, expected: str
) -> None:
    assert in_language(texts, language) == expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "kk_KZ.UTF-8"}, ("kk",)),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "en_US.UTF-8"}, ("en",)),
        ({"LANG": "en_GB", "LC_MESSAGES": "ru_KZ"}, ("ru",)),
        ({"LANG": "C.UTF-8"}, ("kk", "ru", "en")),
        ({"LANG": "de_DE.UTF-8"}, ("kk", "ru", "en")),
        ({}, ("kk", "ru", "en")),
    ],
)
def test_the_locale_decides_what_a_computer_speaks(
    environment: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert languages_of_computer(environment) == expected
