"""Each edit is a step that can be taken back; none leads to a ticket that cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.console.ticket_editing import (
    MOST_EDITS,
    Deed,
    Edit,
    Editor,
    edited,
    read_edit,
    read_edits,
    write_edits,
)
from server.protocol.ticket_layout import (
    MOST_MILLIMETRES,
    MOST_ROWS,
    LayoutRow,
    Part,
    Size,
    Spoken,
    TicketLayout,
    problems_of,
    shipped_layout,
    standard_layout,
)

STANDARD = standard_layout()
ROW = {row.part: index for index, row in enumerate(STANDARD.rows)}
LAST = len(STANDARD.rows) - 1


def parts(layout: TicketLayout) -> list[Part]:
    return [row.part for row in layout.rows]


def row_of(layout: TicketLayout, part: Part) -> LayoutRow:
    return next(row for row in layout.rows if row.part is part)


@pytest.mark.parametrize(
    ("edit", "part", "expected"),
    [
        (Edit(Deed.HIDE, ROW[Part.BODY]), Part.BODY, LayoutRow(part=Part.BODY, is_shown=False)),
        (
            Edit(Deed.SIZE, ROW[Part.SERVICE], "large"),
            Part.SERVICE,
            LayoutRow(part=Part.SERVICE, size=Size.LARGE),
        ),
        (
            Edit(Deed.LANGUAGES, ROW[Part.LABEL], "all"),
            Part.LABEL,
            LayoutRow(part=Part.LABEL, languages=Spoken.ALL),
        ),
        (Edit(Deed.LANGUAGES, ROW[Part.LABEL], "visitor"), Part.LABEL, LayoutRow(part=Part.LABEL)),
        (Edit(Deed.SHOW, ROW[Part.BODY]), Part.BODY, LayoutRow(part=Part.BODY)),
    ],
)
def test_a_row_is_changed(edit: Edit, part: Part, expected: LayoutRow) -> None:
    assert row_of(edited(STANDARD, edit), part) == expected


def test_a_row_moves_by_one_and_not_off_the_paper() -> None:
    service = ROW[Part.SERVICE]

    up = edited(STANDARD, Edit(Deed.UP, service))

    assert parts(up)[service - 1] is Part.SERVICE
    assert edited(up, Edit(Deed.DOWN, service - 1)) == STANDARD
    assert edited(STANDARD, Edit(Deed.UP, 0)) == STANDARD
    assert edited(STANDARD, Edit(Deed.DOWN, LAST)) == STANDARD


def test_rules_and_white_are_added_made_taller_and_removed() -> None:
    added = edited(STANDARD, Edit(Deed.ADD, 0, "gap"))
    taller = edited(added, Edit(Deed.TALLER, 1))

    assert added.rows[1] == LayoutRow(part=Part.GAP, millimetres=2)
    assert taller.rows[1].millimetres == 3
    assert edited(taller, Edit(Deed.LOWER, 1)) == added
    assert edited(added, Edit(Deed.DROP, 1)) == STANDARD
    assert edited(STANDARD, Edit(Deed.ADD, LAST, "rule")).rows[-1].part is Part.RULE


@pytest.mark.parametrize(
    "edit",
    [
        Edit(Deed.HIDE, ROW[Part.NUMBER]),
        Edit(Deed.HIDE, ROW[Part.NOTICE]),
        Edit(Deed.SIZE, ROW[Part.NOTICE], "small"),
        Edit(Deed.SIZE, ROW[Part.HALL], "huge"),
        Edit(Deed.LANGUAGES, ROW[Part.HALL], "visitor"),
        Edit(Deed.LANGUAGES, ROW[Part.NUMBER], "all"),
        Edit(Deed.TALLER, ROW[Part.HALL]),
        Edit(Deed.DROP, ROW[Part.HALL]),
        Edit(Deed.ADD, 0, "notice"),
        Edit(Deed.LOAD, 0, "../standard"),
        Edit(Deed.UP, 99),
    ],
)
def test_what_cannot_be_changes_nothing_and_is_no_step(edit: Edit) -> None:
    editor = Editor(STANDARD)

    assert editor.after(edit) is editor
    assert not editor.may(edit)


def test_white_has_a_least_and_a_greatest_height() -> None:
    gap = ROW[Part.GAP]
    tall = low = STANDARD
    for _ in range(MOST_MILLIMETRES + 5):
        tall, low = edited(tall, Edit(Deed.TALLER, gap)), edited(low, Edit(Deed.LOWER, gap))

    heights = [layout.rows[6].millimetres for layout in (tall, low)]
    assert parts(STANDARD)[6] is Part.GAP
    assert ROW[Part.GAP] != 6
    assert heights == [2, 2]
    assert [layout.rows[gap].millimetres for layout in (tall, low)] == [MOST_MILLIMETRES, 1]


def test_no_more_rows_than_fit() -> None:
    layout = STANDARD
    for _ in range(MOST_ROWS):
        layout = edited(layout, Edit(Deed.ADD, 0, "rule"))

    assert len(layout.rows) == MOST_ROWS


def test_a_shipped_layout_is_a_step_like_any_other() -> None:
    editor = Editor(STANDARD).after(Edit(Deed.LOAD, 0, "short"))

    assert editor.layout == shipped_layout("short")
    assert editor.is_changed
    assert editor.undo().layout == STANDARD


def test_undo_and_redo_go_back_and_forth_until_something_else_is_done() -> None:
    hide, large = Edit(Deed.HIDE, 0), Edit(Deed.SIZE, ROW[Part.SERVICE], "large")
    editor = Editor(STANDARD).after(hide).after(large)

    back = editor.undo().undo()

    assert back.layout == STANDARD
    assert not back.is_changed
    assert back.undo() is back
    assert back.redo().redo() == editor
    assert editor.redo() is editor
    other = back.redo().after(Edit(Deed.UP, 3))
    assert (other.done, other.undone) == ((hide, Edit(Deed.UP, 3)), ())


def test_there_are_only_so_many_steps() -> None:
    editor = Editor(STANDARD)
    for _ in range(MOST_EDITS // 2 + 1):
        editor = editor.after(Edit(Deed.HIDE, 0)).after(Edit(Deed.SHOW, 0))

    assert len(editor.done) == MOST_EDITS


def test_edits_are_written_and_read_again() -> None:
    edits = (Edit(Deed.UP, 12), Edit(Deed.SIZE, 3, "large"), Edit(Deed.LOAD, 0, "short"))

    assert write_edits(edits) == "up.12,size.3.large,load.0.short"
    assert read_edits(write_edits(edits)) == edits


@pytest.mark.parametrize("text", ["", "up", "up.", "up.x", "up.-1", "up.123", "jump.1", "up.²"])
def test_what_is_no_edit_is_left_aside(text: str) -> None:
    assert read_edit(text) is None
    assert read_edits(f"{text},up.1") == (Edit(Deed.UP, 1),)


def test_a_ticket_is_drawn_or_in_the_printers_letters_and_a_loaded_layout_keeps_that() -> None:
    drawn = edited(STANDARD, Edit(Deed.LETTERS, 0, "drawn"))
    loaded = edited(drawn, Edit(Deed.LOAD, 0, "short"))

    assert drawn == replace(STANDARD, is_drawn=True)
    assert loaded == replace(shipped_layout("short"), is_drawn=True)
    assert edited(drawn, Edit(Deed.UP, 1)).is_drawn
    assert edited(drawn, Edit(Deed.LETTERS, 0, "own")) == STANDARD
    assert edited(drawn, Edit(Deed.LETTERS, 0, "red")) == drawn


_EDITS = st.builds(
    Edit,
    st.sampled_from(Deed),
    st.integers(-1, MOST_ROWS),
    st.sampled_from([*Size, *Spoken, *Part, "standard", "short", "large", "drawn", "own", ""]),
)


@given(st.lists(_EDITS, max_size=40))
def test_whatever_is_pressed_the_ticket_stays_one_that_can_be(edits: list[Edit]) -> None:
    editor = Editor(STANDARD)
    for edit in edits:
        editor = editor.after(edit)

    assert problems_of(editor.layout) == ()
    assert len(editor.layout.rows) <= MOST_ROWS
    for _ in edits:
        editor = editor.undo()
    assert editor.layout == STANDARD
