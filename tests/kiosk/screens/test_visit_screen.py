"""The visit as QML sees it, and the touches it takes."""

from collections.abc import Callable

import pytest

from kiosk.screens.visit_screen import VisitScreen
from kiosk.visit import Paper
from server.protocol.printing import PrintOutcome
from tests.kiosk.sample_hall import link_up
from tests.kiosk.scene import Scene
from tests.kiosk.screens.reading import seen


def opened(scene: Scene) -> VisitScreen:
    scene.link.tell(link_up())
    screen = VisitScreen(scene.attendant)
    screen.refresh()
    return screen


def test_touches_lead_from_page_to_page_and_each_is_told_once() -> None:
    scene, told = Scene(), list[str]()
    screen = opened(scene)
    screen.changed.connect(lambda: told.append(screen.property("page")))

    touches: list[Callable[[], None]] = [
        lambda: screen.chooseLanguage("en"),
        lambda: screen.chooseBody("justice"),
        lambda: screen.chooseService("justice-appeal"),
        lambda: screen.claim("veterans"),
    ]
    for touch in touches:
        touch()
        screen.refresh()
        screen.refresh()

    assert told == ["bodies", "services", "claim", "taking"]
    assert scene.last_request().claim == "veterans"


def test_no_claim_is_sent_by_who_has_none() -> None:
    scene = Scene()
    screen = opened(scene)
    screen.chooseLanguage("kk")
    screen.chooseBody("justice")
    screen.chooseService("justice-appeal")

    screen.claimNothing()

    assert scene.last_request().claim is None


@pytest.mark.parametrize(
    ("page", "back", "over"),
    [("welcome", False, False), ("bodies", True, True), ("services", True, True)],
)
def test_back_and_start_over_are_offered_where_they_lead_somewhere(
    page: str, back: bool, over: bool
) -> None:
    screen = opened(Scene())
    if page != "welcome":
        screen.chooseLanguage("kk")
    if page == "services":
        screen.chooseBody("justice")

    assert (
        screen.property("page"),
        screen.property("canGoBack"),
        screen.property("canStartOver"),
    ) == (page, back, over)


def test_back_and_start_over_work() -> None:
    screen = opened(Scene())
    screen.chooseLanguage("ru")
    screen.chooseBody("justice")

    screen.goBack()
    assert screen.property("page") == "bodies"

    screen.startOver()
    assert seen(screen, "page", "language") == ("welcome", "kk")


def test_a_slow_request_may_be_given_up() -> None:
    scene = Scene()
    scene.take()
    screen = VisitScreen(scene.attendant)
    assert not screen.property("canStartOver")

    scene.now_ms += 5_000
    scene.attendant.tick()

    assert screen.property("isSlow")
    assert screen.property("canStartOver")


def test_text_size_and_contrast_are_switched() -> None:
    screen = opened(Scene())

    screen.toggleTextSize()
    screen.toggleContrast()

    assert seen(screen, "isLargeText", "isHighContrast") == (True, True)


def test_the_question_whether_somebody_is_here_counts_down_and_takes_an_answer() -> None:
    scene = Scene()
    screen = opened(scene)
    screen.chooseLanguage("kk")
    assert screen.property("secondsLeft") == 0

    scene.now_ms += 24_000
    scene.attendant.tick()
    assert seen(screen, "asksPresence", "secondsLeft") == (True, 6)

    screen.touch()
    assert not screen.property("asksPresence")


def test_a_trouble_can_be_tried_again() -> None:
    scene = Scene(is_full=True)
    scene.take()
    screen = VisitScreen(scene.attendant)
    assert seen(screen, "trouble", "canTryAgain") == (
        "server-unreachable",
        True,
    )

    screen.tryAgain()

    assert len(scene.link.asked) == 2


def test_the_visitor_says_whether_the_paper_came_out_and_asks_for_another() -> None:
    scene = Scene()
    scene.hold()
    screen = VisitScreen(scene.attendant)
    scene.end_paper(PrintOutcome.UNKNOWN)

    screen.answerPaper(False)
    assert len(scene.port.jobs) == 2

    scene.end_paper(PrintOutcome.REJECTED_BEFORE_SEND)
    screen.printAgain()
    assert scene.attendant.visit.paper is Paper.PRINTING
