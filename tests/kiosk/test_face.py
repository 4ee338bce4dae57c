"""The kiosk's window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.face import Face, TouchWatch
from kiosk.happenings import LanguageChosen
from tests.kiosk.sample_hall import link_up
from tests.kiosk.scene import Scene


@pytest.fixture
def scene() -> Scene:
    """Give a scene whose server has welcomed the kiosk."""
    scene = Scene()
    scene.link.tell(link_up())
    return scene


@pytest.fixture
def face(scene: Scene, qtbot: QtBot) -> Iterator[Face]:
    """Give the scene's face, closed afterwards."""
    face = Face(scene.attendant)
    yield face
    qtbot.wait(1)
    face.close()


def test_a_window_of_a_size_is_a_window(face: Face) -> None:
    face.show(QSize(540, 960))

    assert face.window.isVisible()
    assert (face.window.width(), face.window.height()) == (540, 960)
    assert QGuiApplication.overrideCursor() is None


def test_without_a_size_the_whole_screen_is_used_and_no_pointer_is_seen(face: Face) -> None:
    face.show(None)

    cursor = QGuiApplication.overrideCursor()
    QGuiApplication.restoreOverrideCursor()
    assert face.window.visibility() == QQuickWindow.Visibility.FullScreen
    assert cursor is not None
    assert cursor.shape() == Qt.CursorShape.BlankCursor


def test_the_window_is_named_for_the_hall_in_the_visitors_language(
    scene: Scene, face: Face
) -> None:
    scene.attendant.happen(LanguageChosen("en"))

    face.refresh()

    assert face.window.title() == "One-Stop Reception Centre"


def test_time_goes_by_for_the_attendant(scene: Scene, face: Face, qtbot: QtBot) -> None:
    face.show(QSize(540, 960))
    scene.attendant.happen(LanguageChosen("en"))

    scene.now_ms += 22_000
    qtbot.waitUntil(lambda: scene.attendant.visit.asks_presence, timeout=2_000)

    assert scene.attendant.visit.page.value == "bodies"


def test_a_key_counts_as_a_touch_and_is_passed_on(scene: Scene, qtbot: QtBot) -> None:
    watch = TouchWatch(scene.attendant)
    scene.attendant.happen(LanguageChosen("en"))
    scene.now_ms += 19_000
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)

    is_taken = watch.eventFilter(watch, key)
    scene.now_ms += 19_000
    scene.attendant.tick()
    qtbot.wait(1)

    assert not is_taken
    assert not scene.attendant.visit.asks_presence
