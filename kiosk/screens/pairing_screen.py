"""The pairing page as QML sees it: a code and a fingerprint to compare, or why there is none."""

from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

from server.client.messages import LinkDown, LinkEvent, LinkUp
from server.client.pairing_states import Done, Ended, PairingState, Searching, Shown
from server.protocol.languages import FALLBACK_ORDER

QML_IMPORT_NAME = "Kezek.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1000

PAGES = {
    "pairing-refused": "refused",
    "pairing-expired": "expired",
    "pairing-busy": "busy",
    "foreign-server": "foreign",
    "certificate-time": "certificate",
}
"""What is shown for each failure that people can do something about."""


@QmlElement
class PairingScreen(QObject):
    """On while the device is no member of a hall; ``page`` says which words and digits stand."""

    changed = Signal()
    ticked = Signal()

    def __init__(self, steady_ms: Callable[[], int]) -> None:
        """Be off until there is something to say; measure time by ``steady_ms``."""
        super().__init__()
        self._steady_ms = steady_ms
        self._is_on = False
        self._is_pairing = False
        self._page = "searching"
        self._shown: Shown | None = None
        self._ends_at_ms = 0
        self._second = QTimer(self, interval=TICK_MS)
        self._second.timeout.connect(self.ticked)

    def show(self, state: PairingState) -> None:
        """Show how far the pairing has come."""
        self._is_pairing = not isinstance(state, Done)
        self._shown = None
        match state:
            case Searching(failure=failure):
                page = "searching" if failure is None else PAGES.get(failure.code, "searching")
                self._turn(page)
            case Shown(seconds=seconds):
                self._shown = state
                self._ends_at_ms = self._steady_ms() + seconds * 1000
                self._turn("code")
            case Ended(failure=failure):
                self._turn(PAGES.get(failure.code, "lost"))
            case Done():
                self._turn("")
            case _:
                assert_never(state)

    def hear_link(self, event: LinkEvent) -> None:
        """Say that a member's server cannot be trusted; leave when it can be again."""
        match event:
            case LinkDown(failure=failure) if failure is not None and failure.code in PAGES:
                self._turn(PAGES[failure.code])
            case LinkUp():
                self._turn("")
            case _:
                pass

    @Property(bool, notify=changed)
    def isOn(self) -> bool:
        return self._is_on

    @Property(bool, notify=changed)
    def isPairing(self) -> bool:
        return self._is_pairing

    @Property(str, notify=changed)
    def page(self) -> str:
        return self._page

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def codeGroups(self) -> list[str]:
        code = self._shown.code if self._shown else ""
        return [code[:3], code[3:]] if code else []

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def fingerprintGroups(self) -> list[str]:
        return self._shown.fingerprint.split("-") if self._shown else []

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a Qt type's name
    def hallNames(self) -> list[str]:
        names = self._shown.hall_names if self._shown else {}
        return list(dict.fromkeys(names[code] for code in FALLBACK_ORDER if code in names))

    @Property(str, notify=changed)
    def address(self) -> str:
        return self._shown.address if self._shown else ""

    @Property(str, notify=ticked)
    def timeLeft(self) -> str:
        if self._shown is None:
            return ""
        seconds = max(0, self._ends_at_ms - self._steady_ms()) // 1000
        return f"{seconds // 60}:{seconds % 60:02d}"

    def _turn(self, page: str) -> None:
        self._is_on, self._page = page != "", page or "searching"
        if self._shown is None:
            self._second.stop()
        else:
            self._second.start()
        self.changed.emit()
        self.ticked.emit()
