"""Breaking one text over several lines of paper, evenly and without losing a character; pure."""

import unicodedata
from collections.abc import Callable

Width = Callable[[str], int]


def clean(text: str) -> str:
    """Return ``text`` composed, on one line, without what a printer would take for a command."""
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if char.isspace() else char for char in composed)
    printable = "".join(char for char in spaced if unicodedata.category(char) != "Cc")
    return " ".join(printable.split(" ")).strip()


def widest_word(text: str, width: Width) -> int:
    """Return the width of the widest word of ``text``."""
    return max((width(word) for word in text.split()), default=0)


def wrap(text: str, width: Width, limit: int) -> tuple[str, ...]:
    """Break ``text`` into as few lines of at most ``limit`` as can be, as even as can be."""
    pieces = [piece for word in text.split() for piece in _break_word(word, width, limit)]
    lines = _fill(pieces, width, limit)
    if len(lines) <= 1:
        return lines
    return _fill(pieces, width, _narrowest(pieces, width, limit, len(lines)))


def _narrowest(pieces: list[str], width: Width, limit: int, count: int) -> int:
    low, high = max(width(piece) for piece in pieces), limit
    while low < high:
        middle = (low + high) // 2
        if len(_fill(pieces, width, middle)) > count:
            low = middle + 1
        else:
            high = middle
    return low


def _fill(pieces: list[str], width: Width, limit: int) -> tuple[str, ...]:
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]} {piece}" if lines else piece
        if lines and width(longer) <= limit:
            lines[-1] = longer
        else:
            lines.append(piece)
    return tuple(lines)


def _break_word(word: str, width: Width, limit: int) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char) > limit:
            pieces.append("")
        pieces[-1] += char
    return pieces
