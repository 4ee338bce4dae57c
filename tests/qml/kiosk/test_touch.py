"""Real touch events on the real pages."""

import pytest
from PySide6.QtCore import QPoint

from kiosk.fingers import find
from kiosk.happenings import ContrastToggled, TextSizeToggled
from kiosk.visit import Page
from printers.port_messages import HealthChanged
from server.client.messages import DownReason, LinkDown
from server.protocol.errors import Failure
from server.protocol.frames import Refusal
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.kiosk.sample_hall import answer_to, link_up
from tests.qml.kiosk.conftest import Stage
from tests.qml.kiosk.looking import complaints


@pytest.fixture
def open_stage(stage: Stage) -> Stage:
    """Give a kiosk whose server has welcomed it."""
    stage.scene.link.tell(link_up())
    stage.show()
    return stage


def walk_to_claim(stage: Stage) -> None:
    for name in ("lang-kk", "body-justice", "service-justice-appeal"):
        stage.tap(name)
    assert stage.page == "claim"


def test_four_touches_take_a_ticket_and_print_it(open_stage: Stage) -> None:
    walk_to_claim(open_stage)
    open_stage.tap("claim-none")
    open_stage.scene.link.tell(answer_to(open_stage.scene.last_request()))
    open_stage.scene.end_paper(PrintOutcome.CONFIRMED)
    open_stage.show()

    assert open_stage.text("ticket-number") == "A042"
    assert len(open_stage.scene.port.jobs) == 1
    open_stage.tap("done")
    assert open_stage.page == "welcome"


def test_a_double_tap_asks_for_one_ticket(open_stage: Stage) -> None:
    walk_to_claim(open_stage)

    open_stage.tap("claim-none", times=2)

    assert len(open_stage.scene.link.asked) == 1


def test_a_double_tap_on_a_tile_does_not_choose_on_the_next_page(open_stage: Stage) -> None:
    open_stage.tap("lang-kk", times=2)
    assert open_stage.page == "bodies"

    open_stage.tap("body-justice", times=2)
    assert open_stage.page == "services"


@pytest.mark.parametrize("by", [QPoint(0, 200), QPoint(-250, 0)])
def test_a_drag_over_a_button_asks_for_nothing(open_stage: Stage, by: QPoint) -> None:
    walk_to_claim(open_stage)

    open_stage.finger.drag(open_stage.item("claim-none"), by)
    open_stage.show()

    assert open_stage.page == "claim"
    assert open_stage.scene.link.asked == []


def test_a_trembling_finger_still_chooses(open_stage: Stage) -> None:
    walk_to_claim(open_stage)

    open_stage.finger.drag(open_stage.item("claim-none"), QPoint(15, 20))
    open_stage.show()

    assert len(open_stage.scene.link.asked) == 1


def test_the_language_changes_in_place_and_with_it_every_word(open_stage: Stage) -> None:
    walk_to_claim(open_stage)
    assert open_stage.text("title") == "Заң бойынша кезектен тыс қабылдануға құқығыңыз бар ма?"

    open_stage.tap("lang-ru")
    assert open_stage.text("title") == "Имеете ли вы по закону право на приём вне очереди?"

    open_stage.tap("lang-en")
    assert open_stage.text("title") == "Does the law let you be received first?"


@pytest.mark.parametrize(
    ("language", "ahead", "expected"),
    [
        ("kk", 1, "Алдыңызда 1 адам бар"),
        ("kk", 22, "Алдыңызда 22 адам бар"),
        ("ru", 1, "Перед вами 1 человек"),
        ("ru", 2, "Перед вами 2 человека"),
        ("ru", 12, "Перед вами 12 человек"),
        ("ru", 22, "Перед вами 22 человека"),
        ("en", 1, "1 person is ahead of you"),
        ("en", 0, "Nobody is ahead of you"),
    ],
)
def test_people_are_counted_in_the_right_form(
    open_stage: Stage, language: str, ahead: int, expected: str
) -> None:
    open_stage.scene.hold(language, ahead)
    open_stage.show()

    assert open_stage.text("people-ahead") == expected


def test_a_visitor_who_goes_away_is_asked_and_forgotten(open_stage: Stage) -> None:
    open_stage.tap("lang-ru")
    open_stage.tap("text-size")
    open_stage.scene.now_ms += 21_000
    open_stage.scene.attendant.tick()
    open_stage.tap("stay")
    assert open_stage.page == "bodies"

    open_stage.scene.now_ms += 31_000
    open_stage.scene.attendant.tick()
    open_stage.show()

    assert open_stage.page == "welcome"
    assert not open_stage.face.visit.property("isLargeText")
    assert open_stage.text("text-size") == "Ірі мәтін"


def test_the_question_whether_somebody_is_here_can_be_answered_by_leaving(
    open_stage: Stage,
) -> None:
    open_stage.tap("lang-ru")
    open_stage.scene.now_ms += 21_000
    open_stage.scene.attendant.tick()

    open_stage.tap("leave")

    assert open_stage.page == "welcome"


def test_a_touch_beside_everything_keeps_the_visit_alive(open_stage: Stage) -> None:
    open_stage.tap("lang-ru")
    open_stage.scene.now_ms += 19_000
    open_stage.finger.tap(open_stage.item("title"))
    open_stage.scene.now_ms += 19_000
    open_stage.scene.attendant.tick()

    assert not open_stage.scene.attendant.visit.asks_presence


def test_out_of_paper_is_told_before_and_the_reload_prints_one_original(
    open_stage: Stage,
) -> None:
    scene = open_stage.scene
    scene.attendant.hear_port(HealthChanged(PrintProblem.PAPER_OUT))
    open_stage.tap("lang-ru")
    assert open_stage.item("banner-paper").isVisible()

    for name in ("body-justice", "service-justice-appeal", "claim-none"):
        open_stage.tap(name)
    scene.link.tell(answer_to(scene.last_request()))
    scene.end_paper(PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.PAPER_OUT)
    open_stage.show()
    assert "закончилась бумага" in open_stage.text("paper-words")

    scene.attendant.hear_port(HealthChanged(PrintProblem.NONE))
    open_stage.show()
    assert "снова работает" in open_stage.text("paper-words")
    open_stage.tap("print-again", times=2)

    first, again = scene.port.jobs
    assert first == again
    assert scene.attendant.visit.copy == 0


def test_a_paper_that_nobody_saw_is_printed_again_as_a_copy(open_stage: Stage) -> None:
    scene = open_stage.scene
    scene.hold("kk")
    scene.end_paper(PrintOutcome.UNKNOWN)
    open_stage.show()
    assert open_stage.text("paper-words") == "Талон шықты ма?"

    open_stage.tap("paper-no")
    assert scene.attendant.visit.copy == 1

    scene.end_paper(PrintOutcome.UNKNOWN)
    open_stage.tap("paper-yes")
    assert scene.attendant.visit.paper.value == "printed"
    assert scene.attendant.visit.page is Page.TICKET


def test_a_kiosk_that_is_not_set_up_says_so_in_every_language(stage: Stage) -> None:
    assert stage.text("connecting-ru") == "Идёт подключение…"

    refused = LinkDown(DownReason.REFUSED, since=0.0, failure=Failure("unknown-device"))
    stage.scene.link.tell(refused)
    stage.show()

    assert stage.text("connecting-kk").startswith("Киоск бапталмаған")
    assert stage.text("connecting-ru").startswith("Киоск не настроен")
    assert stage.text("link-failure") == "unknown-device"
    assert "\n".join(complaints(stage.face.window)) == ""


def test_nobody_is_sent_off_while_the_paper_may_still_come(open_stage: Stage) -> None:
    scene = open_stage.scene
    scene.hold("ru")
    open_stage.show()
    assert open_stage.item("done").property("kind") == "plain"

    scene.attendant.hear_port(HealthChanged(PrintProblem.PAPER_OUT))
    open_stage.show()

    assert open_stage.item("done").property("kind") == "primary"


def test_of_the_buttons_below_a_number_at_most_one_is_filled(open_stage: Stage) -> None:
    scene = open_stage.scene
    scene.hold("kk")
    scene.attendant.happen(ContrastToggled())
    scene.attendant.hear_port(HealthChanged(PrintProblem.PAPER_OUT))
    scene.end_paper(PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.PAPER_OUT)
    kinds = []

    for problem in (PrintProblem.PAPER_OUT, PrintProblem.NONE):
        scene.attendant.hear_port(HealthChanged(problem))
        kinds.append([open_stage.item(name).property("kind") for name in ("print-again", "done")])

    assert kinds == [["plain", "primary"], ["accent", "plain"]]


def test_what_to_do_stands_below_the_people_ahead_in_the_size_of_a_body_text(
    open_stage: Stage,
) -> None:
    open_stage.scene.hold("ru")
    open_stage.show()

    ahead, words = open_stage.item("people-ahead"), open_stage.item("what-to-do")

    assert open_stage.text("what-to-do").startswith("Ожидайте в зале")
    assert open_stage.text("explanation") == "Приём обращений"
    assert words.y() > ahead.y()
    assert words.property("font").pixelSize() >= 0.9 * ahead.property("font").pixelSize()


def test_large_text_leaves_the_room_of_the_claim_to_the_number(open_stage: Stage) -> None:
    open_stage.scene.hold("ru")
    open_stage.show()
    claim = open_stage.text("claim")

    open_stage.scene.attendant.happen(TextSizeToggled())
    open_stage.show()

    assert claim.startswith("Вне очереди по закону: ")
    assert find(open_stage.face.window, "claim") is None
    assert open_stage.text("explanation") == f"Приём обращений\n{claim}"


def test_a_full_server_sends_the_visitor_to_the_staff_first(open_stage: Stage) -> None:
    scene = open_stage.scene
    scene.take("ru")

    scene.link.tell(Refusal(scene.last_request().request_id, Failure("storage-full")))
    open_stage.show()

    assert open_stage.item("trouble").property("text") == (
        "Сейчас талоны не выдаются. Подойдите к сотруднику зала: вам не откажут в приёме."
    )
    assert open_stage.item("try-again").property("kind") == "plain"


def test_a_lost_server_takes_the_numbers_of_people_with_it(open_stage: Stage) -> None:
    scene = open_stage.scene
    for name in ("lang-en", "body-justice"):
        open_stage.tap(name)
    scene.link.tell(LinkDown(DownReason.LOST, since=0.0))
    open_stage.show()
    told_at_once = open_stage.item("service-justice-appeal").property("standing")

    scene.now_ms += 1_500
    open_stage.show()

    assert told_at_once == "22 people are waiting"
    assert open_stage.item("service-justice-appeal").property("standing") == ""
