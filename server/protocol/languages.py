"""Languages of a hall and texts kept in several of them; used by every program."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

LanguageCode = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$", max_length=12)]
"""A BCP 47 tag such as ``kk``, ``ru``, ``en`` or ``kk-Latn``."""

Texts = dict[LanguageCode, Annotated[str, Meta(max_length=500)]]
"""One text in several languages."""

FALLBACK_ORDER: tuple[LanguageCode, ...] = ("kk", "ru", "en")


def in_language(texts: Mapping[LanguageCode, str], language: LanguageCode) -> str:
    """Return the text in ``language``, else in the first fallback language it has, else ``""``."""
    for candidate in (language, *FALLBACK_ORDER):
        if texts.get(candidate):
            return texts[candidate]
    return next(iter(texts.values()), "")


def languages_of_computer(environment: Mapping[str, str]) -> tuple[LanguageCode, ...]:
    """Return the language that the computer's locale asks for, all of ours if it is none of them.

    The variables and their order are those of setlocale(3).
    """
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    language = locale[:2].lower()
    return (language,) if language in FALLBACK_ORDER else FALLBACK_ORDER
