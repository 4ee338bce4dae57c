"""The board's own words in each language."""

from pathlib import Path

import pytest

from display.screens.wording_screen import WordingScreen


@pytest.mark.parametrize(
    ("language", "text"),
    [("kk", "Терезе"), ("ru", "Окно"), ("en", "Desk"), ("kk-Latn", "Терезе"), ("zh", "Терезе")],
)
def test_a_text_is_told_in_the_language_asked_for(language: str, text: str) -> None:
    assert WordingScreen().inLanguage(language, "Desk") == text


def test_a_text_nobody_knows_stays_itself() -> None:
    assert WordingScreen().inLanguage("kk", "Nobody knows this") == "Nobody knows this"


def test_missing_catalogues_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no texts for kk"):
        WordingScreen(tmp_path)
