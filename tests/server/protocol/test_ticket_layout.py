"""A layout names every part once, and never goes without what a ticket must say."""

import pytest
from msgspec import ValidationError, convert, to_builtins
from msgspec.structs import replace

from server.protocol.ticket_layout import (
    MOST_ROWS,
    LayoutFault,
    LayoutProblem,
    LayoutRow,
    Part,
    Size,
    Spoken,
    TicketLayout,
    completed,
    problems_of,
    shipped_layout,
    shipped_layouts,
    standard_layout,
)


def changed(part: Part, **values: object) -> TicketLayout:
    """Return the standard layout with one row changed."""
    rows = standard_layout().rows
    return TicketLayout(tuple(replace(row, **values) if row.part is part else row for row in rows))


def faults(layout: TicketLayout) -> list[LayoutFault]:
    return [problem.fault for problem in problems_of(layout)]


def test_the_shipped_layouts_are_sound_and_the_standard_one_is_first() -> None:
    names = shipped_layouts()

    assert names == ("standard", "large", "short")
    assert all(problems_of(shipped_layout(name)) == () for name in names)


@pytest.mark.parametrize(
    ("layout", "fault"),
    [
        (changed(Part.NUMBER, is_shown=False), LayoutFault.NUMBER_HIDDEN),
        (changed(Part.NOTICE, is_shown=False), LayoutFault.NOTICE_HIDDEN),
        (changed(Part.NOTICE, size=Size.SMALL), LayoutFault.SIZE),
        (changed(Part.NUMBER, size=Size.SMALL), LayoutFault.SIZE),
        (changed(Part.QR, size=Size.LARGE), LayoutFault.SIZE),
        (changed(Part.HALL, languages=Spoken.VISITOR), LayoutFault.LANGUAGES),
        (changed(Part.NUMBER, languages=Spoken.ALL), LayoutFault.LANGUAGES),
        (changed(Part.LABEL, millimetres=2), LayoutFault.MILLIMETRES),
        (TicketLayout((*standard_layout().rows, LayoutRow(part=Part.QR))), LayoutFault.TWICE),
        (
            TicketLayout((*standard_layout().rows, LayoutRow(part=Part.GAP))),
            LayoutFault.MILLIMETRES,
        ),
    ],
)
def test_a_layout_that_cannot_be_is_told_why(layout: TicketLayout, fault: LayoutFault) -> None:
    assert faults(layout) == [fault]


def test_a_fault_names_its_part_and_its_row() -> None:
    layout = changed(Part.NOTICE, is_shown=False)

    row = len(layout.rows)
    assert problems_of(layout) == (LayoutProblem(LayoutFault.NOTICE_HIDDEN, Part.NOTICE, row),)


def test_parts_left_out_are_hidden_but_number_and_notice_cannot_be() -> None:
    layout = completed(TicketLayout((LayoutRow(part=Part.SERVICE),)))

    hidden = {row.part for row in layout.rows if not row.is_shown}
    assert {Part.HALL, Part.QR} <= hidden
    assert {problem.part for problem in problems_of(layout)} == {Part.NUMBER, Part.NOTICE}
    assert set(faults(layout)) == {LayoutFault.MISSING}


def test_everything_else_may_be_hidden_moved_and_sized() -> None:
    rows = tuple(
        row if row.part in {Part.NUMBER, Part.NOTICE} else replace(row, is_shown=False)
        for row in reversed(standard_layout().rows)
    )

    assert problems_of(TicketLayout(rows)) == ()
    assert faults(changed(Part.AHEAD, size=Size.LARGE, languages=Spoken.ALL)) == []


def test_a_layout_is_bounded() -> None:
    rows = [{"part": "rule"}] * (MOST_ROWS + 1)

    with pytest.raises(ValidationError, match=f"<= {MOST_ROWS}"):
        convert({"rows": rows}, TicketLayout)
    with pytest.raises(ValidationError, match="rows"):
        convert({"rows": [{"part": "gap", "millimetres": 21}]}, TicketLayout)
    with pytest.raises(ValidationError, match="colour"):
        convert({"rows": [{"part": "hall", "colour": "red"}]}, TicketLayout)


def test_names_of_offices_stand_in_the_state_languages_unless_in_all() -> None:
    assert LayoutRow(part=Part.HALL).spoken is Spoken.STATE
    assert LayoutRow(part=Part.LABEL).spoken is Spoken.VISITOR
    assert LayoutRow(part=Part.LABEL, languages=Spoken.ALL).spoken is Spoken.ALL


def test_a_layout_of_an_earlier_release_is_sound_and_its_new_parts_are_hidden() -> None:
    old = TicketLayout(tuple(row for row in standard_layout().rows if row.part is not Part.WAIT))

    assert problems_of(old) == ()
    assert completed(old).rows[-1] == LayoutRow(part=Part.WAIT, is_shown=False)


def test_a_layout_that_is_not_drawn_is_written_as_it_always_was() -> None:
    plain = standard_layout()
    drawn = replace(plain, is_drawn=True)

    assert to_builtins(plain).keys() == {"rows"}
    assert convert(to_builtins(drawn), TicketLayout) == drawn
    assert completed(drawn).is_drawn
