"""The ticket as QML sees it."""

from pathlib import Path

import pytest

from kiosk.happenings import LanguageChosen
from kiosk.screens.ticket_screen import TicketScreen
from server.protocol.printing import PrintOutcome, PrintProblem
from server.protocol.snapshots import KioskSnapshot
from tests.kiosk.loneliness import LonelyKiosk
from tests.kiosk.sample_hall import link_up, snapshot
from tests.kiosk.scene import Scene
from tests.kiosk.screens.reading import seen


def test_without_a_ticket_there_is_nothing_to_show() -> None:
    screen = TicketScreen(Scene().attendant)

    assert seen(screen, "number", "peopleAhead") == ("", 0)
    assert seen(screen, "serviceName", "claimName") == ("", "")


def test_the_ticket_is_shown_in_the_visitors_language() -> None:
    scene = Scene()
    scene.hold("ru", ahead=22)
    screen = TicketScreen(scene.attendant)

    assert seen(screen, "number", "peopleAhead") == ("A042", 22)
    assert screen.property("serviceName") == "Приём обращений"
    assert screen.property("claimName").startswith("Ветераны")

    scene.attendant.happen(LanguageChosen("en"))
    assert screen.property("serviceName") == "Appeals"


def test_names_that_the_hall_no_longer_has_are_left_out() -> None:
    scene = Scene()
    scene.hold()
    bare: KioskSnapshot = snapshot(services=(), categories=())
    scene.link.tell(link_up(bare))

    screen = TicketScreen(scene.attendant)

    assert seen(screen, "serviceName", "claimName") == ("", "")


def test_a_change_of_the_paper_is_told_once() -> None:
    scene, told = Scene(), list[str]()
    scene.hold()
    screen = TicketScreen(scene.attendant)
    screen.refresh()
    screen.changed.connect(lambda: told.append(screen.property("paper")))

    scene.end_paper(PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.PAPER_OUT)
    screen.refresh()
    screen.refresh()

    assert told == ["refused"]
    assert screen.property("problem") == "paper-out"


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (PrintOutcome.CONFIRMED, False),
        (PrintOutcome.REJECTED_BEFORE_SEND, True),
        (PrintOutcome.FAILED_KNOWN, True),
        (PrintOutcome.UNKNOWN, False),
    ],
)
def test_printing_once_more_is_offered_where_it_may_help(
    outcome: PrintOutcome, expected: bool
) -> None:
    scene = Scene()
    scene.hold()
    screen = TicketScreen(scene.attendant)

    scene.end_paper(outcome)

    assert screen.property("canPrintAgain") is expected


def test_a_number_of_the_kiosks_own_is_shown_with_its_time(tmp_path: Path) -> None:
    kiosk = LonelyKiosk(tmp_path)
    kiosk.greet()
    kiosk.lose()
    screen = TicketScreen(kiosk.attendant)
    before = seen(screen, "isWithoutServer", "cameAt")

    kiosk.take()

    assert before == (False, "")
    assert seen(screen, "number", "isWithoutServer", "cameAt") == ("K2-01", True, "09:00")
    kiosk.end()
