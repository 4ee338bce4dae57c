"""Gives a real board window over a screen whose link and clock a test plays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from display.__main__ import load_window, steady_ms
from display.screens.board_screen import BoardScreen
from display.screens.wording_screen import WordingScreen
from server.client.messages import LinkEvent


@dataclass(slots=True)
class Stage:
    """A board that is shown."""

    screen: BoardScreen
    words: WordingScreen
    engine: QQmlApplicationEngine
    window: QQuickWindow
    qtbot: QtBot
    is_open: bool = True

    def tell(self, *events: LinkEvent) -> None:
        """Let the link tell ``events`` and the window draw them."""
        for event in events:
            self.screen.receive(event)
        with self.qtbot.waitSignal(self.window.frameSwapped):
            self.window.update()

    def close(self) -> None:
        """Take the window away before what it shows."""
        if not self.is_open:
            return
        self.is_open = False
        self.screen.stop()
        self.window.close()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(self.engine, QEvent.Type.DeferredDelete.value)


Raise = Callable[[int, int], Stage]


@pytest.fixture
def raised(qtbot: QtBot) -> Iterator[Raise]:
    """Raise boards of a size; they go when the test ends."""
    stages: list[Stage] = []

    def raise_board(width: int, height: int) -> Stage:
        screen, words = BoardScreen(steady_ms, lambda _call, _voices: None), WordingScreen()
        engine, window = load_window(screen, words, (width, height))
        stages.append(Stage(screen, words, engine, window, qtbot))
        window.show()
        qtbot.waitExposed(window)
        return stages[-1]

    yield raise_board
    for stage in stages:
        stage.close()
