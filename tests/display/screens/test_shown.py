"""A call counts as shown with the first whole frame that holds it."""

from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from display.board import Board
from display.picture import Picture
from display.screens.shown import ShownReporter
from display.stage import Place, Stage
from server.protocol.snapshots import BoardCall
from tests.display.calls import call


class Watched:
    """A real window, a picture at will, and what was reported."""

    def __init__(self) -> None:
        self.picture = Picture()
        self.reported: list[int] = []
        self.window = QQuickWindow()
        self.window.resize(200, 200)
        self.reporter = ShownReporter(self.window, lambda: self.picture, self._note)

    def show(self, *calls: BoardCall) -> None:
        places = tuple(Place(each, 0) for each in calls)
        self.picture = Picture(board=Board(calls=calls), stage=Stage(places))
        self.window.update()

    def _note(self, each: BoardCall) -> None:
        self.reported.append(each.call)


def test_a_call_is_reported_with_the_first_frame_that_shows_it(qtbot: QtBot) -> None:
    watched = Watched()
    watched.show(call(1))
    before_any_frame = list(watched.reported)

    watched.window.show()
    qtbot.waitUntil(lambda: watched.reported == [1])
    watched.window.close()

    assert before_any_frame == []
    assert watched.reporter.reported == {1}


def test_a_call_is_reported_once_however_many_frames_follow(qtbot: QtBot) -> None:
    watched = Watched()
    watched.show(call(1))
    watched.window.show()
    qtbot.waitUntil(lambda: watched.reported == [1])

    watched.show(call(2, "M001", "1"), call(1))
    qtbot.waitUntil(lambda: 2 in watched.reported)
    with qtbot.waitSignal(watched.window.frameSwapped):
        watched.window.update()
    watched.window.close()

    assert watched.reported == [1, 2]


def test_a_call_without_a_frame_is_not_reported(qtbot: QtBot) -> None:
    watched = Watched()
    watched.window.show()
    with qtbot.waitSignal(watched.window.frameSwapped):
        watched.window.update()

    watched.picture = Picture(stage=Stage((Place(call(1), 0),)))

    assert watched.reported == []
    watched.window.close()
