"""A booking's code and its refusal as QML sees them."""

import pytest
from pytestqt.qtbot import QtBot

from kiosk.happenings import LanguageChosen
from kiosk.screens.booking_screen import BookingScreen
from server.protocol.booking_commands import CheckIn
from server.protocol.errors import Failure, FailureData
from server.protocol.frames import Refusal
from tests.kiosk.sample_hall import link_up, snapshot
from tests.kiosk.scene import Scene


def shown(screen: BookingScreen, *names: str) -> tuple[object, ...]:
    return tuple(screen.property(name) for name in names)


@pytest.fixture
def scene() -> Scene:
    """Give a hall with bookings and a visitor who reads English."""
    scene = Scene()
    scene.link.tell(link_up(snapshot(takes_bookings=True)))
    scene.attendant.happen(LanguageChosen("en"))
    return scene


def entered(scene: Scene) -> BookingScreen:
    screen = BookingScreen(scene.attendant)
    screen.begin()
    for digit in "1234567":
        screen.type(digit)
    screen.takeBack()
    screen.type("0")
    screen.enter()
    return screen


def test_a_code_is_typed_and_sent(scene: Scene, qtbot: QtBot) -> None:
    screen = BookingScreen(scene.attendant)
    with qtbot.waitSignal(screen.changed):
        screen.refresh()
    assert shown(screen, "isOffered", "isKept", "length") == (True, False, 6)

    screen = entered(scene)

    command = scene.link.asked[-1]
    assert isinstance(command, CheckIn)
    assert command.code == "123450"
    assert shown(screen, "digits", "isWhole") == ("123450", True)
    assert shown(screen, "isOffered", "isKept") == (False, True)


@pytest.mark.parametrize(
    ("code", "data", "said"),
    [
        ("booking-used", {"number": "A007", "service": "gone"}, ("A007", "", "")),
        ("booking-lapsed", {"service": "justice-appeal"}, ("", "", "Appeals")),
        ("booking-other-day", {"slot": "2026-11-24T11:00"}, ("", "Tuesday, 24.11, 11:00", "")),
        ("booking-other-day", {"slot": "soon"}, ("", "", "")),
    ],
    ids=["used", "lapsed", "other-day", "strange-day"],
)
def test_a_refusal_tells_what_to_do_next(
    scene: Scene, code: str, data: FailureData, said: tuple[str, str, str]
) -> None:
    screen = entered(scene)
    command = scene.link.asked[-1]
    assert isinstance(command, CheckIn)

    scene.link.tell(Refusal(command.request_id, Failure(code, data)))

    assert shown(screen, "number", "slot", "serviceInstead") == said


def test_a_visitor_without_his_booking_takes_a_number_for_its_service(scene: Scene) -> None:
    screen = entered(scene)
    command = scene.link.asked[-1]
    assert isinstance(command, CheckIn)
    lapsed = Failure("booking-lapsed", {"service": "justice-appeal"})
    scene.link.tell(Refusal(command.request_id, lapsed))

    screen.takeNumber()

    assert scene.attendant.visit.service == "justice-appeal"
