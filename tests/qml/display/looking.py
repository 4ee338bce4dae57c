"""Looks at a board's window critically: words that are cut, stick out or lie over others."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem, QQuickWindow

SLACK = 1.5
"""Pixels that rounding may take."""

MOVING = "notice"
"""The one text that may be wider than its line: it moves then."""


def items_of(item: QQuickItem) -> Iterator[QQuickItem]:
    """Yield ``item`` and all that is visible below it."""
    if item.isVisible():
        yield item
        for child in item.childItems():
            yield from items_of(child)


def words_of(window: QQuickWindow) -> list[QQuickItem]:
    """Return every visible text."""
    items = items_of(window.contentItem())
    return [item for item in items if item.inherits("QQuickText") and item.property("text")]


def named(window: QQuickWindow, name: str) -> list[QQuickItem]:
    """Return the visible items of this object name."""
    return [item for item in items_of(window.contentItem()) if item.objectName() == name]


def texts(window: QQuickWindow, name: str) -> list[str]:
    """Return the texts of the visible items of this object name."""
    return [str(item.property("text")) for item in named(window, name)]


def complaints(window: QQuickWindow) -> list[str]:
    """Return everything that is wrong with the words that ``window`` shows."""
    words = [item for item in words_of(window) if item.objectName() != MOVING]
    found = [complaint for item in words for complaint in _of_one(window, item)]
    inked = [(item, ink_of(item)) for item in words]
    for (one, its_ink), (other, other_ink) in combinations(inked, 2):
        both = its_ink.intersected(other_ink)
        if both.width() > SLACK and both.height() > SLACK:
            found.append(f"{one.property('text')} lies over {other.property('text')}")
    return found


def ink_of(item: QQuickItem) -> QRectF:
    """Return where on the screen the letters of a text are, without the room around them."""
    size, lines = item.property("font").pixelSize(), item.property("lineCount")
    painted = item.boundingRect()
    spare = max(0.0, painted.height() - 0.75 * size * lines) / 2
    return item.mapRectToScene(painted.adjusted(0, spare, 0, -spare))


def _of_one(window: QQuickWindow, item: QQuickItem) -> Iterator[str]:
    text, ink = item.property("text"), ink_of(item)
    if item.property("truncated") or item.property("contentWidth") > item.width() + SLACK:
        yield f"cut: {text}"
    if not QRectF(0, 0, window.width(), window.height()).contains(ink):
        yield f"off the screen: {text}"
    parent = item.parentItem()
    while parent is not None:
        frame = parent.mapRectToScene(parent.boundingRect())
        if parent.inherits("QQuickRectangle"):
            if not frame.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(ink):
                yield f"sticks out: {text}"
            return
        parent = parent.parentItem()
