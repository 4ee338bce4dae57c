"""Items found by name, and whether a finger would reach them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from kiosk.fingers import Finger, find, is_touchable, visible_part

QML = b"""
import QtQuick
Window {
    width: 300; height: 200; visible: true
    Repeater {
        model: 3
        Item {
            id: area
            property int taps: 0
            objectName: "area-" + index
            x: index * 100; width: 100; height: 200
            enabled: index !== 1
            MouseArea { anchors.fill: parent; onClicked: area.taps += 1 }
        }
    }
    Item {
        clip: true; width: 50; height: 50
        Rectangle { objectName: "hidden-behind"; x: 60; width: 40; height: 40 }
        Rectangle { objectName: "peeping"; x: 40; width: 40; height: 40 }
        Rectangle { objectName: "unseen"; visible: false; width: 10; height: 10 }
    }
    Column {
        width: 50; y: 60
        Item { objectName: "growing"; width: 50; height: 10 }
        MouseArea {
            property int taps: 0
            objectName: "pushed"
            width: 50; height: 20; onClicked: taps += 1
        }
    }
}
"""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QQuickWindow]:
    """Give a window with three areas, the middle one asleep, and a clipped corner."""
    engine = QQmlApplicationEngine()
    engine.loadData(QML)
    made = engine.rootObjects()[0]
    assert isinstance(made, QQuickWindow)
    qtbot.waitUntil(made.isExposed)
    yield made
    made.close()
    delete(engine)


def named(window: QQuickWindow, name: str) -> QQuickItem:
    item = find(window, name)
    assert item is not None
    return item


def test_delegates_are_found_by_name(window: QQuickWindow) -> None:
    assert find(window, "area-2") is not None
    assert find(window, "area-3") is None
    assert find(window, "unseen") is None


def test_what_sleeps_or_is_clipped_away_is_not_touchable(window: QQuickWindow) -> None:
    assert is_touchable(window, named(window, "area-0"))
    assert not is_touchable(window, named(window, "area-1"))
    assert not is_touchable(window, named(window, "hidden-behind"))
    assert not is_touchable(window, named(window, "peeping"))
    assert visible_part(window, named(window, "peeping")).width() == 10


def test_a_tap_is_a_press_and_a_release(window: QQuickWindow, qtbot: QtBot) -> None:
    area = named(window, "area-2")

    Finger(window).tap(area, times=2)
    qtbot.waitUntil(lambda: area.property("taps") == 2, timeout=1_000)

    assert named(window, "area-0").property("taps") == 0


def test_a_drag_away_is_no_tap(window: QQuickWindow, qtbot: QtBot) -> None:
    area = named(window, "area-0")

    Finger(window).drag(area, QPoint(150, 0))
    qtbot.wait(20)

    assert area.property("taps") == 0


def test_what_was_moved_a_moment_ago_is_touched_where_it_is_then(
    window: QQuickWindow, qtbot: QtBot
) -> None:
    pushed = named(window, "pushed")
    named(window, "growing").setHeight(90)

    Finger(window).tap(pushed)

    qtbot.waitUntil(lambda: pushed.property("taps") == 1, timeout=1_000)
    assert pushed.y() == 90
