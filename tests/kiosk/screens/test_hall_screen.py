"""The hall as QML sees it."""

from pathlib import Path

from kiosk.happenings import BodyChosen, LanguageChosen, ServiceChosen
from kiosk.screens.hall_screen import HallScreen
from printers.port_messages import HealthChanged
from server.client.messages import DownReason, LinkDown
from server.protocol.printing import PrintProblem
from tests.kiosk.loneliness import LonelyKiosk
from tests.kiosk.sample_hall import HALL_NAMES, link_up, request_id, snapshot
from tests.kiosk.scene import Scene
from tests.kiosk.screens.reading import seen


def test_before_the_server_speaks_the_hall_is_unknown() -> None:
    screen = HallScreen(Scene().attendant)

    assert not screen.property("isKnown")
    assert not screen.property("isConnected")
    assert seen(screen, "name", "clock", "languages") == (
        "",
        "",
        [],
    )
    assert seen(screen, "bodyName", "serviceName") == ("", "")


def test_the_hall_is_named_in_the_visitors_language_and_the_others() -> None:
    scene = Scene()
    scene.link.tell(link_up())
    screen = HallScreen(scene.attendant)

    assert seen(screen, "name", "clock") == (HALL_NAMES["kk"], "09:00")
    assert screen.property("otherNames") == [HALL_NAMES["ru"], HALL_NAMES["en"]]

    scene.attendant.happen(LanguageChosen("ru"))
    assert screen.property("otherNames") == [HALL_NAMES["kk"], HALL_NAMES["en"]]


def test_what_was_chosen_is_named() -> None:
    scene = Scene()
    scene.link.tell(link_up())
    scene.attendant.happen(LanguageChosen("en"))
    scene.attendant.happen(BodyChosen("justice"))
    scene.attendant.happen(ServiceChosen("justice-appeal", request_id(1)))

    screen = HallScreen(scene.attendant)

    assert seen(screen, "bodyName", "serviceName") == (
        "Ministry of Justice",
        "Appeals",
    )


def test_day_connection_and_printer_are_told() -> None:
    scene, told = Scene(), list[tuple[object, ...]]()
    scene.link.tell(link_up())
    screen = HallScreen(scene.attendant)
    screen.refresh()
    screen.changed.connect(
        lambda: told.append(
            (
                screen.property("isDayOpen"),
                screen.property("isConnected"),
                screen.property("paperProblem"),
            )
        )
    )

    scene.attendant.hear_port(HealthChanged(PrintProblem.COVER_OPEN))
    screen.refresh()
    scene.link.tell(LinkDown(DownReason.LOST, since=0.0))
    scene.now_ms += 2_000
    screen.refresh()
    scene.link.tell(link_up(snapshot(service_day=None)))
    screen.refresh()
    screen.refresh()

    assert told == [
        (True, True, "cover-open"),
        (True, False, "cover-open"),
        (False, True, "cover-open"),
    ]
    assert screen.property("hasPrinter")


def test_the_hall_screen_tells_whether_the_kiosk_can_go_on_alone(tmp_path: Path) -> None:
    kiosk = LonelyKiosk(tmp_path)
    kiosk.greet()
    screen = HallScreen(kiosk.attendant)

    assert screen.property("givesOwnNumbers")
    assert screen.property("numbersLeft") == -1
    assert not HallScreen(Scene().attendant).property("givesOwnNumbers")
    assert HallScreen(Scene().attendant).property("numbersLeft") == -1
    kiosk.end()
