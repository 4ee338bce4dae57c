"""What the printers' programs tell an administrator, in the language of the computer."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec import toml

from printers.logos import LogoNotKeptError
from printers.profile import BadProfileError
from server.protocol.languages import LanguageCode

PLAIN = Path(__file__).parent / "plain"


def read_plain_words(language: LanguageCode) -> dict[str, str]:
    """Return every sentence in ``language`` by its key."""
    return toml.decode((PLAIN / f"{language}.toml").read_bytes(), type=dict[str, str])


def explain(
    wrong: BadProfileError | LogoNotKeptError, languages: tuple[LanguageCode, ...]
) -> Iterator[str]:
    """Yield a sentence in each language that says what is wrong, in which file and field."""
    facts = defaultdict(str, {key: str(fact) for key, fact in wrong.data.items()})
    for language in languages:
        yield read_plain_words(language)[facts["reason"]].format_map(facts)
