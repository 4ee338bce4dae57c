"""Rows of the big area come and go without disturbing the others."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from display.screens.calls_model import CallRole, CallsModel
from display.stage import Place
from tests.display.calls import call

FIRST, SECOND, THIRD = (Place(call(seq, f"A00{seq}", str(seq)), 0) for seq in (1, 2, 3))

pytestmark = pytest.mark.usefixtures("qapp")


def numbers(model: CallsModel) -> list[object]:
    return [model.data(model.index(row), CallRole.NUMBER) for row in range(model.rowCount())]


def test_rows_that_stay_are_neither_removed_nor_inserted() -> None:
    model = CallsModel()
    model.show((SECOND, FIRST), frozenset())
    inserted, removed = [], []
    model.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    model.rowsRemoved.connect(lambda _, first, last: removed.append((first, last)))

    model.show((THIRD, SECOND), frozenset())

    assert numbers(model) == ["A003", "A002"]
    assert inserted == [(0, 0)]
    assert removed == [(1, 1)]


def test_a_row_tells_number_desk_repetition_and_newness() -> None:
    model = CallsModel()
    model.show((Place(call(7, "M007", "12", repeat=1), 0),), frozenset({7}))

    row = {role: model.data(model.index(0), role) for role in CallRole}

    assert row == {
        CallRole.NUMBER: "M007",
        CallRole.DESK: "12",
        CallRole.IS_REPEAT: True,
        CallRole.IS_NEW: True,
    }
    names = {bytes(name.data()) for name in model.roleNames().values()}
    assert names == {b"number", b"desk", b"isRepeat", b"isNew"}


def test_what_is_not_there_is_empty() -> None:
    model = CallsModel()
    model.show((FIRST,), frozenset())

    assert model.data(QModelIndex(), CallRole.NUMBER) is None
    assert model.data(model.index(0), Qt.ItemDataRole.DecorationRole) is None
    assert model.rowCount(model.index(0)) == 0
