"""The calls of the big area as rows; a call that stays keeps its row, so nothing flickers."""

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QPersistentModelIndex, Qt

from display.stage import Place

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class CallRole(IntEnum):
    """What QML reads of a row."""

    NUMBER = Qt.ItemDataRole.UserRole + 1
    DESK = Qt.ItemDataRole.UserRole + 2
    IS_REPEAT = Qt.ItemDataRole.UserRole + 3
    IS_NEW = Qt.ItemDataRole.UserRole + 4


_NAMES = {
    CallRole.NUMBER: b"number",
    CallRole.DESK: b"desk",
    CallRole.IS_REPEAT: b"isRepeat",
    CallRole.IS_NEW: b"isNew",
}


class CallsModel(QAbstractListModel):
    """Rows of the big area, newest first."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._places: tuple[Place, ...] = ()
        self._live: frozenset[int] = frozenset()

    def show(self, places: tuple[Place, ...], live_calls: frozenset[int]) -> None:
        """Become ``places``: rows of calls that left go, new ones come, the others stay."""
        self._live = live_calls
        wanted = {place.call.call for place in places}
        for row in reversed(range(len(self._places))):
            if self._places[row].call.call not in wanted:
                self._remove(row)
        for row, place in enumerate(places):
            if row >= len(self._places) or self._places[row].call.call != place.call.call:
                self._insert(row, place)
        self._places = places

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many calls are big."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | bool | None:
        """Return one role of one row."""
        if not index.isValid() or not 0 <= index.row() < len(self._places):
            return None
        call = self._places[index.row()].call
        match role:
            case CallRole.NUMBER:
                return call.number
            case CallRole.DESK:
                return call.desk
            case CallRole.IS_REPEAT:
                return call.repeat > 0
            case CallRole.IS_NEW:
                return call.call in self._live
            case _:
                return None

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the names of the roles."""
        return {int(role): QByteArray(name) for role, name in _NAMES.items()}

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        self._places = (*self._places[:row], *self._places[row + 1 :])
        self.endRemoveRows()

    def _insert(self, row: int, place: Place) -> None:
        self.beginInsertRows(QModelIndex(), row, row)
        self._places = (*self._places[:row], place, *self._places[row:])
        self.endInsertRows()
