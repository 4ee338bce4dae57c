"""The words of a ticket per language, read from words/*.toml, with the right plural form."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, toml

WORDS_DIRECTORY = Path(__file__).parent / "words"


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Every text of the ticket that does not come from the hall's data, in one language."""

    language: str
    number_label: str
    ahead_nobody: str
    ahead: Mapping[str, str]
    issued: str
    issued_time: str
    copy: str
    follow: str
    notice: str
    came: str
    without_server: tuple[str, ...]
    without_time: tuple[str, ...]
    slip_title: str
    slip_time: str
    slip_advice: str
    slip_advice_timeless: str
    specimen: str


def languages() -> tuple[str, ...]:
    """Return the languages that have words."""
    return tuple(sorted(path.stem for path in WORDS_DIRECTORY.glob("*.toml")))


def read_words(language: str) -> Words:
    """Read the words of ``language``; a missing or unknown text in the file is an error."""
    path = WORDS_DIRECTORY / f"{language}.toml"
    return toml.decode(path.read_bytes(), type=Words)


def plural_form(language: str, count: int) -> str:
    """Return the CLDR plural category of ``count``: ``one``, ``few``, ``many`` or ``other``."""
    match language:
        case "ru":
            return _russian_form(count)
        case "en":
            return "one" if count == 1 else "other"
        case _:
            # A Kazakh noun after a numeral stays singular, so one form serves every count.
            return "other"


def people_ahead(words: Words, count: int) -> str:
    """Say how many people are ahead."""
    if count <= 0:
        return words.ahead_nobody
    return words.ahead[plural_form(words.language, count)].format(count=count)


def issued_line(words: Words, issued_at: datetime) -> str:
    """Say when the ticket was issued, on the clock that ``issued_at`` carries."""
    return words.issued.format(time=issued_at.strftime(words.issued_time))


def came_line(words: Words, came_at: datetime) -> str:
    """Say when the visitor came, on the clock that ``came_at`` carries."""
    return words.came.format(time=came_at.strftime(words.issued_time))


def slip_line(words: Words, came_at: datetime) -> str:
    """Say on a slip for the staff when the visitor came."""
    return words.slip_time.format(time=came_at.strftime(words.issued_time))


def copy_line(words: Words, copy_number: int) -> str:
    """Say which copy this paper is."""
    return words.copy.format(number=copy_number)


def _russian_form(count: int) -> str:
    if count % 100 in range(11, 15):
        return "many"
    if count % 10 == 1:
        return "one"
    return "few" if count % 10 in (2, 3, 4) else "many"
