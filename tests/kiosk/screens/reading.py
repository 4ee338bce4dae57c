"""Reads screen objects the way QML does."""

from PySide6.QtCore import QObject


def seen(screen: QObject, *names: str) -> tuple[object, ...]:
    """Return the values of these properties."""
    return tuple(screen.property(name) for name in names)
