"""The lists QML shows: bodies, services with people ahead, statutory categories, hours."""

from PySide6.QtCore import Property, QLocale, QObject
from PySide6.QtQml import QmlElement

from kiosk.attendant import Attendant
from kiosk.reception import DAYS, next_opening, week_lines
from kiosk.screens.row_list import Row, RowList
from server.protocol.languages import Texts, in_language
from server.protocol.services import Body, ReceptionHours, Service, StatutoryCategory

QML_IMPORT_NAME = "Kezek.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

BODY_ROLES = ("key", "name", "initials", "waiting")
SERVICE_ROLES = ("key", "name", "waiting", "isOpen", "opensAt", "opensDay")
CATEGORY_ROLES = ("key", "name", "law")
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
        self._hours = RowList(HOURS_ROLES, self)
        self._bodies.setObjectName("bodies")
        self._services.setObjectName("services")
        self._categories.setObjectName("categories")
        self._hours.setObjectName("hours")

    def refresh(self) -> None:
        """Bring the lists up to date."""
        offer, visit = self._attendant.offer, self._attendant.visit
        services = offer.services_of(visit.body) if visit.body else ()
        hours = offer.hours_of(visit.service) if visit.service else offer.hours
        self._bodies.show([self._body_row(body) for body in offer.bodies])
        self._services.show([self._service_row(service) for service in services])
        self._categories.show([self._category_row(category) for category in offer.categories])
        self._hours.show(self._hours_rows(hours))

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
    def hours(self) -> RowList:
        return self._hours

    def _body_row(self, body: Body) -> Row:
        name = self._words(body.names)
        waiting = self._told(self._attendant.offer.waiting_at(body.id))
        return {"key": body.id, "name": name, "initials": initials(name), "waiting": waiting}

    def _service_row(self, service: Service) -> Row:
        offer, moment = self._attendant.offer, self._attendant.view().moment
        opening = next_opening(offer.hours_of(service.id), moment)
        is_today = opening is None or opening.days_away == 0
        return {
            "key": service.id,
            "name": self._words(service.names),
            "waiting": self._told(offer.waiting.get(service.id, 0)),
            "isOpen": offer.receives(service.id, moment),
            "opensAt": "" if opening is None else opening.opens,
            "opensDay": "" if opening is None or is_today else self._day(opening.weekday),
        }

    def _told(self, waiting: int) -> int:
        return waiting if self._attendant.is_connected else UNTOLD

    def _category_row(self, category: StatutoryCategory) -> Row:
        return {
            "key": category.id,
            "name": self._words(category.names),
            "law": self._words(category.legal_reference),
        }

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
        locale = QLocale(self._attendant.language)
        return locale.standaloneDayName((weekday - 1) % DAYS + 1, QLocale.FormatType.LongFormat)

    def _words(self, texts: Texts) -> str:
        return in_language(texts, self._attendant.language)


def initials(name: str) -> str:
    """Return one or two capitals that stand for ``name`` on its badge."""
    words = [word.strip("«»\"'()-,.") for word in name.split()]
    telling = [word for word in words if len(word) > SHORT_WORD] or [w for w in words if w]
    return "".join(word[0].upper() for word in telling[:MOST_INITIALS])
