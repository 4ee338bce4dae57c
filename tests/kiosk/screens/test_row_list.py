"""A list whose rows stay in place while their values change."""

from PySide6.QtCore import QModelIndex

from kiosk.screens.row_list import FIRST_ROLE, RowList

ROWS = [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}]


def filled() -> RowList:
    rows = RowList(("key", "name"))
    rows.show(ROWS)
    return rows


def test_rows_are_read_by_named_roles() -> None:
    rows = filled()

    assert rows.rowCount() == 2
    assert rows.roleNames()[FIRST_ROLE + 1] == b"name"
    assert rows.data(rows.index(1), FIRST_ROLE + 1) == "B"


def test_there_is_nothing_below_a_row_or_beyond_the_roles() -> None:
    rows = filled()

    assert rows.rowCount(rows.index(0)) == 0
    assert rows.data(QModelIndex(), FIRST_ROLE) is None
    assert rows.data(rows.index(0), FIRST_ROLE + 2) is None


def test_changed_values_keep_the_rows_in_place() -> None:
    rows, changed, resets = filled(), list[int](), list[int]()
    rows.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    rows.modelReset.connect(lambda: resets.append(1))

    rows.show([ROWS[0], {"key": "b", "name": "C"}])

    assert (changed, resets) == ([1], [])
    assert rows.data(rows.index(1), FIRST_ROLE + 1) == "C"


def test_other_rows_replace_all() -> None:
    rows, resets = filled(), list[int]()
    rows.modelReset.connect(lambda: resets.append(1))

    rows.show(ROWS[:1])

    assert (rows.rowCount(), resets) == (1, [1])
