"""A call as the clips that say it: pure; used by the announcer, played by ``voice``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from display.numerals import HIGHEST, cardinal, kazakh_ordinal
from server.protocol.languages import FALLBACK_ORDER, LanguageCode
from server.protocol.snapshots import BoardCall

LANGUAGES = FALLBACK_ORDER
"""Languages that clips exist for."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One recorded word or phrase: a file of the language's folder."""

    language: LanguageCode
    name: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A breath between parts of a sentence, or between languages."""

    milliseconds: int


Sound = Clip | Pause

COMMA = Pause(220)
BETWEEN_LANGUAGES = Pause(700)

_PLAIN = re.compile(r"([A-Z\u0410-\u042f])?0*([1-9][0-9]*)")
_OF_A_KIOSK = re.compile(r"[K\u041a]0*([1-9][0-9]*)-0*([1-9][0-9]*)")
# The letters that look the same in both scripts; a hall file typed in Cyrillic says the same.
_LETTERS = {
    "A": "letter-a",
    "M": "letter-m",
    "T": "letter-t",
    "K": "letter-k",
    "\u0410": "letter-a",
    "\u041c": "letter-m",
    "\u0422": "letter-t",
    "\u041a": "letter-k",
}


def spoken_languages(
    language: LanguageCode, extra_voices: tuple[LanguageCode, ...]
) -> tuple[LanguageCode, ...]:
    """Return in which languages to speak: the ticket's, then the hall's others, each once."""
    wanted = (code.split("-")[0] for code in (language, *extra_voices))
    known = tuple(dict.fromkeys(code for code in wanted if code in LANGUAGES))
    return known or LANGUAGES[:1]


def phrase(call: BoardCall, extra_voices: tuple[LanguageCode, ...] = ()) -> tuple[Sound, ...]:
    """Return all that is said for ``call``, language after language."""
    said: list[Sound] = []
    for language in spoken_languages(call.language, extra_voices):
        if said:
            said.append(BETWEEN_LANGUAGES)
        said.extend(_sentence(language, call.number, call.desk))
    return tuple(said)


def _sentence(language: LanguageCode, number: str, desk: str) -> Iterator[Sound]:
    ticket = _ticket(language, number)
    if not ticket:
        yield Clip(language, "look")
        return
    ticket_word = Clip(language, "ticket")
    yield from (*ticket, ticket_word) if language == "kk" else (ticket_word, *ticket)
    yield COMMA
    yield from _clips(language, _desk(language, desk))


def _ticket(language: LanguageCode, number: str) -> tuple[Sound, ...]:
    """Return the number's clips, or nothing when it is of a form without words."""
    match = _OF_A_KIOSK.fullmatch(number)
    if match and _are_sayable(match[1], match[2]):
        kiosk = _clips(language, ("letter-k", *cardinal(language, int(match[1]))))
        return (*kiosk, COMMA, *_clips(language, cardinal(language, int(match[2]))))
    match = _PLAIN.fullmatch(number)
    if not match or not _are_sayable(match[2]) or match[1] not in {None, *_LETTERS}:
        return ()
    letter = (_LETTERS[match[1]],) if match[1] else ()
    return _clips(language, (*letter, *cardinal(language, int(match[2]))))


def _desk(language: LanguageCode, label: str) -> tuple[str, ...]:
    if not re.fullmatch(r"[0-9]{1,8}", label) or not _are_sayable(label):
        return ("come-as-shown",)
    if language == "kk":
        return (*kazakh_ordinal(int(label)), "come")
    return ("come", *cardinal(language, int(label)))


def _are_sayable(*digits: str) -> bool:
    return all(1 <= int(each) <= HIGHEST for each in digits)


def _clips(language: LanguageCode, names: tuple[str, ...]) -> tuple[Sound, ...]:
    return tuple(Clip(language, name) for name in names)
