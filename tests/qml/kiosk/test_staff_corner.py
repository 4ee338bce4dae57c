"""The clock held pressed opens the page of the staff, and nothing else does."""

import pytest

from server.protocol.printing import PrintOutcome
from tests.kiosk.sample_hall import link_up
from tests.qml.kiosk.conftest import Stage


@pytest.fixture
def open_stage(stage: Stage) -> Stage:
    """Give a kiosk whose server has welcomed it."""
    stage.scene.link.tell(link_up())
    stage.show()
    return stage


def hold_clock(stage: Stage, seconds: float) -> None:
    stage.face.window.setProperty("staffHoldSeconds", seconds)
    stage.finger.hold(stage.item("staff-corner"), 300)
    stage.show()


@pytest.mark.parametrize(("seconds", "page"), [(0.1, "staff"), (30.0, "welcome")])
def test_a_clock_held_long_enough_opens_the_staff_page(
    open_stage: Stage, seconds: float, page: str
) -> None:
    hold_clock(open_stage, seconds)

    assert open_stage.page == page


def test_the_staff_see_to_the_printer(open_stage: Stage) -> None:
    scene = open_stage.scene
    hold_clock(open_stage, 0.1)
    asked = scene.port.questions
    for name in ("new-roll", "probe-printer", "print-test"):
        open_stage.tap(name)
    said = open_stage.text("test-ticket")
    scene.end_paper(PrintOutcome.CONFIRMED)
    open_stage.show()

    assert (asked, scene.port.rolls, scene.port.probes, len(scene.port.jobs)) == (1, 1, 1, 1)
    assert said == "Сынақ талоны басылып жатыр…"
    assert open_stage.text("test-ticket") == "Сынақ талоны шықты."
    open_stage.tap("start-over")
    assert open_stage.page == "welcome"
