"""Changing a ticket's layout step by step: a value, with undo and redo; for the admin's page."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import reduce

from msgspec import structs

from server.protocol.ticket_layout import (
    MOST_MILLIMETRES,
    MOST_ROWS,
    REPEATED,
    LayoutRow,
    Part,
    Size,
    Spoken,
    TicketLayout,
    problems_of,
    shipped_layout,
    shipped_layouts,
)

MOST_EDITS = 200
LONGEST_TEXT = 4096
LONGEST_ROW = len(str(MOST_ROWS))
NEW_GAP_MILLIMETRES = 2


class Deed(StrEnum):
    """What an edit does."""

    UP = "up"
    DOWN = "down"
    SHOW = "show"
    HIDE = "hide"
    SIZE = "size"
    LANGUAGES = "languages"
    TALLER = "taller"
    LOWER = "lower"
    ADD = "add"
    DROP = "drop"
    LOAD = "load"
    LETTERS = "letters"


class Letters(StrEnum):
    """In whose letters a ticket is printed where the line to the printer is fast enough."""

    OWN = "own"
    DRAWN = "drawn"


WHOLE = frozenset({Deed.LOAD, Deed.LETTERS})
"""What changes no row but the whole."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One step; ``row`` counts from 0, ``value`` is a size, languages, part, letters, layout."""

    deed: Deed
    row: int = 0
    value: str = ""

    def __str__(self) -> str:
        """Return the edit as the page sends it."""
        return f"{self.deed}.{self.row}" + (f".{self.value}" if self.value else "")


@dataclass(frozen=True, slots=True)
class Editor:
    """A layout that is being changed: where it began, what was done, what was undone."""

    base: TicketLayout
    done: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = ()
    layout: TicketLayout = field(init=False, compare=False)
    """The layout as it is now: found once, for a page asks of it every button it might show."""

    def __post_init__(self) -> None:
        """Make the edits."""
        object.__setattr__(self, "layout", reduce(edited, self.done, self.base))

    @property
    def is_changed(self) -> bool:
        """Return whether there is anything to save."""
        return self.layout != self.base

    def after(self, edit: Edit) -> "Editor":
        """Return the editor after ``edit``; the same one if the edit changes nothing."""
        return replace(self, done=(*self.done, edit), undone=()) if self.may(edit) else self

    def undo(self) -> "Editor":
        """Return the editor without its last edit, which can be done again."""
        if not self.done:
            return self
        *rest, last = self.done
        return replace(self, done=tuple(rest), undone=(*self.undone, last))

    def redo(self) -> "Editor":
        """Return the editor with the edit that was undone last."""
        if not self.undone:
            return self
        *rest, last = self.undone
        return replace(self, done=(*self.done, last), undone=tuple(rest))

    def may(self, edit: Edit) -> bool:
        """Return whether ``edit`` would change anything."""
        return len(self.done) < MOST_EDITS and edited(self.layout, edit) != self.layout


def edited(layout: TicketLayout, edit: Edit) -> TicketLayout:
    """Return ``layout`` after ``edit``; as it was if it cannot be or would not be sound."""
    if edit.deed in WHOLE:
        return _whole(layout, edit)
    if not 0 <= edit.row < len(layout.rows):
        return layout
    after = structs.replace(layout, rows=_rows(layout.rows, edit))
    is_sound = len(after.rows) <= MOST_ROWS and not problems_of(after)
    return after if is_sound else layout


def write_edits(edits: tuple[Edit, ...]) -> str:
    """Return ``edits`` as one text for an address or a form."""
    return ",".join(map(str, edits))


def read_edits(text: str) -> tuple[Edit, ...]:
    """Return the edits of a text; what is none is left aside, for anybody may type an address."""
    found = (read_edit(part) for part in text[:LONGEST_TEXT].split(",")[:MOST_EDITS])
    return tuple(edit for edit in found if edit is not None)


def read_edit(text: str) -> Edit | None:
    """Return the edit that ``text`` says, none if it says none."""
    deed, _, rest = text.partition(".")
    row, _, value = rest.partition(".")
    if deed not in set(Deed) or not (row.isascii() and row.isdigit() and len(row) <= LONGEST_ROW):
        return None
    return Edit(Deed(deed), int(row), value)


def _whole(layout: TicketLayout, edit: Edit) -> TicketLayout:
    if edit.deed is Deed.LOAD and edit.value in shipped_layouts():
        return structs.replace(layout, rows=shipped_layout(edit.value).rows)
    if edit.deed is Deed.LETTERS and edit.value in set(Letters):
        return structs.replace(layout, is_drawn=edit.value == Letters.DRAWN)
    return layout


def _rows(rows: tuple[LayoutRow, ...], edit: Edit) -> tuple[LayoutRow, ...]:
    row, index = rows[edit.row], edit.row
    match edit.deed:
        case Deed.UP:
            return _swapped(rows, index, index - 1)
        case Deed.DOWN:
            return _swapped(rows, index, index + 1)
        case Deed.ADD:
            return (*rows[: index + 1], *_added(edit.value), *rows[index + 1 :])
        case Deed.DROP if row.part in REPEATED:
            return (*rows[:index], *rows[index + 1 :])
        case _:
            return (*rows[:index], _changed(row, edit), *rows[index + 1 :])


def _changed(row: LayoutRow, edit: Edit) -> LayoutRow:
    match edit.deed:
        case Deed.SHOW | Deed.HIDE:
            return structs.replace(row, is_shown=edit.deed is Deed.SHOW)
        case Deed.SIZE if edit.value in set(Size):
            return structs.replace(row, size=Size(edit.value))
        case Deed.LANGUAGES if edit.value in set(Spoken):
            return _spoken(row, Spoken(edit.value))
        case Deed.TALLER if row.part is Part.GAP:
            return structs.replace(row, millimetres=min(row.millimetres + 1, MOST_MILLIMETRES))
        case Deed.LOWER if row.part is Part.GAP:
            return structs.replace(row, millimetres=max(row.millimetres - 1, 1))
        case _:
            return row


def _spoken(row: LayoutRow, spoken: Spoken) -> LayoutRow:
    """Return the row in these languages; the usual ones are left unsaid."""
    usual = structs.replace(row, languages=None)
    return usual if usual.spoken is spoken else structs.replace(row, languages=spoken)


def _swapped(rows: tuple[LayoutRow, ...], first: int, second: int) -> tuple[LayoutRow, ...]:
    if not 0 <= second < len(rows):
        return rows
    changed = list(rows)
    changed[first], changed[second] = changed[second], changed[first]
    return tuple(changed)


def _added(part: str) -> tuple[LayoutRow, ...]:
    match part:
        case Part.RULE:
            return (LayoutRow(part=Part.RULE),)
        case Part.GAP:
            return (LayoutRow(part=Part.GAP, millimetres=NEW_GAP_MILLIMETRES),)
        case _:
            return ()
