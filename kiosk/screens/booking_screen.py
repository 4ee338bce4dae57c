"""A booking as QML sees it: the code being typed, and what the server said of it."""

from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.attendant import Attendant, new_request_id
from kiosk.booking_steps import CODE_LENGTH, service_instead
from kiosk.happenings import (
    BookingNamed,
    CodeEntered,
    DigitTakenBack,
    DigitTyped,
    NumberWanted,
)
from kiosk.screens.openings import date_words
from server.protocol.languages import in_language

QML_IMPORT_NAME = "Kezek.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class BookingScreen(QObject):
    """Properties follow ``digits``, ``trouble`` and ``told`` of ``kiosk.visit.Visit``."""

    changed = Signal()

    def __init__(self, attendant: Attendant, parent: QObject | None = None) -> None:
        """Show the booking of ``attendant``'s visit and hand it the touches."""
        super().__init__(parent)
        self._attendant = attendant
        self._shown: tuple[object, ...] = ()

    def refresh(self) -> None:
        """Tell QML if anything here is new."""
        visit, offer = self._attendant.visit, self._attendant.offer
        now = (visit.digits, visit.code, visit.trouble, visit.told, visit.language)
        shown = (*now, offer.takes_bookings)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    @Property(bool, notify=changed)
    def isOffered(self) -> bool:
        visit = self._attendant.visit
        return self._attendant.offer.takes_bookings and visit.code is None

    @Property(bool, notify=changed)
    def isKept(self) -> bool:
        return self._attendant.visit.code is not None

    @Property(str, notify=changed)
    def digits(self) -> str:
        return self._attendant.visit.digits

    @Property(int, notify=changed)
    def length(self) -> int:
        return CODE_LENGTH

    @Property(bool, notify=changed)
    def isWhole(self) -> bool:
        return len(self._attendant.visit.digits) == CODE_LENGTH

    @Property(str, notify=changed)
    def number(self) -> str:
        return str(self._attendant.visit.told.get("number", ""))

    @Property(str, notify=changed)
    def slot(self) -> str:
        moment = self._attendant.visit.told.get("slot", "")
        try:
            slot = datetime.fromisoformat(str(moment))
        except ValueError:
            return ""
        return f"{date_words(self._attendant.language, slot)}, {slot:%H:%M}"

    @Property(str, notify=changed)
    def serviceInstead(self) -> str:
        attendant = self._attendant
        key = service_instead(attendant.visit, attendant.view())
        service = None if key is None else attendant.offer.service(key)
        return "" if service is None else in_language(service.names, attendant.language)

    @Slot()
    def begin(self) -> None:
        self._attendant.happen(BookingNamed())

    @Slot(str)
    def type(self, digit: str) -> None:
        self._attendant.happen(DigitTyped(digit))

    @Slot()
    def takeBack(self) -> None:
        self._attendant.happen(DigitTakenBack())

    @Slot()
    def enter(self) -> None:
        self._attendant.happen(CodeEntered(new_request_id()))

    @Slot()
    def takeNumber(self) -> None:
        self._attendant.happen(NumberWanted(new_request_id()))
