"""Real touch events on a window's items, found by name; rehearsals and tests play with them."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest


def items_of(window: QQuickWindow) -> Iterator[QQuickItem]:
    """Yield every item of ``window``, delegates too, parents first."""
    waiting = [window.contentItem()]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(reversed(item.childItems()))


def find(window: QQuickWindow, name: str) -> QQuickItem | None:
    """Return the visible item named ``name``, if there is one."""
    found = (item for item in items_of(window) if item.objectName() == name)
    return next((item for item in found if item.isVisible()), None)


def is_touchable(window: QQuickWindow, item: QQuickItem) -> bool:
    """Tell whether a finger would reach the middle of ``item``."""
    return (
        item.isVisible()
        and item.isEnabled()
        and visible_part(window, item).contains(item.mapToScene(item.boundingRect().center()))
    )


def visible_part(window: QQuickWindow, item: QQuickItem) -> QRectF:
    """Return the part of ``item`` that is in the window and not clipped away."""
    part = QRectF(0, 0, window.width(), window.height())
    part = part.intersected(item.mapRectToScene(item.boundingRect()))
    parent = item.parentItem()
    while parent is not None:
        if parent.clip():
            part = part.intersected(parent.mapRectToScene(parent.boundingRect()))
        parent = parent.parentItem()
    return part


class Finger:
    """One finger on a touch screen."""

    def __init__(self, window: QQuickWindow) -> None:
        """Touch ``window``."""
        self._window = window
        self._device: QPointingDevice = QTest.createTouchDevice()

    def tap(self, item: QQuickItem, times: int = 1) -> None:
        """Press and release where the middle of ``item`` is now, even if it goes away."""
        at = self._middle(item)
        for _ in range(times):
            QTest.touchEvent(self._window, self._device).press(0, at, self._window).commit()
            QTest.touchEvent(self._window, self._device).release(0, at, self._window).commit()

    def hold(self, item: QQuickItem, milliseconds: int) -> None:
        """Press the middle of ``item``, wait, release."""
        at = self._middle(item)
        QTest.touchEvent(self._window, self._device).press(0, at, self._window).commit()
        QTest.qWait(milliseconds)
        QTest.touchEvent(self._window, self._device).release(0, at, self._window).commit()

    def drag(self, item: QQuickItem, by: QPoint) -> None:
        """Press the middle of ``item``, move by ``by`` in steps, release there."""
        at, steps = self._middle(item), 10
        QTest.touchEvent(self._window, self._device).press(0, at, self._window).commit()
        for number in range(1, steps + 1):
            point = at + by * (number / steps)
            QTest.touchEvent(self._window, self._device).move(0, point, self._window).commit()
            QTest.qWait(5)
        end = at + by
        QTest.touchEvent(self._window, self._device).release(0, end, self._window).commit()

    def _middle(self, item: QQuickItem) -> QPoint:
        # What has just changed is laid out with the next frame: a finger waits for that picture.
        for each in items_of(self._window):
            each.ensurePolished()
        return QPointF(item.mapToScene(item.boundingRect().center())).toPoint()
