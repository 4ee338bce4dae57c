"""What the demo says to whoever started it, in the language of the computer."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

WORDS = Path(__file__).parent / "words"
LANGUAGES = ("kk", "ru", "en")


def language_of(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language that the computer's locale asks for, else English."""
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG")
    language = (locale or "").split("_")[0].split(".")[0].lower()
    return language if language in LANGUAGES else "en"


def read_words(language: str) -> dict[str, str]:
    """Return the demo's sentences in one of its languages."""
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
