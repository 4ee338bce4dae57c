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
