"""What the printers' programs tell an administrator, in the language of the computer."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec import toml

from server.protocol.errors import KezekError
from server.protocol.languages import LanguageCode

PLAIN = Path(__file__).parent / "plain"


def read_plain_words(language: LanguageCode) -> dict[str, str]:
    """Return every sentence in ``language`` by its key."""
    return toml.decode((PLAIN / f"{language}.toml").read_bytes(), type=dict[str, str])


def explain(wrong: KezekError, languages: tuple[LanguageCode, ...]) -> Iterator[str]:
    """Yield a sentence in each language that says what is wrong, in which file and field."""
    facts = defaultdict(str, {key: str(fact) for key, fact in wrong.data.items()})
    for language in languages:
        words = read_plain_words(language)
        yield words.get(facts["reason"], words["no-way"]).format_map(facts)


def explain_file(wrong: OSError, languages: tuple[LanguageCode, ...]) -> Iterator[str]:
    """Yield a sentence in each language that says which file cannot be used, and why."""
    for language in languages:
        yield read_plain_words(language)["file-trouble"].format(
            file=wrong.filename or "", detail=wrong.strerror or type(wrong).__name__
        )
