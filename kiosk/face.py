"""The kiosk's window: screens for QML, live translation, the touch watch and the clock tick."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import delete

from kiosk.appearance import Translations
from kiosk.attendant import Attendant
from kiosk.printer_care import PrinterCare
from kiosk.screens.booking_screen import BookingScreen
from kiosk.screens.hall_screen import HallScreen
from kiosk.screens.offer_screen import OfferScreen
from kiosk.screens.pairing_screen import PairingScreen
from kiosk.screens.route_screen import RouteScreen
from kiosk.screens.staff_screen import StaffScreen
from kiosk.screens.ticket_screen import TicketScreen
from kiosk.screens.visit_screen import VisitScreen
from server.client.pairing_page import QML_MODULES

QML = Path(__file__).parent / "qml"
TICK_MS = 500
TOUCHES = frozenset({QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress})


class FaceError(Exception):
    """The window's QML cannot be loaded; Qt has said why."""


class TouchWatch(QObject):
    """Sees every touch of the window, so that a visitor who reads is not sent away."""

    def __init__(self, attendant: Attendant) -> None:
        """Tell ``attendant`` of touches."""
        super().__init__()
        self._attendant = attendant

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take note of a touch and let it pass."""
        if event.type() in TOUCHES:
            self._attendant.notice_touch()
        return False


class Face:
    """Shows what ``attendant`` knows and brings it the touches."""

    def __init__(
        self,
        attendant: Attendant,
        pairing: PairingScreen | None = None,
        care: PrinterCare | None = None,
    ) -> None:
        """Build the window; ``show`` shows it, and ``pairing`` lies over it while it is on.

        The staff see to the printer by ``care``, if there is one.
        """
        self._attendant = attendant
        self._pairing = pairing
        self._translations = Translations()
        self.visit = VisitScreen(attendant)
        self._screens = (
            self.visit,
            HallScreen(attendant),
            OfferScreen(attendant),
            TicketScreen(attendant),
            StaffScreen(attendant, care),
            BookingScreen(attendant),
            RouteScreen(attendant),
        )
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(QML_MODULES))
        self.refresh()
        self.window = self._load()
        self._watch = TouchWatch(attendant)
        self.window.installEventFilter(self._watch)
        self._timer = QTimer()
        self._timer.timeout.connect(attendant.tick)
        self._timer.start(TICK_MS)

    def show(self, size: QSize | None) -> None:
        """Show a window of ``size``, or the whole screen without a pointer."""
        if size is not None:
            self.window.resize(size)
            self.window.show()
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)
        self.window.showFullScreen()

    def refresh(self) -> None:
        """Bring everything shown up to date, the language first."""
        is_new_language = self._translations.speak(self._attendant.language)
        for screen in self._screens:
            screen.refresh()
        if is_new_language:
            self._engine.retranslate()

    def close(self) -> None:
        """Take the window away."""
        self._timer.stop()
        self.window.removeEventFilter(self._watch)
        self.window.close()
        # Everything in QML goes before the screens it reads from.
        delete(self._engine)
        self._translations.fall_silent()

    def _load(self) -> QQuickWindow:
        names = ("visit", "hall", "offer", "ticket", "staff", "booking", "route")
        self._engine.setInitialProperties(
            dict(zip(names, self._screens, strict=True))
            | ({} if self._pairing is None else {"pairing": self._pairing})
        )
        self._engine.load(QUrl.fromLocalFile(str(QML / "Main.qml")))
        windows = self._engine.rootObjects()
        if not windows or not isinstance(windows[0], QQuickWindow):
            raise FaceError
        return windows[0]
