"""A list of rows for QML that changes in place, so that a pressed tile stays pressed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kezek.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

Row = Mapping[str, object]
ModelIndex = QModelIndex | QPersistentModelIndex

FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@QmlElement
class RowList(QAbstractListModel):
    """Rows with the same named values; the first name identifies a row."""

    def __init__(self, names: Sequence[str] = (), parent: QObject | None = None) -> None:
        """Begin empty, with ``names`` as roles."""
        super().__init__(parent)
        self._names = tuple(names)
        self._rows: tuple[Row, ...] = ()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the names QML binds to."""
        return {FIRST_ROLE + n: QByteArray(name.encode()) for n, name in enumerate(self._names)}

    def data(self, index: ModelIndex, role: int = FIRST_ROLE) -> object:
        """Return one value of one row."""
        offset = role - FIRST_ROLE
        if not index.isValid() or not 0 <= offset < len(self._names):
            return None
        return self._rows[index.row()][self._names[offset]]

    def show(self, rows: Sequence[Row]) -> None:
        """Show ``rows``; rows that only changed their values keep their places on the screen."""
        fresh = tuple(rows)
        if self._keys(fresh) != self._keys(self._rows):
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
            return
        before, self._rows = self._rows, fresh
        for number, (old, new) in enumerate(zip(before, fresh, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number), self.index(number))

    def _keys(self, rows: Sequence[Row]) -> tuple[object, ...]:
        return tuple(row[self._names[0]] for row in rows)
