"""Where else, and when, a visitor is received, as QML sees it."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.attendant import Attendant
from kiosk.elsewhere_steps import has_route, is_full, post_of, route_of
from kiosk.happenings import ElsewhereNamed, MatterChosen, RouteWanted
from kiosk.screens.openings import opening_of
from kiosk.visit import Page
from server.protocol.languages import in_language

QML_IMPORT_NAME = "Kezek.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PAGES = frozenset({Page.SERVICE_CLOSED, Page.SENT_ELSEWHERE})


@QmlElement
class RouteScreen(QObject):
    """Properties follow ``Availability`` and ``Elsewhere`` of what the visitor has chosen."""

    changed = Signal()

    def __init__(self, attendant: Attendant, parent: QObject | None = None) -> None:
        """Show where ``attendant``'s visitor is sent and hand it the touches."""
        super().__init__(parent)
        self._attendant = attendant
        self._shown: tuple[object, ...] = ()

    def refresh(self) -> None:
        """Tell QML if anything here is new."""
        attendant = self._attendant
        now = (attendant.visit, attendant.language, attendant.offer, self.nextTime, self.isOffered)
        if now != self._shown:
            self._shown = now
            self.changed.emit()

    @Property(bool, notify=changed)
    def isOffered(self) -> bool:
        return bool(self._attendant.offer.elsewhere) and self._attendant.visit.code is None

    @Property(str, notify=changed)
    def matter(self) -> str:
        found = self._attendant.offer.matter(self._attendant.visit.matter or "")
        return "" if found is None else in_language(found.names, self._attendant.language)

    @Property(str, notify=changed)
    def office(self) -> str:
        view = self._attendant.view()
        found = view.offer.post(post_of(self._attendant.visit, view) or "")
        return "" if found is None else in_language(found.names, self._attendant.language)

    @Property(str, notify=changed)
    def where(self) -> str:
        if self._attendant.visit.page not in PAGES:
            return ""
        key = route_of(self._attendant.visit, self._attendant.view())
        found = self._attendant.offer.matter(key or "")
        return "" if found is None else in_language(found.where, self._attendant.language)

    @Property(bool, notify=changed)
    def isFull(self) -> bool:
        is_there = self._attendant.visit.page is Page.SERVICE_CLOSED
        return is_there and is_full(self._attendant.visit, self._attendant.view())

    @Property(str, notify=changed)
    def nextTime(self) -> str:
        return self._opening()[0]

    @Property(str, notify=changed)
    def nextDay(self) -> str:
        return self._opening()[1]

    @Property(bool, notify=changed)
    def isOnPaper(self) -> bool:
        return has_route(self._attendant.visit)

    @Slot()
    def begin(self) -> None:
        self._attendant.happen(ElsewhereNamed())

    @Slot(str)
    def choose(self, matter: str) -> None:
        self._attendant.happen(MatterChosen(matter))

    @Slot()
    def print(self) -> None:
        self._attendant.happen(RouteWanted())

    def _opening(self) -> tuple[str, str]:
        visit = self._attendant.visit
        if visit.page is not Page.SERVICE_CLOSED or visit.service is None:
            return "", ""
        found = opening_of(self._attendant, visit.service)
        return found.time, found.day
