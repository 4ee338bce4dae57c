"""The demo speaks the computer's language."""

import pytest

from server.demo.wording import LANGUAGES, language_of, read_words


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "kk_KZ.UTF-8"}, "kk"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_decides(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def test_every_language_says_everything_with_the_same_blanks() -> None:
    english = read_words("en")

    for language in LANGUAGES:
        words = read_words(language)
        assert words.keys() == english.keys()
        assert [key for key in words if words[key].count("{") != english[key].count("{")] == []
