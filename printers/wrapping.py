"""Breaking one text over several lines of paper, evenly and without losing a character; pure."""

import unicodedata
from collections.abc import Callable, Iterator

Width = Callable[[str], int]
Piece = tuple[str, str]
"""What parts a word from the one before it on the same line, and the word."""

UNSEEN = frozenset({"Cc", "Cs"})
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They would turn the rest of a line round; the letters themselves say which way they run."""
HYPHENS = str.maketrans("–—", "--")
WIDE = frozenset("WF")
STAYS_WITH_THE_ONE_BEFORE = frozenset("、。，．：；！？）」』】》”’")


def clean(text: str) -> str:
    """Return ``text`` composed, on one line, without what a printer would take for a command."""
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if char.isspace() else char for char in composed)
    printable = "".join(char for char in spaced if _is_seen(char))
    return " ".join(printable.split(" ")).strip()


def hyphened(text: str) -> str:
    """Return ``text`` with hyphens for its dashes, which few code pages have."""
    return text.translate(HYPHENS)


def widest_word(text: str, width: Width) -> int:
    """Return the width of the widest piece of ``text`` that is not broken willingly."""
    return max((width(word) for _, word in _pieces(text)), default=0)


def wrap(text: str, width: Width, limit: int) -> tuple[str, ...]:
    """Break ``text`` into as few lines of at most ``limit`` as can be, as even as can be."""
    pieces = [part for piece in _pieces(text) for part in _break_piece(piece, width, limit)]
    lines = _fill(pieces, width, limit)
    if len(lines) <= 1:
        return lines
    return _fill(pieces, width, _narrowest(pieces, width, limit, len(lines)))


def graphemes(text: str) -> Iterator[str]:
    """Yield each character with the marks that stand on it."""
    held = ""
    for char in text:
        if held and not unicodedata.category(char).startswith("M"):
            yield held
            held = ""
        held += char
    if held:
        yield held


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in UNSEEN and char not in DIRECTION_MARKS


def _pieces(text: str) -> Iterator[Piece]:
    """Cut ``text`` at spaces and hyphens, and Chinese, which has none, at each character."""
    for word in text.split():
        glue, held = " ", ""
        for cluster in graphemes(word):
            if held and _may_part(held, cluster):
                yield glue, held
                glue, held = "", ""
            held += cluster
        yield glue, held


def _may_part(held: str, cluster: str) -> bool:
    if cluster[0] in STAYS_WITH_THE_ONE_BEFORE:
        return False
    if held[-1] == "-" and cluster[0].isalpha():
        return True
    return any(unicodedata.east_asian_width(char) in WIDE for char in (held[-1], cluster[0]))


def _narrowest(pieces: list[Piece], width: Width, limit: int, count: int) -> int:
    low, high = max(width(word) for _, word in pieces), limit
    while low < high:
        middle = (low + high) // 2
        if len(_fill(pieces, width, middle)) > count:
            low = middle + 1
        else:
            high = middle
    return low


def _fill(pieces: list[Piece], width: Width, limit: int) -> tuple[str, ...]:
    lines: list[str] = []
    for glue, word in pieces:
        longer = f"{lines[-1]}{glue}{word}" if lines else word
        if lines and width(longer) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _break_piece(piece: Piece, width: Width, limit: int) -> list[Piece]:
    glue, word = piece
    parts = [""]
    for cluster in graphemes(word):
        if parts[-1] and width(parts[-1] + cluster) > limit:
            parts.append("")
        parts[-1] += cluster
    # Parts of one word never meet on a line again: each fills its line but the last.
    return [(glue if number == 0 else " ", part) for number, part in enumerate(parts)]
