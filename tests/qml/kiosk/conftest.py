"""Gives a kiosk's real window over a fake link and a fake port."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.appearance import load_fonts
from kiosk.face import Face
from kiosk.fingers import Finger, find, is_touchable
from tests.kiosk.scene import Scene

PORTRAIT = QSize(1080, 1920)
SHORT_MS = 15
"""Enough for one layout; what takes longer is waited for."""


@dataclass(slots=True)
class Stage:
    """A scene with its window and one finger."""

    scene: Scene
    face: Face
    finger: Finger
    qtbot: QtBot

    @property
    def page(self) -> str:
        """Return the page that is shown."""
        return self.scene.attendant.visit.page.value

    def show(self) -> None:
        """Let the window draw what the scene has become."""
        self.face.refresh()
        self.qtbot.wait(SHORT_MS)

    def item(self, name: str) -> QQuickItem:
        """Return the item named ``name`` once a finger would reach it where it stays."""
        places: list[QPointF] = []

        def reached() -> bool:
            self.face.refresh()
            item = find(self.face.window, name)
            if item is None or not is_touchable(self.face.window, item):
                return False
            # A row moves what it holds only when the next frame is drawn.
            self.qtbot.wait(SHORT_MS)
            places.append(item.mapToScene(item.boundingRect().center()))
            return len(places) > 1 and places[-1] == places[-2]

        self.qtbot.waitUntil(reached, timeout=3_000)
        item = find(self.face.window, name)
        assert item is not None
        return item

    def tap(self, name: str, times: int = 1) -> None:
        """Tap the item named ``name``."""
        self.finger.tap(self.item(name), times)
        self.show()

    def text(self, name: str) -> str:
        """Return the words of the item named ``name``."""
        item = find(self.face.window, name)
        return "" if item is None else str(item.property("text"))


@pytest.fixture
def raise_curtain(qtbot: QtBot) -> Iterator[Callable[[Scene, QSize], Stage]]:
    """Give what opens the window of a scene in a size, and close it afterwards."""
    load_fonts()
    QAccessible.setActive(True)
    stages: list[Stage] = []

    def open_window(scene: Scene, size: QSize) -> Stage:
        face = Face(scene.attendant, care=scene.care)
        face.show(size)
        stages.append(Stage(scene, face, Finger(face.window), qtbot))
        qtbot.wait(SHORT_MS)
        return stages[-1]

    yield open_window
    for stage in stages:
        stage.face.close()


@pytest.fixture
def stage(raise_curtain: Callable[[Scene, QSize], Stage]) -> Stage:
    """Give a portrait kiosk."""
    return raise_curtain(Scene(), PORTRAIT)
