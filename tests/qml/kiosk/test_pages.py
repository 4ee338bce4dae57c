"""Every page in three languages, three sizes and large text: nothing cut, small or faint."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from PySide6.QtCore import QSize

from kiosk.happenings import (
    BodyChosen,
    ClaimAnswered,
    ContrastToggled,
    Happening,
    LanguageChosen,
    PaperAnswered,
    PaperWanted,
    ServiceChosen,
    StaffCalled,
    StartedOver,
    TextSizeToggled,
    Touched,
    WentBack,
)
from printers.port_messages import (
    DriverReady,
    HealthChanged,
    LettersMissing,
    TicketHeldOut,
    UnitMet,
)
from server.client.messages import DownReason, LinkDown
from server.protocol.availability import Holiday
from server.protocol.errors import Failure
from server.protocol.frames import Refusal
from server.protocol.languages import LanguageCode
from server.protocol.printing import (
    Evidence,
    PaperSupply,
    PrintOutcome,
    PrintProblem,
    TicketFate,
)
from tests.kiosk.sample_hall import answer_to, link_up, request_id, snapshot
from tests.kiosk.scene import Scene
from tests.qml.kiosk.conftest import Stage
from tests.qml.kiosk.looking import complaints

SIZES = (QSize(1080, 1920), QSize(1920, 1080), QSize(1280, 720))
LOOKS: dict[str, tuple[Happening, ...]] = {
    "plain": (),
    "large": (TextSizeToggled(),),
    "contrast": (ContrastToggled(),),
}
WHOLE_PRINTER = (
    DriverReady("tcp://printer:9100", "custom_vkp80iii", presents=True),
    UnitMet("X3AB000001", "Custom VKP80III", Evidence.STATUS_ONLY, "2026-11-23", has_logo=True),
    HealthChanged(PrintProblem.NONE, PaperSupply.PLENTY, 21.4),
    TicketHeldOut("job", TicketFate.RETRACTED),
    LettersMissing("job", "中文"),
)
CLAIM = ClaimAnswered("veterans", request_id(2))
NO_CLAIM = ClaimAnswered(None, request_id(3))


def visits(scene: Scene, language: LanguageCode, looks: tuple[Happening, ...]) -> Iterator[str]:
    """Play visits through every page and yield the name of what is shown."""
    happen = scene.attendant.happen
    yield "connecting"
    scene.link.tell(link_up())
    for look in looks:
        happen(look)
    yield "welcome"
    happen(LanguageChosen(language))
    yield "bodies"
    happen(BodyChosen("justice"))
    yield "services"
    happen(ServiceChosen("justice-minister", request_id(1)))
    yield "service closed"
    happen(WentBack())
    happen(ServiceChosen("justice-lawyer", request_id(1)))
    yield "claim"
    happen(CLAIM)
    yield "taking"
    scene.now_ms += 6_000
    scene.attendant.tick()
    yield "taking slowly"
    yield from _papers(scene)
    yield from _troubles(scene, language, looks)
    yield from _staff(scene, language, looks)


def _papers(scene: Scene) -> Iterator[str]:
    happen = scene.attendant.happen
    scene.link.tell(answer_to(scene.last_request(), ahead=21))
    yield "printing"
    scene.end_paper(PrintOutcome.UNKNOWN)
    yield "did it come out"
    happen(PaperAnswered(came_out=False))
    scene.attendant.hear_port(HealthChanged(PrintProblem.PAPER_OUT))
    yield "printing in doubt"
    scene.end_paper(PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.PAPER_OUT)
    yield "out of paper"
    scene.attendant.hear_port(HealthChanged(PrintProblem.NONE))
    yield "paper again"
    scene.end_paper(PrintOutcome.PROCESSED_UNCONFIRMED)
    yield "unsure"
    scene.end_paper(PrintOutcome.CONFIRMED)
    yield "printed"
    scene.part_paper(TicketFate.RETRACTED)
    yield "drawn back"
    happen(PaperWanted())
    scene.hear_printer(DriverReady("u", "p", presents=True))
    scene.end_paper(PrintOutcome.CONFIRMED)
    yield "held out"
    scene.part_paper(TicketFate.TAKEN)
    yield "taken"
    happen(StartedOver())


def _staff(scene: Scene, language: LanguageCode, looks: tuple[Happening, ...]) -> Iterator[str]:
    happen = scene.attendant.happen
    for happening in (StartedOver(), *looks, StaffCalled(), LanguageChosen(language)):
        happen(happening)
    yield "printer unknown"
    for report in WHOLE_PRINTER:
        scene.hear_printer(report)
    yield "printer well"
    assert scene.care is not None
    scene.care.print_test(language)
    scene.hear_printer(HealthChanged(PrintProblem.UNREACHABLE))
    yield "printer gone, test under way"
    scene.end_paper(PrintOutcome.UNKNOWN)
    scene.hear_printer(HealthChanged(PrintProblem.PAPER_NEAR_END, PaperSupply.NEAR_END, 74.5))
    yield "near its end, test unknown"


def _troubles(scene: Scene, language: LanguageCode, looks: tuple[Happening, ...]) -> Iterator[str]:
    happen = scene.attendant.happen
    scene.attendant.hear_port(HealthChanged(PrintProblem.PAPER_OUT))
    for look in (*looks, LanguageChosen(language), BodyChosen("justice")):
        happen(look)
    yield "services without paper"
    scene.now_ms += 22_000
    scene.attendant.tick()
    yield "still here"
    for touch in (Touched(), ServiceChosen("justice-appeal", request_id(4)), NO_CLAIM):
        happen(touch)
    scene.link.tell(Refusal(scene.last_request().request_id, Failure("storage-full")))
    yield "trouble"
    scene.link.tell(LinkDown(DownReason.LOST, since=0.0))
    scene.now_ms += 2_000
    happen(WentBack())
    yield "services without server"
    happen(ServiceChosen("justice-appeal", request_id(5)))
    happen(NO_CLAIM)
    yield "no connection"
    happen(WentBack())
    holiday = Holiday("2026-11-23")
    scene.link.tell(link_up(snapshot(service_day=None, holidays=(holiday,))))
    yield "day closed on a holiday"


@pytest.mark.parametrize(
    ("language", "look"),
    # Contrast changes colours and no sizes, so one language is enough for it.
    [*product(("kk", "ru", "en"), ("plain", "large")), ("kk", "contrast")],
)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_no_page_cuts_hides_or_fades_anything(
    raise_curtain: Callable[[Scene, QSize], Stage],
    size: QSize,
    language: LanguageCode,
    look: str,
) -> None:
    stage = raise_curtain(Scene(), size)
    found: list[str] = []

    for name in visits(stage.scene, language, LOOKS[look]):
        stage.show()
        found += [f"{name}: {complaint}" for complaint in complaints(stage.face.window)]

    assert "\n".join(found) == ""


def test_a_hall_with_one_body_and_many_services_turns_pages(
    raise_curtain: Callable[[Scene, QSize], Stage],
) -> None:
    whole = snapshot()
    many = tuple(
        type(service)(f"service-{number}", "justice", service.names)
        for number, service in enumerate(whole.services * 2)
    )
    stage = raise_curtain(Scene(), SIZES[1])
    stage.scene.link.tell(link_up(snapshot(bodies=whole.bodies[:1], services=many)))
    stage.scene.attendant.happen(LanguageChosen("kk"))
    stage.show()

    assert "\n".join(complaints(stage.face.window)) == ""
    for _ in range(5):
        stage.tap("page-down")
    stage.tap("service-service-15")

    assert stage.scene.attendant.visit.service == "service-15"
