"""The printer as the staff see it."""

from kiosk.happenings import LanguageChosen
from kiosk.screens.staff_screen import UNKNOWN_METRES, StaffScreen
from printers.port_messages import HealthChanged, LettersMissing, UnitMet
from server.protocol.printing import Evidence, PaperSupply, PrintOutcome, PrintProblem
from tests.kiosk.sample_hall import link_up
from tests.kiosk.scene import Scene
from tests.kiosk.screens.reading import seen


def test_without_a_printer_nothing_is_known_and_nothing_happens() -> None:
    screen = StaffScreen(Scene(has_printer=False).attendant, None)

    screen.countNewRoll()
    screen.probe()
    screen.printTest()

    assert seen(screen, "hasPrinter", "mayTest", "test") == (False, False, "none")
    assert seen(screen, "rollMetres", "metresLeft") == (UNKNOWN_METRES, UNKNOWN_METRES)


def test_the_printer_is_shown_as_it_reports() -> None:
    scene = Scene()
    screen = StaffScreen(scene.attendant, scene.care)
    for report in (
        UnitMet("X1", "TM-T20III", Evidence.PROCESS_ID, "2026-11-23", has_logo=True),
        HealthChanged(PrintProblem.PAPER_NEAR_END, PaperSupply.NEAR_END, 74.5),
        LettersMissing("job", "中文"),
    ):
        scene.hear_printer(report)

    assert seen(screen, "problem", "paper", "model", "evidence", "probedOn", "hasLogo") == (
        "paper-near-end",
        "near-end",
        "TM-T20III",
        "process-id",
        "2026-11-23",
        True,
    )
    assert seen(screen, "rollMetres", "metresLeft", "unsaid", "drawnBack") == (
        74.5,
        5.5,
        "中 文",
        0,
    )


def test_a_test_ticket_is_printed_in_the_language_of_the_page_and_its_end_is_shown() -> None:
    scene = Scene()
    scene.link.tell(link_up())
    scene.attendant.happen(LanguageChosen("en"))
    screen = StaffScreen(scene.attendant, scene.care)

    screen.printTest()
    printing = seen(screen, "test", "mayTest")
    scene.end_paper(PrintOutcome.CONFIRMED)

    assert len(scene.port.jobs) == 1
    assert printing == ("printing", False)
    assert seen(screen, "test", "mayTest") == ("confirmed", True)


def test_qml_is_told_only_what_is_new() -> None:
    scene = Scene()
    screen = StaffScreen(scene.attendant, scene.care)
    told: list[int] = []
    screen.changed.connect(lambda: told.append(1))

    screen.refresh()
    screen.refresh()
    scene.hear_printer(HealthChanged(PrintProblem.NONE))
    screen.refresh()

    assert len(told) == 2
