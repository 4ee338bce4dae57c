"""What stands on a ticket, in which order, how large and in which languages: data of a hall."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct, toml
from msgspec.structs import replace

LAYOUTS = Path(__file__).parent / "ticket_layouts"
MOST_ROWS = 32
MOST_MILLIMETRES = 20


class Part(StrEnum):
    """What a row of the ticket is."""

    LOGO = "logo"
    HALL = "hall"
    BODY = "body"
    SERVICE = "service"
    CLAIM = "claim"
    LABEL = "label"
    NUMBER = "number"
    AHEAD = "ahead"
    WAIT = "wait"
    ISSUED = "issued"
    QR = "qr"
    CAPTION = "caption"
    NOTICE = "notice"
    RULE = "rule"
    GAP = "gap"


class Size(StrEnum):
    """How large a part is, beside its own usual size."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"


class Spoken(StrEnum):
    """In which languages a part stands: the visitor's, Kazakh and Russian too, all the hall's."""

    VISITOR = "visitor"
    STATE = "state"
    ALL = "all"


class LayoutFault(StrEnum):
    """What is wrong with a layout."""

    TWICE = "part-twice"
    MISSING = "part-missing"
    NUMBER_HIDDEN = "number-hidden"
    NOTICE_HIDDEN = "notice-hidden"
    SIZE = "size-not-for-part"
    LANGUAGES = "languages-not-for-part"
    MILLIMETRES = "millimetres-not-for-part"


REPEATED = frozenset({Part.RULE, Part.GAP})
"""White and rules may stand as often as there is room."""

LATER = frozenset({Part.WAIT})
"""What layouts of earlier releases do not name: hidden there until an admin shows it."""

NAMES = frozenset({Part.HALL, Part.BODY, Part.SERVICE})
"""What the state's offices are called stands in Kazakh and Russian, whoever comes."""

_BOTH_WAYS = tuple(Size)
_NOT_SMALLER = (Size.NORMAL, Size.LARGE)
_FIXED = (Size.NORMAL,)

SIZES: dict[Part, tuple[Size, ...]] = {
    Part.LOGO: _FIXED,
    Part.HALL: _BOTH_WAYS,
    Part.BODY: _BOTH_WAYS,
    Part.SERVICE: _BOTH_WAYS,
    Part.CLAIM: _BOTH_WAYS,
    Part.LABEL: _BOTH_WAYS,
    Part.NUMBER: _NOT_SMALLER,
    Part.AHEAD: _BOTH_WAYS,
    Part.WAIT: _BOTH_WAYS,
    Part.ISSUED: _BOTH_WAYS,
    Part.QR: _FIXED,
    Part.CAPTION: _NOT_SMALLER,
    Part.NOTICE: _NOT_SMALLER,
    Part.RULE: _FIXED,
    Part.GAP: _FIXED,
}
"""The sizes that each part may have; what is small already may only grow."""

SPOKEN: dict[Part, tuple[Spoken, ...]] = dict.fromkeys(Part, tuple(Spoken)) | {
    **dict.fromkeys(NAMES, (Spoken.STATE, Spoken.ALL)),
    **dict.fromkeys((Part.LOGO, Part.NUMBER, Part.QR, Part.RULE, Part.GAP), ()),
}
"""The choices of languages that each part has, the usual one first."""


class LayoutRow(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One row of the layout; without ``languages`` they are the part's usual ones."""

    part: Part
    is_shown: bool = True
    size: Size = Size.NORMAL
    languages: Spoken | None = None
    millimetres: Annotated[int, Meta(ge=0, le=MOST_MILLIMETRES)] = 0

    @property
    def spoken(self) -> Spoken:
        """Return the choice of languages that holds."""
        usual = next(iter(SPOKEN[self.part]), Spoken.VISITOR)
        return usual if self.languages is None else self.languages


class TicketLayout(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """All rows of a ticket from top to bottom; a row that is not shown keeps its place.

    ``is_drawn``: in the letters of the screens on every printer whose line is fast enough, else
    in the printer's own letters where it has the right ones.
    """

    rows: Annotated[tuple[LayoutRow, ...], Meta(max_length=MOST_ROWS)]
    is_drawn: bool = False


class HallLayout(Struct, frozen=True):
    """The layout that a hall uses now; ``version`` counts its changes since the hall file."""

    version: int
    layout: TicketLayout


class LayoutProblem(Struct, frozen=True):
    """One fault and the row that it is in, counted from 1; row 0 is the layout as a whole."""

    fault: LayoutFault
    part: Part
    row: int


def problems_of(layout: TicketLayout) -> tuple[LayoutProblem, ...]:
    """Return everything that keeps ``layout`` from being used."""
    return (*_faults_of_rows(layout), *_missing(layout))


def completed(layout: TicketLayout) -> TicketLayout:
    """Return ``layout`` with every part in it: those that it leaves out are hidden."""
    named = {row.part for row in layout.rows}
    hidden = (
        LayoutRow(part=part, is_shown=False)
        for part in Part
        if part not in named | REPEATED | {Part.NUMBER, Part.NOTICE}
    )
    return replace(layout, rows=(*layout.rows, *hidden))


def shipped_layouts() -> tuple[str, ...]:
    """Return the names of the layouts that come with the program, the standard one first."""
    names = sorted(path.stem for path in LAYOUTS.glob("*.toml"))
    return tuple(sorted(names, key=lambda name: name != "standard"))


@cache
def shipped_layout(name: str) -> TicketLayout:
    """Return the layout ``name`` that comes with the program."""
    content = (LAYOUTS / f"{name}.toml").read_bytes()
    return completed(toml.decode(content, type=TicketLayout))


def standard_layout() -> TicketLayout:
    """Return the layout of a hall that has chosen none."""
    return shipped_layout("standard")


def _faults_of_rows(layout: TicketLayout) -> Iterator[LayoutProblem]:
    seen: set[Part] = set()
    for number, row in enumerate(layout.rows, 1):
        for fault, is_wrong in (
            (LayoutFault.TWICE, row.part in seen - REPEATED),
            (LayoutFault.NUMBER_HIDDEN, row.part is Part.NUMBER and not row.is_shown),
            (LayoutFault.NOTICE_HIDDEN, row.part is Part.NOTICE and not row.is_shown),
            (LayoutFault.SIZE, row.size not in SIZES[row.part]),
            (LayoutFault.LANGUAGES, row.languages not in (None, *SPOKEN[row.part])),
            (LayoutFault.MILLIMETRES, (row.millimetres > 0) != (row.part is Part.GAP)),
        ):
            if is_wrong:
                yield LayoutProblem(fault, row.part, number)
        seen.add(row.part)


def _missing(layout: TicketLayout) -> Iterator[LayoutProblem]:
    named = {row.part for row in layout.rows}
    for part in Part:
        if part not in named | REPEATED | LATER:
            yield LayoutProblem(LayoutFault.MISSING, part, 0)
