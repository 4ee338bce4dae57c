"""Where else a visitor is received, as QML sees it."""

import pytest
from pytestqt.qtbot import QtBot

from kiosk.happenings import BodyChosen, LanguageChosen, ServiceChosen
from kiosk.screens.route_screen import RouteScreen
from server.protocol.availability import Availability, Elsewhere, Post, Reception
from server.protocol.day_commands import SendElsewhere
from tests.kiosk.sample_hall import MONDAY_NINE, link_up, request_id, snapshot
from tests.kiosk.scene import Scene

PASSPORTS = Elsewhere("passports", {"en": "Passports"}, {"en": "7 Kabanbay batyr"})
FULL = Availability(Reception.FULL, opens_at=MONDAY_NINE + 86_400_000, elsewhere="passports")


def shown(screen: RouteScreen, *names: str) -> tuple[object, ...]:
    return tuple(screen.property(name) for name in names)


@pytest.fixture
def scene() -> Scene:
    """Give a hall where one service is full and one matter is received elsewhere."""
    scene = Scene()
    told = {"justice-appeal": FULL}
    scene.link.tell(link_up(snapshot(elsewhere=(PASSPORTS,), availability=told)))
    scene.attendant.happen(LanguageChosen("en"))
    return scene


def test_a_matter_of_another_place_tells_where_and_prints_it(scene: Scene, qtbot: QtBot) -> None:
    screen = RouteScreen(scene.attendant)
    with qtbot.waitSignal(screen.changed):
        screen.refresh()
    assert shown(screen, "isOffered", "where", "isOnPaper") == (True, "", False)

    screen.begin()
    screen.choose("passports")

    assert shown(screen, "matter", "where", "isOnPaper") == (
        "Passports",
        "7 Kabanbay batyr",
        True,
    )
    said = scene.link.asked[-1]
    assert isinstance(said, SendElsewhere)
    assert (said.language, said.service, said.elsewhere) == ("en", None, "passports")


def test_a_full_service_tells_when_and_where_else(scene: Scene) -> None:
    screen = RouteScreen(scene.attendant)
    scene.attendant.happen(BodyChosen("justice"))
    scene.attendant.happen(ServiceChosen("justice-appeal", request_id(1)))
    assert shown(screen, "isFull", "isOnPaper", "where") == (True, False, "7 Kabanbay batyr")
    assert shown(screen, "nextTime", "nextDay") == ("09:00", "Tuesday, 24.11")

    screen.print()

    assert shown(screen, "isOnPaper") == (True,)
    assert len(scene.port.jobs) == 1


def test_an_office_that_opens_later_is_named(scene: Scene) -> None:
    told = Availability(Reception.CLOSED, opens_at=MONDAY_NINE + 7_200_000, post="governor")
    office = Post("governor", {"en": "Governor"}, "justice-appeal", "desk-1")
    seen = snapshot(availability={"justice-appeal": told}, posts=(office,))
    scene.link.tell(link_up(seen))
    screen = RouteScreen(scene.attendant)
    assert shown(screen, "office") == ("",)

    scene.attendant.happen(BodyChosen("justice"))
    scene.attendant.happen(ServiceChosen("justice-appeal", request_id(1)))

    assert shown(screen, "office", "nextTime", "nextDay") == ("Governor", "11:00", "")
