"""The server hears how the printer stands, and the staff may try it."""

import pytest

from kiosk.printer_care import MOST_TESTS, TESTS_MS, PrinterCare, Trial
from printers.document import TextLine
from printers.port_messages import HealthChanged, JobFinished
from server.client.messages import DownReason, LinkDown, LinkUp
from server.protocol.frames import KioskIdentity, PrinterStands, Welcome
from server.protocol.printing import PaperSupply, PrintOutcome, PrintProblem
from tests.kiosk.sample_hall import TIME, link_up
from tests.kiosk.scene import Scene

HEALTHY = HealthChanged(PrintProblem.NONE, PaperSupply.PLENTY, 21.4)


@pytest.fixture
def scene() -> Scene:
    """Give a kiosk with a printer and a hall that is known."""
    made = Scene()
    made.link.tell(link_up())
    return made


def care_of(scene: Scene) -> PrinterCare:
    assert scene.care is not None
    return scene.care


def up(*, watches_printers: bool) -> LinkUp:
    kiosk = KioskIdentity(1, 0, "", orders_papers=True, watches_printers=watches_printers)
    return LinkUp(Welcome(1, "hall-demo", 1, 1, "", TIME, None, kiosk))


def problems(scene: Scene) -> list[PrintProblem]:
    return [word.problem for word in scene.link.said if isinstance(word, PrinterStands)]


def test_a_server_that_watches_printers_is_told_at_once_and_of_each_change(scene: Scene) -> None:
    care = care_of(scene)
    care.hear_port(HEALTHY)
    care.hear_link(up(watches_printers=True))
    for report in (HEALTHY, HealthChanged(PrintProblem.PAPER_OUT, PaperSupply.OUT, 21.4)):
        care.hear_port(report)

    assert problems(scene) == [PrintProblem.NONE, PrintProblem.PAPER_OUT]


def test_an_older_server_and_one_that_is_gone_are_told_nothing(scene: Scene) -> None:
    care = care_of(scene)
    care.hear_link(up(watches_printers=False))
    care.hear_port(HEALTHY)
    care.hear_link(up(watches_printers=True))
    care.hear_link(LinkDown(DownReason.LOST, since=0.0))
    care.hear_port(HealthChanged(PrintProblem.PAPER_OUT))

    assert problems(scene) == [PrintProblem.NONE]


def test_a_server_that_is_back_is_told_again(scene: Scene) -> None:
    care = care_of(scene)
    for _ in range(2):
        care.hear_link(up(watches_printers=True))

    assert len(problems(scene)) == 2


def test_a_test_ticket_says_that_it_is_one_and_how_it_ended(scene: Scene) -> None:
    care = care_of(scene)

    care.print_test("ru")
    begun = care.test.trial
    scene.end_paper(PrintOutcome.FAILED_KNOWN, PrintProblem.CUTTER)

    lines = [one.text for one in scene.port.jobs[0].document.elements if isinstance(one, TextLine)]
    assert "Образец" in lines
    assert (begun, care.test.trial) == (Trial.PRINTING, Trial.ENDED)
    assert (care.test.outcome, care.test.problem) == (
        PrintOutcome.FAILED_KNOWN,
        PrintProblem.CUTTER,
    )


def test_the_end_of_a_visitors_paper_is_not_that_of_the_test(scene: Scene) -> None:
    care = care_of(scene)
    care.print_test("ru")

    care.hear_port(JobFinished("another", PrintOutcome.CONFIRMED, PrintProblem.NONE))

    assert care.test.trial is Trial.PRINTING


def test_a_roll_is_not_emptied_by_tests(scene: Scene) -> None:
    care = care_of(scene)

    for _ in range(2 * MOST_TESTS):
        care.print_test("kk")
        care.print_test("kk")
        scene.end_paper(PrintOutcome.CONFIRMED)
    at_once = len(scene.port.jobs)
    scene.now_ms += TESTS_MS
    care.print_test("kk")

    assert (at_once, len(scene.port.jobs)) == (MOST_TESTS, MOST_TESTS + 1)


def test_a_new_roll_and_a_new_probe_reach_the_port(scene: Scene) -> None:
    care_of(scene).new_roll()
    care_of(scene).probe()

    assert (scene.port.rolls, scene.port.probes) == (1, 1)
