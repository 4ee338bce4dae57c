"""Looks at a kiosk's window critically: cut words, small targets, faint colours."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtQml import QQmlProperty
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.fingers import items_of, visible_part

SLACK = 1.5
"""Pixels that rounding may take."""

TARGET = 110 / 1080
"""The least side of a target, in widths of a portrait or heights of a landscape screen."""

ROLES = (QAccessible.Role.Button, QAccessible.Role.RadioButton)


def complaints(window: QQuickWindow) -> list[str]:
    """Return everything that is wrong with what ``window`` shows."""
    shown = _shown(window)
    words = [item for item in shown if item.inherits("QQuickText") and item.property("text")]
    targets = [item for item in shown if item.inherits("QQuickAbstractButton")]
    named = [item for item in targets if item.objectName()]
    return [
        *_cut_words(window, words),
        *_overlapping_words(words),
        *_poor_targets(window, named),
        *_faint_words(window, words),
        *_faint_edges(window, named),
    ]


def _shown(window: QQuickWindow) -> list[QQuickItem]:
    """Return what is seen, without what lies under the question "still here?"."""
    everything = list(items_of(window))
    veils = [item for item in everything if item.objectName() == "presence" and item.isVisible()]
    return [
        item
        for item in everything
        if item.isVisible()
        and not visible_part(window, item).isEmpty()
        and all(veil.isAncestorOf(item) for veil in veils)
    ]


def _place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(item.boundingRect())


def _is_frame(item: QQuickItem) -> bool:
    return item.inherits("QQuickRectangle") or item.inherits("QQuickAbstractButton")


def _cut_words(window: QQuickWindow, words: list[QQuickItem]) -> Iterator[str]:
    screen = QRectF(0, 0, window.width(), window.height())
    for item in words:
        text, place = item.property("text"), _place(item)
        room = place.adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if item.property("truncated") or item.property("contentWidth") > item.width() + SLACK:
            yield f"cut: {text}"
        if item.property("contentHeight") > item.height() + SLACK:
            yield f"too high: {text}"
        parent = item.parentItem()
        while parent is not None:
            frame = _place(parent).adjusted(-SLACK, -SLACK, SLACK, SLACK)
            if _is_frame(parent) and not frame.contains(place):
                yield f"sticks out: {text}"
            parent = parent.parentItem()
        if not screen.contains(place) and not room.contains(screen):
            yield f"off the screen: {text}"


def _overlapping_words(words: list[QQuickItem]) -> Iterator[str]:
    placed = [(item, _place(item)) for item in words]
    for (one, its_place), (other, other_place) in combinations(placed, 2):
        common = its_place.intersected(other_place)
        if common.width() > SLACK and common.height() > SLACK:
            yield f"overlap: {one.property('text')} / {other.property('text')}"


def _poor_targets(window: QQuickWindow, targets: list[QQuickItem]) -> Iterator[str]:
    is_portrait = window.height() > window.width()
    least = TARGET * min(window.width(), window.height())
    for item in targets:
        name, place = item.objectName(), _place(item)
        if min(place.width(), place.height()) < least:
            yield f"small: {name}"
        if is_portrait and place.top() < 0.4 * window.height():
            yield f"out of reach: {name}"
        described = QAccessible.queryAccessibleInterface(item)
        if not described.text(QAccessible.Text.Name) or described.role() not in ROLES:
            yield f"not told to a screen reader: {name}"
    for one, other in combinations(targets, 2):
        if not _place(one).intersected(_place(other)).isEmpty():
            yield f"targets overlap: {one.objectName()} / {other.objectName()}"


def _faint_words(window: QQuickWindow, words: list[QQuickItem]) -> Iterator[str]:
    for item in words:
        ratio = contrast(item.property("color"), _ground_of(item, window))
        if ratio < 4.5:
            yield f"faint ({ratio:.1f}): {item.property('text')}"


def _faint_edges(window: QQuickWindow, targets: list[QQuickItem]) -> Iterator[str]:
    for item in targets:
        frame, ground = item.property("background"), _ground_of(item.parentItem(), window)
        edge: QColor = QQmlProperty.read(frame, "border.color")
        best = max(contrast(edge, ground), contrast(frame.property("color"), ground))
        if best < 3:
            yield f"faint edge ({best:.1f}): {item.objectName()}"


def _ground_of(item: QQuickItem, window: QQuickWindow) -> QColor:
    around: QQuickItem | None = item
    while around is not None:
        frame = around
        if around.inherits("QQuickAbstractButton"):
            frame = around.property("background")
        if frame.inherits("QQuickRectangle"):
            colour: QColor = frame.property("color")
            if colour.alpha() == 255:
                return colour
        around = around.parentItem()
    return window.color()


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
