"""What the demo says to whoever started it, in the language of the computer."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from server.protocol.languages import LanguageCode, languages_of_computer

WORDS = Path(__file__).parent / "words"
LANGUAGES = ("kk", "ru", "en")


def language_of(environment: Mapping[str, str] = os.environ) -> LanguageCode:
    """Return the language of the computer, English if it speaks none of ours."""
    spoken = languages_of_computer(environment)
    return spoken[0] if len(spoken) == 1 else "en"


def read_words(language: LanguageCode) -> dict[str, str]:
    """Return the demo's sentences in one of its languages."""
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
