"""The lists QML shows: bodies, services with people ahead, statutory categories, hours."""

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from kiosk.attendant import Attendant
from kiosk.offer import wall_time
from kiosk.reception import week_lines, windows_today
from kiosk.screens.openings import date_words, day_name, opening_of
from kiosk.screens.row_list import Row, RowList
from kiosk.screens.waits import figures_of
from server.protocol.availability import Elsewhere, Reception
from server.protocol.languages import Texts, in_language
from server.protocol.services import Body, ReceptionHours, Service, StatutoryCategory
from server.protocol.tickets import Instant

QML_IMPORT_NAME = "Kezek.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

BODY_ROLES = ("key", "name", "initials", "waiting")
SERVICE_ROLES = (
    "key",
    "name",
    "waiting",
    "reception",
    "opensAt",
    "opensDay",
    "untilAt",
    "isTooLate",
    "waitLow",
    "waitHigh",
    "isRough",
)
CATEGORY_ROLES = ("key", "name", "law")
MATTER_ROLES = ("key", "name")
HOURS_ROLES = ("days", "times", "isRoundTheClock")

UNTOLD = -1
"""The number of people who wait while the server cannot tell it."""

MOST_INITIALS = 2
SHORT_WORD = 3


@QmlElement
class OfferScreen(QObject):
    """Lists follow ``kiosk.offer.Offer``, in the language of the visit."""

    def __init__(self, attendant: Attendant, parent: QObject | None = None) -> None:
        """List what ``attendant`` knows of the hall's offer."""
        super().__init__(parent)
        self._attendant = attendant
        self._bodies = RowList(BODY_ROLES, self)
        self._services = RowList(SERVICE_ROLES, self)
        self._categories = RowList(CATEGORY_ROLES, self)
        self._matters = RowList(MATTER_ROLES, self)
        self._hours = RowList(HOURS_ROLES, self)
        self._bodies.setObjectName("bodies")
        self._services.setObjectName("services")
        self._categories.setObjectName("categories")
        self._matters.setObjectName("matters")
        self._hours.setObjectName("hours")

    def refresh(self) -> None:
        """Bring the lists up to date."""
        offer, visit = self._attendant.offer, self._attendant.visit
        services = offer.services_of(visit.body) if visit.body else ()
        chosen = offer.service(visit.service) if visit.service else None
        own = () if chosen is None else chosen.hours
        self._bodies.show([self._body_row(body) for body in offer.bodies])
        self._services.show([self._service_row(service) for service in services])
        self._categories.show([self._category_row(category) for category in offer.categories])
        self._matters.show([self._matter_row(matter) for matter in offer.elsewhere])
        self._hours.show([*self._today_rows(own), *self._hours_rows(own or offer.hours)])

    @Property(RowList, constant=True)
    def bodies(self) -> RowList:
        return self._bodies

    @Property(RowList, constant=True)
    def services(self) -> RowList:
        return self._services

    @Property(RowList, constant=True)
    def categories(self) -> RowList:
        return self._categories

    @Property(RowList, constant=True)
    def matters(self) -> RowList:
        return self._matters

    @Property(RowList, constant=True)
    def hours(self) -> RowList:
        return self._hours

    def _body_row(self, body: Body) -> Row:
        name = self._words(body.names)
        waiting = self._told(self._attendant.offer.waiting_at(body.id))
        return {"key": body.id, "name": name, "initials": initials(name), "waiting": waiting}

    def _service_row(self, service: Service) -> Row:
        offer, view = self._attendant.offer, self._attendant.view()
        now = view.availability_of(service.id)
        opening = opening_of(self._attendant, service.id)
        expected = offer.waits.get(service.id) if self._attendant.is_connected else None
        wait = figures_of(expected)
        until_at = now.until_at if now.reception is Reception.UNTIL else None
        is_too_late = until_at is not None and self._is_past(until_at)
        return {
            "key": service.id,
            "name": self._words(service.names),
            "waiting": self._told(offer.waiting.get(service.id, 0)),
            "reception": now.reception.value,
            "opensAt": opening.time,
            "opensDay": opening.day,
            "untilAt": "" if is_too_late else self._clock_time(until_at),
            "isTooLate": is_too_late,
            "waitLow": wait.low,
            "waitHigh": wait.high,
            "isRough": wait.is_rough,
        }

    def _clock_time(self, instant: Instant | None) -> str:
        if instant is None:
            return ""
        return f"{wall_time(instant, self._attendant.hall_time):%H:%M}"

    def _is_past(self, instant: Instant) -> bool:
        """Return whether people's clocks have passed it, as they go on between two messages."""
        wall = self._attendant.wall
        return wall is not None and wall_time(instant, self._attendant.hall_time) <= wall

    def _matter_row(self, matter: Elsewhere) -> Row:
        return {"key": matter.id, "name": self._words(matter.names)}

    def _told(self, waiting: int) -> int:
        return waiting if self._attendant.is_connected else UNTOLD

    def _category_row(self, category: StatutoryCategory) -> Row:
        return {
            "key": category.id,
            "name": self._words(category.names),
            "law": self._words(category.legal_reference),
        }

    def _today_rows(self, own: tuple[ReceptionHours, ...]) -> list[Row]:
        """Return the hours of a day that has other ones than its weekday; no times if none."""
        wall, offer = self._attendant.wall, self._attendant.offer
        moment = self._attendant.view().moment
        windows = windows_today(own, offer.hours, offer.holidays, moment)
        if wall is None or windows is None:
            return []
        day = date_words(self._attendant.language, wall)
        times = ", ".join(f"{opens}–{closes}" for opens, closes in windows)
        return [{"days": day, "times": times, "isRoundTheClock": False}]

    def _hours_rows(self, hours: tuple[ReceptionHours, ...]) -> list[Row]:
        return [
            {
                "days": self._days(line.first_weekday, line.last_weekday),
                "times": ", ".join(f"{opens}–{closes}" for opens, closes in line.windows),
                "isRoundTheClock": line.is_round_the_clock,
            }
            for line in week_lines(hours)
        ]

    def _days(self, first: int, last: int) -> str:
        if first == last:
            return self._day(first)
        return f"{self._day(first)} – {self._day(last)}"

    def _day(self, weekday: int) -> str:
        return day_name(self._attendant.language, weekday)

    def _words(self, texts: Texts) -> str:
        return in_language(texts, self._attendant.language)


def initials(name: str) -> str:
    """Return one or two capitals that stand for ``name`` on its badge."""
    words = [word.strip("«»\"'()-,.") for word in name.split()]
    telling = [word for word in words if len(word) > SHORT_WORD] or [w for w in words if w]
    return "".join(word[0].upper() for word in telling[:MOST_INITIALS])
