"""The pairing page as people see it, on kiosk and board alike: nothing cut, nothing over other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtQuick import QQuickView
from pytestqt.qtbot import QtBot

import display.screens.pairing_screen as board
import kiosk.screens.pairing_screen as kiosk
from display.__main__ import load_fonts
from server.client.pairing_states import Ended, PairingState, Searching, Shown
from server.protocol.errors import Failure
from tests.qml.display.looking import complaints, named, texts

SIZES = [(1080, 1920), (1920, 1080), (1280, 720)]
NAMES = {
    "kk": "«Есіл» ауданының халыққа қызмет көрсету бірыңғай орталығы",
    "ru": "Единый центр обслуживания населения района «Есиль»",
    "en": "Yesil District One-Stop Public Service Centre",
}
STATES: dict[str, PairingState] = {
    "searching": Searching(),
    "code": Shown("808888", "WWWW-MMMM-WWWW-MMMM", NAMES, "192.168.100.200:8077", 300),
    "refused": Ended(Failure("pairing-refused")),
    "expired": Ended(Failure("pairing-expired")),
    "lost": Ended(Failure("server-unreachable")),
    "busy": Searching(Failure("pairing-busy")),
    "foreign": Searching(Failure("foreign-server")),
    "certificate": Searching(Failure("certificate-time")),
}
PAGES = {
    "kiosk": Path("kiosk/qml/pages/PairingPage.qml"),
    "display": Path("display/qml/parts/PairingPage.qml"),
}


def still() -> int:
    return 0


@pytest.fixture(params=list(PAGES))
def page(
    request: pytest.FixtureRequest, qtbot: QtBot
) -> Iterator[tuple[QQuickView, kiosk.PairingScreen | board.BoardPairingScreen]]:
    """Give the page of each program in a window of its own."""
    load_fonts()
    is_kiosk = request.param == "kiosk"
    screen = kiosk.PairingScreen(still) if is_kiosk else board.BoardPairingScreen(still)
    view = QQuickView()
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.setInitialProperties({"pairing": screen})
    view.setSource(QUrl.fromLocalFile(str(PAGES[request.param].absolute())))
    view.show()
    qtbot.waitExposed(view)
    yield view, screen
    view.close()
    view.setSource(QUrl())


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_word_of_every_state_is_whole_at_every_size(
    page: tuple[QQuickView, kiosk.PairingScreen | board.BoardPairingScreen],
    qtbot: QtBot,
    size: tuple[int, int],
) -> None:
    view, screen = page
    view.resize(*size)
    wrong = {}

    for name, state in STATES.items():
        screen.show(state)
        qtbot.wait(20)
        if found := complaints(view):
            wrong[name] = found

    assert wrong == {}


@pytest.mark.parametrize("state", list(STATES.values()), ids=list(STATES))
def test_every_state_speaks_three_languages(
    page: tuple[QQuickView, kiosk.PairingScreen | board.BoardPairingScreen],
    qtbot: QtBot,
    state: PairingState,
) -> None:
    view, screen = page
    view.resize(1280, 720)

    screen.show(state)
    qtbot.wait(20)

    for language in ("kk", "ru", "en"):
        (told,) = named(view, f"told-{language}")
        words = [str(item.property("text")) for item in told.childItems()]
        assert all(words)
        assert len(words) == 2


def test_code_and_fingerprint_stand_in_their_groups(
    page: tuple[QQuickView, kiosk.PairingScreen | board.BoardPairingScreen], qtbot: QtBot
) -> None:
    view, screen = page
    view.resize(1920, 1080)

    screen.show(STATES["code"])
    qtbot.wait(20)

    assert texts(view, "group") == ["808", "888", "WWWW", "MMMM", "WWWW", "MMMM"]
