"""The visit as QML sees it: which page, how it looks, and every touch of the visitor."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.attendant import Attendant, new_request_id
from kiosk.happenings import (
    BodyChosen,
    BookingLeft,
    ClaimAnswered,
    ContrastToggled,
    LanguageChosen,
    PaperAnswered,
    PaperWanted,
    PersonsAnswered,
    PersonsStepped,
    ServiceChosen,
    StaffCalled,
    StartedOver,
    TextSizeToggled,
    Touched,
    TriedAgain,
    WentBack,
)
from kiosk.registering import only_body
from kiosk.visit import Page, Visit
from server.protocol.tickets import MOST_PERSONS

QML_IMPORT_NAME = "Kezek.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

WITHOUT_BACK = frozenset({Page.WELCOME, Page.TAKING, Page.TICKET})
WITHOUT_START_OVER = WITHOUT_BACK
"""On the ticket "I have it" starts over; a request on its way is given its time first."""


@QmlElement
class VisitScreen(QObject):
    """Properties follow ``kiosk.visit.Visit``; slots are the visitor's touches."""

    changed = Signal()

    def __init__(self, attendant: Attendant, parent: QObject | None = None) -> None:
        """Show the visit of ``attendant`` and hand it the touches."""
        super().__init__(parent)
        self._attendant = attendant
        self._shown: tuple[object, ...] = ()

    def refresh(self) -> None:
        """Tell QML if anything here is new."""
        attendant = self._attendant
        now = (attendant.visit, attendant.language, self.secondsLeft)
        if now != self._shown:
            self._shown = now
            self.changed.emit()

    @Property(str, notify=changed)
    def page(self) -> str:
        return self._visit.page.value

    @Property(str, notify=changed)
    def language(self) -> str:
        return self._attendant.language

    @Property(bool, notify=changed)
    def isLargeText(self) -> bool:
        return self._visit.is_large_text

    @Property(bool, notify=changed)
    def isHighContrast(self) -> bool:
        return self._visit.is_high_contrast

    @Property(bool, notify=changed)
    def asksPresence(self) -> bool:
        return self._visit.asks_presence

    @Property(int, notify=changed)
    def secondsLeft(self) -> int:
        return self._attendant.seconds_left if self._visit.asks_presence else 0

    @Property(bool, notify=changed)
    def isSlow(self) -> bool:
        return self._visit.is_slow

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._visit.trouble

    @Property(bool, notify=changed)
    def hasSlip(self) -> bool:
        return self._visit.has_slip

    @Property(bool, notify=changed)
    def canGoBack(self) -> bool:
        return self._visit.page not in WITHOUT_BACK

    @Property(bool, notify=changed)
    def canStartOver(self) -> bool:
        visit = self._visit
        is_slow = visit.page is Page.TAKING and visit.is_slow
        return is_slow or visit.page not in WITHOUT_START_OVER

    @Property(bool, notify=changed)
    def canTryAgain(self) -> bool:
        return self._visit.service is not None or self._visit.code is not None

    @Property(bool, notify=changed)
    def isAtBeginning(self) -> bool:
        is_only = only_body(self._attendant.view()) is not None
        return self._visit.page is (Page.SERVICES if is_only else Page.BODIES)

    @Property(int, notify=changed)
    def persons(self) -> int:
        return self._visit.persons

    @Property(int, constant=True)
    def mostPersons(self) -> int:
        return MOST_PERSONS

    @Slot(str)
    def chooseLanguage(self, language: str) -> None:
        self._attendant.happen(LanguageChosen(language))

    @Slot(str)
    def chooseBody(self, body: str) -> None:
        self._attendant.happen(BodyChosen(body))

    @Slot(str)
    def chooseService(self, service: str) -> None:
        self._attendant.happen(ServiceChosen(service, new_request_id()))

    @Slot(int)
    def stepPersons(self, by: int) -> None:
        self._attendant.happen(PersonsStepped(by))

    @Slot()
    def answerPersons(self) -> None:
        self._attendant.happen(PersonsAnswered(new_request_id()))

    @Slot(str)
    def claim(self, category: str) -> None:
        self._attendant.happen(ClaimAnswered(category, new_request_id()))

    @Slot()
    def claimNothing(self) -> None:
        self._attendant.happen(ClaimAnswered(None, new_request_id()))

    @Slot()
    def goBack(self) -> None:
        self._attendant.happen(WentBack())

    @Slot()
    def leaveBooking(self) -> None:
        self._attendant.happen(BookingLeft())

    @Slot()
    def startOver(self) -> None:
        self._attendant.happen(StartedOver())

    @Slot()
    def callStaff(self) -> None:
        self._attendant.happen(StaffCalled())

    @Slot()
    def tryAgain(self) -> None:
        self._attendant.happen(TriedAgain(new_request_id()))

    @Slot()
    def touch(self) -> None:
        self._attendant.happen(Touched())

    @Slot()
    def toggleTextSize(self) -> None:
        self._attendant.happen(TextSizeToggled())

    @Slot()
    def toggleContrast(self) -> None:
        self._attendant.happen(ContrastToggled())

    @Slot(bool)
    def answerPaper(self, came_out: bool) -> None:
        self._attendant.happen(PaperAnswered(came_out))

    @Slot()
    def printAgain(self) -> None:
        self._attendant.happen(PaperWanted())

    @property
    def _visit(self) -> Visit:
        return self._attendant.visit
