"""The pairing page as people see it: nothing cut, nothing over other, and in both programs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, QUrl
from PySide6.QtQuick import QQuickView, QQuickWindow
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from display.__main__ import load_fonts, load_window
from display.screens.board_screen import BoardScreen
from display.screens.pairing_screen import BoardPairingScreen
from display.screens.wording_screen import WordingScreen
from kiosk.face import Face
from kiosk.screens.pairing_screen import PairingScreen
from server.client.pairing_page import QML_MODULES, after_state
from server.client.pairing_states import Done, Ended, PairingState, Searching, Shown
from server.protocol.errors import Failure
from tests.kiosk.scene import Scene
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
GROUPS = ["808", "888", "WWWW", "MMMM", "WWWW", "MMMM"]
PAGE = QML_MODULES / "Kezek" / "Pairing" / "PairingPage.qml"


def still() -> int:
    return 0


def words_of(state: PairingState) -> dict[str, object]:
    """Return what a program hands the page in this state."""
    page = after_state(state, 0)
    return {
        "page": str(page.page),
        "hallNames": page.hall_names,
        "codeGroups": page.code_groups,
        "fingerprintGroups": page.fingerprint_groups,
        "address": page.address,
        "timeLeft": page.time_left(0),
    }


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[QQuickView]:
    """Give the page alone in a window of its own."""
    load_fonts()
    view = QQuickView()
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.setInitialProperties(words_of(Searching()))
    view.setSource(QUrl.fromLocalFile(str(PAGE)))
    view.show()
    qtbot.waitExposed(view)
    yield view
    view.close()
    view.setSource(QUrl())


def tell(view: QQuickView, state: PairingState) -> None:
    """Let the page show ``state``."""
    for name, value in words_of(state).items():
        assert view.rootObject().setProperty(name, value)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_word_of_every_state_is_whole_at_every_size(
    view: QQuickView, qtbot: QtBot, size: tuple[int, int]
) -> None:
    view.resize(*size)
    wrong = {}

    for name, state in STATES.items():
        tell(view, state)
        qtbot.wait(20)
        if found := complaints(view):
            wrong[name] = found

    assert wrong == {}


@pytest.mark.parametrize("state", list(STATES.values()), ids=list(STATES))
def test_every_state_speaks_three_languages(
    view: QQuickView, qtbot: QtBot, state: PairingState
) -> None:
    view.resize(1280, 720)

    tell(view, state)
    qtbot.wait(20)

    for language in ("kk", "ru", "en"):
        (told,) = named(view, f"told-{language}")
        words = [str(item.property("text")) for item in told.childItems()]
        assert all(words)
        assert len(words) == 2


@pytest.fixture(params=["kiosk", "board"])
def program(
    request: pytest.FixtureRequest,
) -> Iterator[tuple[QQuickWindow, PairingScreen | BoardPairingScreen]]:
    """Give the real window of each program, which knows no hall yet."""
    load_fonts()
    if request.param == "kiosk":
        screen = PairingScreen(still)
        face = Face(Scene().attendant, screen)
        face.show(QSize(1280, 720))
        yield face.window, screen
        face.close()
        return
    board = BoardPairingScreen(still)
    picture = BoardScreen(still, lambda _call, _voices: None)
    words = WordingScreen()
    engine, window = load_window(picture, words, (1280, 720), board)
    window.show()
    yield window, board
    window.close()
    delete(engine)


@pytest.mark.usefixtures("qtbot")
def test_both_programs_show_the_page_until_they_belong_to_a_hall(
    program: tuple[QQuickWindow, PairingScreen | BoardPairingScreen],
) -> None:
    window, screen = program
    before = texts(window, "group")

    screen.show(STATES["code"])
    during = texts(window, "group"), texts(window, "hall-name"), texts(window, "left")
    screen.show(Done("device-1"))

    assert during == (GROUPS, [" · ".join(NAMES.values())], ["192.168.100.200:8077   5:00"])
    assert before == texts(window, "group") == []
