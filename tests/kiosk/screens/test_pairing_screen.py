"""Tests of the pairing page's screen: every state has its words, and the code goes by itself."""

import pytest
from pytestqt.qtbot import QtBot

from kiosk.screens.pairing_screen import PairingScreen
from server.client.messages import DownReason, LinkDown
from server.client.pairing_states import Done, Ended, PairingState, Searching, Shown
from server.protocol.errors import Failure

NAMES = {"en": "Hall", "kk": "Зал", "ru": "Зал"}
SHOWN = Shown("493027", "K7QM-2HXV-BW9D-4TRC", NAMES, "192.168.1.20:8077", 300)


class Time:
    """Milliseconds moved by hand."""

    now = 0

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def screen(time: Time) -> PairingScreen:
    return PairingScreen(time)


@pytest.mark.parametrize(
    ("state", "page", "is_on"),
    [
        (Searching(), "searching", True),
        (Searching(Failure("pairing-busy")), "busy", True),
        (Searching(Failure("foreign-server")), "foreign", True),
        (SHOWN, "code", True),
        (Ended(Failure("pairing-refused")), "refused", True),
        (Ended(Failure("pairing-expired")), "expired", True),
        (Ended(Failure("server-unreachable")), "lost", True),
        (Done("kiosk-1"), "searching", False),
    ],
)
def test_every_state_has_its_page(
    screen: PairingScreen, qtbot: QtBot, state: PairingState, page: str, *, is_on: bool
) -> None:
    with qtbot.waitSignal(screen.changed):
        screen.show(state)

    assert (screen.property("page"), screen.property("isOn")) == (page, is_on)
    assert screen.property("isPairing") is is_on


def test_the_code_stands_in_groups_that_people_can_compare(screen: PairingScreen) -> None:
    screen.show(SHOWN)

    assert screen.property("codeGroups") == ["493", "027"]
    assert screen.property("fingerprintGroups") == ["K7QM", "2HXV", "BW9D", "4TRC"]
    assert screen.property("hallNames") == ["Зал", "Hall"]
    assert screen.property("address") == "192.168.1.20:8077"


def test_the_time_that_is_left_runs_down_and_never_below_nothing(
    screen: PairingScreen, time: Time
) -> None:
    screen.show(SHOWN)
    left = []

    for now in (0, 61_000, 400_000):
        time.now = now
        left.append(screen.property("timeLeft"))

    assert left == ["5:00", "3:59", "0:00"]


def test_a_past_code_is_shown_no_more(screen: PairingScreen) -> None:
    screen.show(SHOWN)

    screen.show(Ended(Failure("pairing-expired")))

    shown = (
        screen.property("codeGroups"),
        screen.property("fingerprintGroups"),
        screen.property("hallNames"),
        screen.property("address"),
    )
    assert shown == ([], [], [], "")
    assert screen.property("timeLeft") == ""


@pytest.mark.parametrize(
    ("code", "is_on"), [("foreign-server", True), ("certificate-time", True), ("paper-out", False)]
)
def test_a_member_says_when_its_server_cannot_be_trusted(
    screen: PairingScreen, code: str, *, is_on: bool
) -> None:
    screen.hear_link(LinkDown(DownReason.REFUSED, 0, Failure(code)))

    assert screen.property("isOn") is is_on
    assert screen.property("isPairing") is False
