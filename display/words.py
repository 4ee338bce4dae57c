"""What each clip says, read from sounds/words.toml; used by ``make_clips`` and tests."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from display.clips import SOUND_DIRECTORY
from server.protocol.languages import LanguageCode

WORDS_FILE = SOUND_DIRECTORY / "words.toml"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One clip to be made: its text, and how the synthesiser is to be handed it."""

    language: LanguageCode
    voice: str
    name: str
    text: str
    synthesis: str


def read_words(path: Path = WORDS_FILE) -> tuple[SpokenWord, ...]:
    """Return every word of every language."""
    with path.open("rb") as file:
        tables = tomllib.load(file)
    return tuple(
        SpokenWord(language, table["voice"], name, text, table["synthesis"].get(name, text))
        for language, table in tables.items()
        for name, text in table["clips"].items()
    )
