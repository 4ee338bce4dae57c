"""Pages of groups, bookings, other places and a stopped hall: nothing cut, small or faint."""

from collections.abc import Callable, Iterator

import pytest
from msgspec import structs
from PySide6.QtCore import QSize

from kiosk.happenings import (
    BodyChosen,
    BookingNamed,
    CodeEntered,
    DigitTyped,
    ElsewhereNamed,
    Happening,
    LanguageChosen,
    MatterChosen,
    PersonsStepped,
    ServiceChosen,
    StartedOver,
    TextSizeToggled,
)
from printers.port_messages import HealthChanged
from server.protocol.availability import Availability, Elsewhere, Reception
from server.protocol.booking_commands import CheckIn
from server.protocol.bookings import BookedIssue
from server.protocol.errors import Failure, FailureData
from server.protocol.frames import Answer, Refusal, Update
from server.protocol.hall_standing import HallStanding
from server.protocol.languages import LanguageCode
from server.protocol.printing import PrintProblem
from server.protocol.snapshots import HallStateChanged, KioskSnapshot
from server.protocol.waits import WaitRange
from tests.kiosk.sample_hall import (
    MONDAY_NINE,
    SERVICES,
    link_up,
    request_id,
    snapshot,
    texts,
    ticket,
)
from tests.kiosk.scene import Scene
from tests.qml.kiosk.conftest import PORTRAIT, Stage
from tests.qml.kiosk.looking import complaints
from tests.qml.kiosk.test_pages import SIZES

PLACES = (
    Elsewhere(
        "passports",
        texts(
            "Жеке куәлік пен паспорт алу",
            "Получение удостоверения личности и паспорта",
            "Identity cards and passports",
        ),
        texts(
            "Мамандандырылған халыққа қызмет көрсету орталығы, Қабанбай батыр даңғылы 7, 1-қабат",
            "Специализированный центр обслуживания населения, проспект Кабанбай батыра 7, 1 этаж",
            "Specialised public service centre, 7 Kabanbay batyr avenue, first floor",
        ),
    ),
    Elsewhere("court", texts("Сот ісі", "Судебное дело", "Cases"), texts("Сот", "Суд", "Court")),
)
REASON = texts(
    "ғимаратта өрт дабылы іске қосылды",
    "в здании сработала пожарная сигнализация",
    "a fire alarm in the building",
)
REFUSALS: dict[str, FailureData] = {
    "unknown-booking": {},
    "booking-used": {"number": "A007", "service": "justice-lawyer"},
    "booking-lapsed": {"service": "justice-lawyer"},
    "booking-other-day": {"slot": "2026-11-24T11:00"},
}


def hall() -> KioskSnapshot:
    """Return a hall with groups, bookings, places elsewhere, and a service that is full."""
    tomorrow = MONDAY_NINE + 86_400_000
    return snapshot(
        services=(structs.replace(SERVICES[0], asks_persons=True), *SERVICES[1:]),
        elsewhere=PLACES,
        takes_bookings=True,
        waits={"justice-appeal": WaitRange(20, 35, is_approximate=True)},
        availability={
            "justice-appeal": Availability(Reception.UNTIL, until_at=MONDAY_NINE + 7_200_000),
            "justice-lawyer": Availability(
                Reception.FULL, opens_at=tomorrow, elsewhere="passports"
            ),
        },
    )


def visits(scene: Scene, language: LanguageCode, looks: tuple[Happening, ...]) -> Iterator[str]:
    """Play visits through the pages and yield the name of what is shown."""
    happen = scene.attendant.happen
    scene.link.tell(link_up(hall()))
    for happening in (*looks, LanguageChosen(language)):
        happen(happening)
    yield "bodies with a booking"
    for happening in (BodyChosen("justice"),):
        happen(happening)
    yield "services with waits"
    happen(ServiceChosen("justice-appeal", request_id(1)))
    for _ in range(19):
        happen(PersonsStepped(1))
    yield "twenty persons"
    for happening in (StartedOver(), *looks, LanguageChosen(language), BodyChosen("justice")):
        happen(happening)
    happen(ServiceChosen("justice-lawyer", request_id(1)))
    yield "full"
    for happening in (StartedOver(), *looks, LanguageChosen(language), ElsewhereNamed()):
        happen(happening)
    yield "elsewhere"
    happen(MatterChosen("passports"))
    yield "sent elsewhere"
    scene.attendant.hear_port(HealthChanged(PrintProblem.PAPER_OUT))
    yield "sent elsewhere without paper"
    scene.attendant.hear_port(HealthChanged(PrintProblem.NONE))
    yield from _bookings(scene, language, looks)


def _bookings(scene: Scene, language: LanguageCode, looks: tuple[Happening, ...]) -> Iterator[str]:
    for code, data in REFUSALS.items():
        command = _check_in(scene, language, looks)
        scene.link.tell(Refusal(command.request_id, Failure(code, data)))
        yield code
    command = _check_in(scene, language, looks)
    slot = BookedIssue("b1", MONDAY_NINE - 1_800_000, 300, is_late=True)
    came = structs.replace(
        ticket(command.request_id), booked=slot, persons=4, expected=WaitRange(120, None)
    )
    scene.link.tell(Answer(command.request_id, (came,)))
    yield "booked ticket"
    command = _check_in(scene, language, looks)
    slot = BookedIssue("b2", MONDAY_NINE + 1_800_000, 300, is_early=True)
    rough = WaitRange(20, 115, is_approximate=True)
    came = structs.replace(ticket(command.request_id), booked=slot, expected=rough)
    scene.link.tell(Answer(command.request_id, (came,)))
    yield "early ticket"
    for happening in (StartedOver(), *looks, LanguageChosen(language)):
        scene.attendant.happen(happening)
    scene.link.tell(Update(1, 1, 2, "head", 0, (HallStateChanged(HallStanding.PAUSED, REASON),)))
    yield "paused"
    scene.link.tell(Update(1, 2, 3, "head", 0, (HallStateChanged(HallStanding.STOPPED, REASON),)))
    yield "stopped"


def _check_in(scene: Scene, language: LanguageCode, looks: tuple[Happening, ...]) -> CheckIn:
    steps = (StartedOver(), *looks, LanguageChosen(language), BookingNamed())
    for happening in (*steps, *map(DigitTyped, "123456"), CodeEntered(request_id(7))):
        scene.attendant.happen(happening)
    command = scene.link.asked[-1]
    assert isinstance(command, CheckIn)
    return command


@pytest.mark.parametrize(
    ("language", "looks"),
    [("kk", (TextSizeToggled(),)), ("ru", ())],
    ids=["kk-large", "ru-plain"],
)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_no_page_cuts_hides_or_fades_anything(
    raise_curtain: Callable[[Scene, QSize], Stage],
    size: QSize,
    language: LanguageCode,
    looks: tuple[Happening, ...],
) -> None:
    stage = raise_curtain(Scene(), size)
    found: list[str] = []

    for name in visits(stage.scene, language, looks):
        stage.show()
        found += [f"{name}: {complaint}" for complaint in complaints(stage.face.window)]

    assert "\n".join(found) == ""


def test_a_code_is_typed_and_a_group_counted_by_touch(
    raise_curtain: Callable[[Scene, QSize], Stage],
) -> None:
    stage = raise_curtain(Scene(), PORTRAIT)
    stage.scene.link.tell(link_up(hall()))
    for name in ("lang-ru", "booking", *(f"key-{digit}" for digit in "4071"), "key-back"):
        stage.tap(name)
    assert stage.scene.attendant.visit.digits == "407"
    for name in ("back", "body-justice", "service-justice-appeal", "persons-more"):
        stage.tap(name)

    stage.tap("persons-next")

    assert (stage.page, stage.scene.attendant.visit.persons) == ("claim", 2)
