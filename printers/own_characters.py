"""Our letters in the printer's own table (``ESC &``): which, and in whose place; pure."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import chain, pairwise

from printers.bitmap import Bitmap, bytes_for, columns, holds_command, mended, shifted
from printers.commands import define_characters

FIRST_CODE, LAST_CODE = 0x21, 0x7E
KEPT_AS_THEY_ARE = frozenset("0123456789?")
"""A number is never at risk, and a question mark on paper always means a fault."""
CELL_SHIFTS = (0, 1)
Draw = Callable[[str], Bitmap]


def stand_ins(texts: Iterable[str], codec: str) -> Mapping[str, str]:
    """Return for each letter that the page lacks an ASCII sign that no text prints.

    The signs are neighbours where they can be, so that one command defines many letters.
    """
    used = set(chain.from_iterable(texts))
    wanted = sorted(char for char in used if may_stand_in(char) and not _on_page(char, codec))
    free = [chr(code) for code in range(FIRST_CODE, LAST_CODE + 1)]
    free = [sign for sign in free if sign not in used and sign not in KEPT_AS_THEY_ARE]
    return dict(zip(wanted, _closest(free, len(wanted)), strict=False))


def may_stand_in(char: str) -> bool:
    """Tell whether ``char`` fits a narrow cell by itself and runs from left to right."""
    return (
        unicodedata.category(char)[0] in "LSN"
        and unicodedata.bidirectional(char) in {"L", "ET", "ON", "EN"}
        and unicodedata.east_asian_width(char) not in {"W", "F"}
    )


def substitute(text: str, signs: Mapping[str, str]) -> str:
    """Return ``text`` with each letter of ours as the sign in whose place it stands."""
    return "".join(signs.get(char, char) for char in text)


def definitions(signs: Mapping[str, str], width: int, draw: Draw) -> bytes:
    """Return the commands that put each letter into its place; ``draw`` gives cells so wide."""
    letters = {ord(sign): char for char, sign in signs.items()}
    commands = b""
    for run in _runs(sorted(letters)):
        cells = tuple(_cell(draw(letters[code]), width) for code in run)
        commands += define_characters(run[0], width, cells)
    return commands


def _cell(bitmap: Bitmap, width: int) -> bytes:
    for shift in CELL_SHIFTS:
        moved = shifted(bitmap, shift)
        dots = _upright(moved, width)
        if moved.width_bytes == bitmap.width_bytes and not holds_command(dots):
            return dots
    return mended(_upright(bitmap, width))


def _upright(bitmap: Bitmap, width: int) -> bytes:
    return columns(bitmap)[: width * bytes_for(len(bitmap.rows))]


def _on_page(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _closest(free: list[str], count: int) -> list[str]:
    """Return ``count`` of ``free`` that lie in as short a stretch as can be."""
    if count >= len(free) or count == 0:
        return free[:count]
    starts = range(len(free) - count + 1)
    best = min(starts, key=lambda start: ord(free[start + count - 1]) - ord(free[start]))
    return free[best : best + count]


def _runs(codes: list[int]) -> list[list[int]]:
    runs = [[code] for code in codes[:1]]
    for before, code in pairwise(codes):
        if code == before + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return runs
