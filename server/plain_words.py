"""What the offline tools tell an administrator, in the language of the computer."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import toml

from server.protocol.languages import LanguageCode

WORDS = Path(__file__).parent / "words"


def read_words(language: LanguageCode) -> dict[str, str]:
    """Return every text in ``language`` by its code."""
    return toml.decode((WORDS / f"{language}.toml").read_bytes(), type=dict[str, str])


class PlainWords:
    """Texts by code, filled in, one line per language."""

    def __init__(self, languages: tuple[LanguageCode, ...]) -> None:
        """Speak ``languages``."""
        self._texts = [read_words(language) for language in languages]

    def lines(self, code: str, data: Mapping[str, str | int]) -> Iterator[str]:
        """Yield the text of ``code`` in each language; ``subject`` is the code of another text."""
        for texts in self._texts:
            subject = str(data.get("subject", ""))
            named = {"subject": texts[subject].format_map(data)} if subject else {}
            yield texts[code].format_map({**data, **named})
