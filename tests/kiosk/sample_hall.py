"""A hall with long names in three languages, and the messages its server sends."""

from uuid import UUID

from server.client.messages import LinkUp
from server.protocol.commands import IssueTicket
from server.protocol.events import TicketIssued
from server.protocol.frames import Answer, Welcome
from server.protocol.identity import Key, RequestId
from server.protocol.languages import Texts
from server.protocol.services import Body, ReceptionHours, Service, StatutoryCategory
from server.protocol.snapshots import HallTime, KioskSnapshot
from server.protocol.tickets import TicketClass

MONDAY_NINE = 1_795_406_400_000
"""Monday 2026-11-23, 09:00 in a zone five hours east of UTC is 04:00 UTC."""


def request_id(number: int) -> RequestId:
    """Return the UUID that stands for ``number``."""
    return str(UUID(int=number))


def texts(kk: str, ru: str, en: str) -> Texts:
    """Return one text in the hall's languages."""
    return {"kk": kk, "ru": ru, "en": en}


WEEK = tuple(
    ReceptionHours(day, opens, closes)
    for day in range(1, 6)
    for opens, closes in (("09:00", "13:00"), ("14:00", "18:30"))
)
TIME = HallTime(at=MONDAY_NINE, wall_offset_ms=0, utc_offset_minutes=300)

HALL_NAMES = texts(
    "Азаматтарды қабылдаудың бірыңғай орталығы",
    "Единый центр приёма граждан",
    "One-Stop Reception Centre",
)

BODIES = (
    Body("justice", texts("Әділет министрлігі", "Министерство юстиции", "Ministry of Justice")),
    Body(
        "labour",
        texts(
            "Еңбек және халықты әлеуметтік қорғау министрлігі",
            "Министерство труда и социальной защиты населения",
            "Ministry of Labour and Social Protection of the Population",
        ),
    ),
    Body(
        "health",
        texts(
            "Денсаулық сақтау министрлігі", "Министерство здравоохранения", "Ministry of Health"
        ),
    ),
    Body(
        "akimat",
        texts(
            "Облыс әкімінің аппараты", "Аппарат акима области", "Office of the regional governor"
        ),
    ),
    Body(
        "revenue",
        texts(
            "Мемлекеттік кірістер комитеті",
            "Комитет государственных доходов",
            "State Revenue Committee",
        ),
    ),
    Body(
        "interior",
        texts("Ішкі істер министрлігі", "Министерство внутренних дел", "Ministry of the Interior"),
    ),
)

SERVICES = (
    Service(
        "justice-appeal",
        "justice",
        texts("Өтініш қабылдау", "Приём обращений", "Appeals"),
    ),
    Service(
        "justice-lawyer",
        "justice",
        texts(
            "Мемлекет кепілдік берген тегін заң көмегі",
            "Бесплатная юридическая помощь, гарантированная государством",
            "Free legal aid guaranteed by the state",
        ),
    ),
    Service(
        "justice-minister",
        "justice",
        texts(
            "Министрдің азаматтарды жеке қабылдауы",
            "Личный приём граждан министром",
            "Personal reception by the minister",
        ),
        hours=(ReceptionHours(2, "15:00", "17:00"),),
    ),
    Service("labour-pension", "labour", texts("Зейнетақы", "Пенсии", "Pensions")),
    Service("health-appeal", "health", texts("Емхана", "Поликлиника", "Clinic")),
    Service("akimat-housing", "akimat", texts("Тұрғын үй", "Жильё", "Housing")),
    Service("revenue-advice", "revenue", texts("Кеңес", "Консультация", "Advice")),
    Service("interior-migration", "interior", texts("Көші-қон", "Миграция", "Migration")),
)

CATEGORIES = (
    StatutoryCategory(
        "veterans",
        texts(
            "Ұлы Отан соғысының ардагерлері және соларға теңестірілген адамдар",
            "Ветераны Великой Отечественной войны и приравненные к ним лица",
            "Veterans of the Great Patriotic War and persons equated to them",
        ),
        texts(
            "«Ардагерлер туралы» Қазақстан Республикасының Заңы",
            "Закон Республики Казахстан «О ветеранах»",
            "Law of the Republic of Kazakhstan on veterans",
        ),
    ),
    StatutoryCategory(
        "disability",
        texts(
            "I және II топтағы мүгедектігі бар адамдар",
            "Лица с инвалидностью I и II группы",
            "Persons with a disability of group I or II",
        ),
        texts("Әлеуметтік кодекс", "Социальный кодекс", "Social Code"),
    ),
    StatutoryCategory(
        "pregnant",
        texts("Жүкті әйелдер", "Беременные женщины", "Pregnant women"),
        texts("Жеке қабылдау регламенті", "Регламент личного приёма", "Reception rules"),
    ),
)


def snapshot(**changed: object) -> KioskSnapshot:
    """Return the hall's snapshot on an open Monday morning, with some fields ``changed``."""
    fields: dict[str, object] = {
        "hall_names": HALL_NAMES,
        "languages": ("kk", "ru", "en"),
        "bodies": BODIES,
        "services": SERVICES,
        "categories": CATEGORIES,
        "hours": WEEK,
        "service_day": "2026-11-23",
        "waiting": {"justice-appeal": 22, "justice-lawyer": 1, "labour-pension": 5},
        "time": TIME,
    }
    return KioskSnapshot(**(fields | changed))  # type: ignore[arg-type]  # checked by the tests


def link_up(of: KioskSnapshot | None = None) -> LinkUp:
    """Return the event of a server that welcomes the kiosk."""
    shown = of or snapshot()
    return LinkUp(Welcome(1, "hall-demo", 1, 1, "head", TIME, shown))


def ticket(
    request: RequestId,
    service: Key = "justice-appeal",
    *,
    claim: Key | None = None,
    ahead: int = 3,
) -> TicketIssued:
    """Return the event that answers ``request``."""
    return TicketIssued(
        ticket=request_id(1001),
        leg=request_id(1002),
        number="A042",
        service_day="2026-11-23",
        series="reception",
        ordinal=42,
        service=service,
        language="kk",
        ticket_class=TicketClass.STATUTORY if claim else TicketClass.ORDINARY,
        claim=claim,
        order_key=MONDAY_NINE,
        people_ahead=ahead,
        issue_request=request,
    )


def answer_to(command: IssueTicket, ahead: int = 3) -> Answer:
    """Return the server's answer to ``command``."""
    event = ticket(command.request_id, command.service, claim=command.claim, ahead=ahead)
    return Answer(command.request_id, (event,))
