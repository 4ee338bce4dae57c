"""Tests of the pairing page's screen: QML is told what the page has become."""

import pytest
from pytestqt.qtbot import QtBot

from display.screens.pairing_screen import BoardPairingScreen
from server.client.messages import DownReason, LinkDown
from server.client.pairing_states import Done, Ended, Shown
from server.protocol.errors import Failure

SHOWN = Shown("493027", "K7QM-2HXV-BW9D-4TRC", {"kk": "Зал"}, "192.168.1.20:8077", 300)
FOREIGN = LinkDown(DownReason.REFUSED, 0, Failure("foreign-server"))


class Time:
    """Milliseconds moved by hand."""

    now = 0

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def screen(time: Time) -> BoardPairingScreen:
    return BoardPairingScreen(time)


def read(screen: BoardPairingScreen, *names: str) -> list[object]:
    """Return what QML reads."""
    return [screen.property(name) for name in names]


def test_a_code_stands_with_all_that_is_compared(screen: BoardPairingScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignals([screen.changed, screen.ticked]):
        screen.show(SHOWN)

    assert read(screen, "isOn", "isPairing", "page") == [True, True, "code"]
    assert read(screen, "codeGroups", "hallNames") == [["493", "027"], ["Зал"]]
    assert read(screen, "fingerprintGroups") == [["K7QM", "2HXV", "BW9D", "4TRC"]]
    assert read(screen, "address", "timeLeft") == ["192.168.1.20:8077", "5:00"]


def test_the_time_that_is_left_is_told_of_each_second(
    screen: BoardPairingScreen, time: Time, qtbot: QtBot
) -> None:
    screen.show(SHOWN)
    time.now = 61_000

    with qtbot.waitSignal(screen.ticked, timeout=3_000):
        pass

    assert read(screen, "timeLeft") == ["3:59"]


def test_a_past_code_is_shown_no_more(screen: BoardPairingScreen) -> None:
    screen.show(SHOWN)

    screen.show(Ended(Failure("pairing-expired")))

    assert read(screen, "page", "codeGroups", "timeLeft") == ["expired", [], ""]


def test_a_member_says_when_its_server_cannot_be_trusted(screen: BoardPairingScreen) -> None:
    screen.show(Done("device-1"))
    before = read(screen, "isOn", "page")

    screen.hear_link(FOREIGN)

    assert before == [False, ""]
    assert read(screen, "isOn", "isPairing", "page") == [True, False, "foreign"]


def test_what_changes_nothing_is_not_told(screen: BoardPairingScreen, qtbot: QtBot) -> None:
    screen.hear_link(FOREIGN)

    with qtbot.assertNotEmitted(screen.changed):
        screen.hear_link(FOREIGN)
