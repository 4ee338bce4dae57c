"""The visitor's ticket as QML sees it: number, place in the queue, what became of the paper."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.attendant import Attendant
from kiosk.offer import wall_time
from kiosk.paper_steps import MOST_COPIES
from kiosk.screens.waits import WaitFigures, figures_of
from kiosk.tickets_on_paper import slot_of
from kiosk.visit import Paper
from server.protocol.events import TicketIssued
from server.protocol.languages import Texts, in_language

QML_IMPORT_NAME = "Kezek.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class TicketScreen(QObject):
    """Properties follow ``TicketIssued`` and the paper's part of ``kiosk.visit.Visit``."""

    changed = Signal()

    def __init__(self, attendant: Attendant, parent: QObject | None = None) -> None:
        """Show the ticket of ``attendant``'s visit."""
        super().__init__(parent)
        self._attendant = attendant
        self._shown: tuple[object, ...] = ()

    def refresh(self) -> None:
        """Tell QML if anything here is new."""
        visit = self._attendant.visit
        now = (visit.ticket, visit.paper, visit.copy, visit.problem, visit.language)
        if now != self._shown:
            self._shown = now
            self.changed.emit()

    @Property(str, notify=changed)
    def number(self) -> str:
        return "" if self._ticket is None else self._ticket.number

    @Property(int, notify=changed)
    def peopleAhead(self) -> int:
        return 0 if self._ticket is None else self._ticket.people_ahead

    @Property(int, notify=changed)
    def persons(self) -> int:
        return 1 if self._ticket is None else self._ticket.persons

    @Property(str, notify=changed)
    def slotAt(self) -> str:
        slot = None if self._ticket is None else slot_of(self._ticket, self._attendant.hall_time)
        return "" if slot is None else f"{slot:%H:%M}"

    @Property(bool, notify=changed)
    def isLate(self) -> bool:
        booked = None if self._ticket is None else self._ticket.booked
        return booked is not None and booked.is_late

    @Property(bool, notify=changed)
    def isEarly(self) -> bool:
        return self._ticket is not None and self._ticket.is_early

    @Property(int, notify=changed)
    def waitLow(self) -> int:
        return self._wait.low

    @Property(int, notify=changed)
    def waitHigh(self) -> int:
        return self._wait.high

    @Property(bool, notify=changed)
    def isWaitRough(self) -> bool:
        return self._wait.is_rough

    @Property(bool, notify=changed)
    def isWithoutServer(self) -> bool:
        return self._ticket is not None and self._ticket.offline is not None

    @Property(str, notify=changed)
    def cameAt(self) -> str:
        if self._ticket is None or self._ticket.order_key == 0:
            return ""  # the kiosk that gave the number knew no time
        return f"{wall_time(self._ticket.order_key, self._attendant.hall_time):%H:%M}"

    @Property(str, notify=changed)
    def serviceName(self) -> str:
        key = "" if self._ticket is None else self._ticket.service
        service = self._attendant.offer.service(key)
        return "" if service is None else self._words(service.names)

    @Property(str, notify=changed)
    def claimName(self) -> str:
        key = None if self._ticket is None else self._ticket.claim
        category = None if key is None else self._attendant.offer.category(key)
        return "" if category is None else self._words(category.names)

    @Property(str, notify=changed)
    def paper(self) -> str:
        return self._attendant.visit.paper.value

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._attendant.visit.problem.value

    @Property(bool, notify=changed)
    def canPrintAgain(self) -> bool:
        visit = self._attendant.visit
        return visit.paper is Paper.REFUSED or (
            visit.paper in {Paper.BROKEN, Paper.DRAWN_BACK} and visit.copy < MOST_COPIES
        )

    @property
    def _wait(self) -> WaitFigures:
        return figures_of(None if self._ticket is None else self._ticket.expected)

    @property
    def _ticket(self) -> TicketIssued | None:
        return self._attendant.visit.ticket

    def _words(self, texts: Texts) -> str:
        return in_language(texts, self._attendant.language)
