"""The words of a ticket per language, read from words/*.toml, with the right plural form."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, toml

from server.protocol.waits import WaitRange

WORDS_DIRECTORY = Path(__file__).parent / "words"


class SheetWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands on the sheet of code pages beside the letters that are tried."""

    title: str
    how: str
    own: str


class WaitWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of the wait: figures only as far as they are honest."""

    soon: str
    up_to: str
    exact: str
    about: str
    long: str
    after: str
    rough: str


class ElsewhereWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What a slip says to a visitor who cannot be received here, or not today."""

    not_here: str
    closed: str
    full: str
    go: str
    who: str
    next: str


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
    persons: str
    slot: str
    slot_time: str
    wait: WaitWords
    elsewhere: ElsewhereWords
    sheet: SheetWords


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


def persons_line(words: Words, count: int) -> str:
    """Say how many come with this number."""
    return words.persons.format(count=count)


def wait_line(words: Words, expected: WaitRange, slot_at: datetime | None = None) -> str:
    """Say how long the wait will probably be: an honest range, never one figure for it.

    From ``slot_at`` on for a visitor who came before the time that he had booked.
    """
    said = words.wait
    low, high = expected.low_minutes, expected.high_minutes
    if expected.is_soon:
        line = said.soon
    elif high is None:
        line = said.long
    elif low == 0:
        line = said.up_to.format(high=high)
    else:
        line = (said.exact if low == high else said.about).format(low=low, high=high)
    if slot_at is not None:
        line = said.after.format(wait=line, time=slot_at.strftime(words.slot_time))
    return said.rough.format(wait=line) if expected.is_approximate else line


def slot_line(words: Words, slot_at: datetime) -> str:
    """Say for which time the visitor had booked, on the clock that ``slot_at`` carries."""
    return words.slot.format(time=slot_at.strftime(words.slot_time))


def next_line(words: Words, next_at: datetime) -> str:
    """Say when a visitor who was sent away is received next."""
    return words.elsewhere.next.format(time=next_at.strftime(words.issued_time))


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
