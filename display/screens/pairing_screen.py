"""The pairing page as QML sees it; ``server.client.pairing_page`` decides what stands on it."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

from server.client.messages import LinkEvent
from server.client.pairing_page import PairingPage, after_link, after_state
from server.client.pairing_states import PairingState

QML_IMPORT_NAME = "Kezek.Board"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1000


@QmlElement
class BoardPairingScreen(QObject):
    """On while the device is no member of a hall; ``page`` says which words and digits stand."""

    changed = Signal()
    ticked = Signal()

    def __init__(self, steady_ms: Callable[[], int]) -> None:
        """Be off until there is something to say; measure time by ``steady_ms``."""
        super().__init__()
        self._steady_ms = steady_ms
        self._page = PairingPage()
        self._second = QTimer(self, interval=TICK_MS)
        self._second.timeout.connect(self.ticked)

    def show(self, state: PairingState) -> None:
        """Show how far the pairing has come."""
        self._turn(after_state(state, self._steady_ms()))

    def hear_link(self, event: LinkEvent) -> None:
        """Say that a member's server cannot be trusted; leave when it can be again."""
        self._turn(after_link(self._page, event))

    @Property(bool, notify=changed)
    def isOn(self) -> bool:
        return self._page.page is not None

    @Property(bool, notify=changed)
    def isPairing(self) -> bool:
        return self._page.is_pairing

    @Property(str, notify=changed)
    def page(self) -> str:
        return self._page.page or ""

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def codeGroups(self) -> list[str]:
        return self._page.code_groups

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def fingerprintGroups(self) -> list[str]:
        return self._page.fingerprint_groups

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def hallNames(self) -> list[str]:
        return self._page.hall_names

    @Property(str, notify=changed)
    def address(self) -> str:
        return self._page.address

    @Property(str, notify=ticked)
    def timeLeft(self) -> str:
        return self._page.time_left(self._steady_ms())

    def _turn(self, page: PairingPage) -> None:
        if page == self._page:
            return
        self._page = page
        if page.shown is None:
            self._second.stop()
        else:
            self._second.start()
        self.changed.emit()
        self.ticked.emit()
