"""Texts kept in several languages."""

import pytest

from server.protocol.languages import in_language

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
