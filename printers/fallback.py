"""What to print where no font has a character: the nearest that can be said, or nothing; pure."""

import unicodedata
from collections.abc import Callable

from msgspec.structs import replace

from printers.document import Element, TextLine, TicketDocument
from printers.wrapping import clean

CanPrint = Callable[[str], bool]


def printable(document: TicketDocument, can_print: CanPrint) -> tuple[TicketDocument, str]:
    """Return what of ``document`` can be printed, and the characters that cannot.

    An accent or a form that no font has gives way to the plain letter, a sign is left out. A line
    of which a letter is lost is left out as a whole: half a word could send a visitor astray.
    """
    lost: set[str] = set()
    elements = tuple(
        kept
        for element in document.elements
        if (kept := _kept(element, can_print, lost)) is not None
    )
    return replace(document, elements=elements), "".join(sorted(lost))


def _kept(element: Element, can_print: CanPrint, lost: set[str]) -> Element | None:
    if not isinstance(element, TextLine):
        return element
    text = clean(element.text)
    said = {char: _nearest(char, can_print) for char in set(text)}
    missing = {char for char, near in said.items() if near is None}
    lost |= missing
    if any(_is_letter(char) for char in missing):
        return None
    return replace(element, text="".join(said[char] or "" for char in text))


def _is_letter(char: str) -> bool:
    # What this Python does not know yet (Cn) may be one.
    category = unicodedata.category(char)
    return category.startswith("L") or category == "Cn"


def _nearest(char: str, can_print: CanPrint) -> str | None:
    plain = unicodedata.normalize("NFKC", char)
    bare = "".join(
        part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part)
    )
    for candidate in (char, plain, bare):
        if candidate and all(can_print(part) for part in candidate):
            return candidate
    return None
