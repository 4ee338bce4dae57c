"""The hall as QML sees it: its name and clock, the connection, the printer, what was chosen."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.attendant import Attendant
from kiosk.visit import Means
from server.protocol.hall_standing import HallStanding
from server.protocol.languages import Texts, in_language

QML_IMPORT_NAME = "Kezek.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class HallScreen(QObject):
    """Properties follow ``kiosk.offer.Offer`` and what the attendant knows of its devices."""

    changed = Signal()

    def __init__(self, attendant: Attendant, parent: QObject | None = None) -> None:
        """Show the hall that ``attendant`` knows."""
        super().__init__(parent)
        self._attendant = attendant
        self._shown: tuple[object, ...] = ()

    def refresh(self) -> None:
        """Tell QML if anything here is new."""
        now = (
            self._attendant.offer,
            self._attendant.visit,
            self._attendant.language,
            self.clock,
            self.isConnected,
            self.paperProblem,
            self.linkFailure,
            self.givesOwnNumbers,
            self.numbersLeft,
        )
        if now != self._shown:
            self._shown = now
            self.changed.emit()

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._words(self._attendant.offer.hall_names)

    @Property(str, notify=changed)
    def clock(self) -> str:
        wall, offline = self._attendant.wall, self._attendant.offline
        is_known = wall is not None and (offline is None or offline.is_time_known)
        return f"{wall:%H:%M}" if is_known else ""

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def otherNames(self) -> list[str]:
        names = self._attendant.offer.hall_names
        others = (names.get(code, "") for code in self._attendant.offer.languages)
        return [name for name in others if name and name != self._words(names)]

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def languages(self) -> list[str]:
        return list(self._attendant.offer.languages)

    @Property(bool, notify=changed)
    def isKnown(self) -> bool:
        return self._attendant.offer.is_known

    @Property(bool, notify=changed)
    def isConnected(self) -> bool:
        return self._attendant.is_connected

    @Property(str, notify=changed)
    def linkFailure(self) -> str:
        return self._attendant.link_failure

    @Property(bool, notify=changed)
    def givesOwnNumbers(self) -> bool:
        return self._attendant.view().alone is Means.OWN_NUMBER

    @Property(int, notify=changed)
    def numbersLeft(self) -> int:
        offline = self._attendant.offline
        return -1 if offline is None else offline.numbers_left

    @Property(bool, notify=changed)
    def isPaused(self) -> bool:
        return self._attendant.offer.standing is HallStanding.PAUSED

    @Property(bool, notify=changed)
    def isStopped(self) -> bool:
        return self._attendant.offer.standing is HallStanding.STOPPED

    @Property(str, notify=changed)
    def standingReason(self) -> str:
        return self._words(self._attendant.offer.standing_reason)

    @Property(bool, notify=changed)
    def isDayOpen(self) -> bool:
        return self._attendant.offer.service_day is not None

    @Property(bool, notify=changed)
    def hasPrinter(self) -> bool:
        return self._attendant.has_printer

    @Property(str, notify=changed)
    def paperProblem(self) -> str:
        return self._attendant.problem.value

    @Property(str, notify=changed)
    def bodyName(self) -> str:
        body = self._attendant.offer.body(self._attendant.visit.body or "")
        return "" if body is None else self._words(body.names)

    @Property(str, notify=changed)
    def serviceName(self) -> str:
        service = self._attendant.offer.service(self._attendant.visit.service or "")
        return "" if service is None else self._words(service.names)

    def _words(self, texts: Texts) -> str:
        return in_language(texts, self._attendant.language)
