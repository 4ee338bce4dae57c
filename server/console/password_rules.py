"""Which new passwords are taken: long ones that are not made of what everybody tries; pure.

There is no list of leaked passwords: words of our own in three languages, rows of keys, runs and
years are recognised, and a password that is made of at most three of them is refused.
"""

import secrets
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

from server.console.passwords import MAX_PASSWORD_LENGTH
from server.protocol.errors import Failure

MIN_PASSWORD_LENGTH = 12
MOST_PIECES = 3
SHORTEST_PIECE = 3
LONGEST_UNIT = 6
LONGEST_NUMBER = 4
WORDS_FILE = Path(__file__).parent / "common_words.txt"

ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщ",
    "01234567890",
)
PASSING_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for each other when they are read out."""

DIFFERENT = Failure("passwords-differ")

_READ_AS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s"})


class Weakness(StrEnum):
    """Why a new password is not taken."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    OWN_NAME = "own-name"


def weakness_of(password: str, names: Iterable[str]) -> Weakness | None:
    """Return what is wrong with a new password of somebody known by ``names``, if anything."""
    if len(password) < MIN_PASSWORD_LENGTH:
        return Weakness.SHORT
    if len(password) > MAX_PASSWORD_LENGTH:
        return Weakness.LONG
    plain = unicodedata.normalize("NFKC", password).casefold()
    letters = "".join(letter for letter in plain if letter.isalnum() or letter in "@$")
    own = tuple(
        part.casefold()
        for name in names
        for part in (name, *name.replace("-", " ").split())
        if len(part) >= SHORTEST_PIECE
    )
    if _is_made_of(letters, own):
        return Weakness.OWN_NAME if any(name in plain for name in own) else Weakness.COMMON
    return None


def fault_of_new(password: str, again: str, names: Iterable[str]) -> tuple[str, Failure | None]:
    """Return which of the fields ``new`` and ``again`` of a form is wrong, and how."""
    weakness = weakness_of(password, names)
    if weakness is not None:
        return "new", Failure("weak-password", {"weakness": weakness.value})
    return ("again", DIFFERENT) if password != again else ("", None)


def passing_password() -> str:
    """Return a new password that is read out once and changed at the first log-in."""
    groups = ("".join(secrets.choice(PASSING_ALPHABET) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


@cache
def common_words() -> frozenset[str]:
    """Return the words that passwords are often made of."""
    lines = WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(
        word for line in lines if not line.startswith("#") for word in line.casefold().split()
    )


def _is_made_of(text: str, own: tuple[str, ...]) -> bool:
    """Return whether at most a few well-known pieces, or one repeated, make the whole text."""
    if any(text == (text[:size] * len(text))[: len(text)] for size in range(1, LONGEST_UNIT + 1)):
        return True
    words = common_words() | frozenset(own)
    fewest = [0] + [MOST_PIECES + 1] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(end):
            if fewest[start] < fewest[end] - 1 and _is_piece(text[start:end], words):
                fewest[end] = fewest[start] + 1
    return fewest[-1] <= MOST_PIECES


def _is_piece(text: str, words: frozenset[str]) -> bool:
    if text in words or text.translate(_READ_AS) in words:
        return True
    if text.isdigit() and len(text) <= LONGEST_NUMBER:
        return True
    return len(text) >= SHORTEST_PIECE and (len(set(text)) == 1 or _is_in_row(text))


def _is_in_row(text: str) -> bool:
    return any(text in row or text in row[::-1] for row in ROWS)
