"""The board's program: every part is made and joined here, and nowhere else."""

import logging
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QRawFont, QWindow
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from display.announcer import Announcer
from display.clips import ClipLibrary
from display.reports import Reports
from display.screens.board_screen import BoardScreen
from display.screens.pairing_screen import BoardPairingScreen
from display.screens.shown import ShownReporter
from display.screens.wording_screen import WordingScreen
from display.settings import Settings, read_settings
from display.speaker import Speaker
from display.termination import Termination
from display.voice import KeepingVoice, Mute, PlayerVoice, Voice
from printers.fonts import font_files
from server.client.device_state import StateError
from server.client.joining import KeyFileError, make_link
from server.client.messages import DeviceLink
from server.client.pairing_page import QML_MODULES
from server.protocol.identity import DeviceRole
from server.protocol.start_failures import StartFailure, explain

MAIN_FILE = Path(__file__).parent / "qml" / "Main.qml"
FAMILIES = ["Inter", "Noto Sans Arabic", "Noto Sans CJK SC"]
KAZAKH_SAMPLE = "ә"
CANNOT_START = 2

_log = logging.getLogger(__name__)


class Bridge(QObject):
    """Brings what other threads tell to the GUI thread; the only way between them."""

    linked = Signal(object)
    pairing = Signal(object)
    spoke = Signal(object)


@dataclass(frozen=True, slots=True)
class BoardProgram:
    """All parts of one board that lives."""

    bridge: Bridge
    link: DeviceLink
    speaker: Speaker
    announcer: Announcer
    screen: BoardScreen
    words: WordingScreen
    engine: QQmlApplicationEngine
    window: QQuickWindow
    shown: ShownReporter
    pairing: BoardPairingScreen

    def start(self, *, is_full_screen: bool) -> None:
        """Show the window and begin to link and speak."""
        self.speaker.start()
        self.screen.start()
        if is_full_screen:
            # Without a window manager nobody else makes the window as large as its screen.
            self.window.setGeometry(self.window.screen().geometry())
            self.window.showFullScreen()
            self.window.setCursor(Qt.CursorShape.BlankCursor)
        else:
            self.window.show()
        self.link.start()

    def stop(self) -> None:
        """End the link, the voice and the clock; the window goes before what it shows."""
        self.screen.stop()
        self.link.stop()
        self.speaker.stop()
        self.window.close()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(self.engine, QEvent.Type.DeferredDelete.value)


def compose(settings: Settings) -> BoardProgram:
    """Make and join all parts of the board; raise KeyFileError for a wrong key file."""
    bridge = Bridge()
    link = make_link(DeviceRole.DISPLAY, settings.place, bridge.linked.emit, bridge.pairing.emit)
    speaker = Speaker(ClipLibrary(), _voice(settings), bridge.spoke.emit)
    reports = Reports(link.ask)
    announcer = Announcer(speaker.say, reports.spoken)
    screen = BoardScreen(steady_ms, announcer.announce, announcer.take_back)
    queued = Qt.ConnectionType.QueuedConnection
    bridge.linked.connect(screen.receive, queued)
    bridge.spoke.connect(announcer.ended, queued)
    pairing = BoardPairingScreen(steady_ms)
    bridge.linked.connect(pairing.hear_link, queued)
    bridge.pairing.connect(pairing.show, queued)
    words = WordingScreen()
    engine, window = load_window(screen, words, settings.size, pairing)
    shown = ShownReporter(window, lambda: screen.picture, reports.shown)
    return BoardProgram(
        bridge, link, speaker, announcer, screen, words, engine, window, shown, pairing
    )


def load_window(
    screen: BoardScreen,
    words: WordingScreen,
    size: tuple[int, int] | None,
    pairing: BoardPairingScreen | None = None,
) -> tuple[QQmlApplicationEngine, QQuickWindow]:
    """Return the board's window, not yet shown, and the engine that owns it."""
    load_fonts()
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(QML_MODULES))
    given = {"board": screen, "words": words}
    engine.setInitialProperties(given if pairing is None else {**given, "pairing": pairing})
    engine.load(QUrl.fromLocalFile(str(MAIN_FILE)))
    found: list[QObject | QWindow] = list(engine.rootObjects())
    if not found or not isinstance(found[0], QQuickWindow):
        message = f"{MAIN_FILE} gave no window"
        raise RuntimeError(message)
    window = found[0]
    if size is not None:
        window.resize(*size)
    return engine, window


def load_fonts() -> None:
    """Make the shipped fonts the program's own; without Kazakh letters it says so."""
    for path in font_files():
        QFontDatabase.addApplicationFont(str(path))
    font = QFont(FAMILIES)
    QGuiApplication.setFont(font)
    if not QRawFont.fromFont(font).supportsCharacter(ord(KAZAKH_SAMPLE)):
        _log.error("no font has the Kazakh letters")


def steady_ms() -> int:
    """Return milliseconds that never jump; the link's own measure of time."""
    return round(time.monotonic() * 1000)


def run(settings: Settings) -> int:
    """Run one board until it is asked to end."""
    app = application()
    try:
        program = compose(settings)
    except KeyFileError as error:
        print(explain(StartFailure.KEY_FILE, error.path, f"display: {error}"), file=sys.stderr)
        return CANNOT_START
    except StateError as error:
        print(explain(StartFailure.PAIRING_FILE, error.path, f"display: {error}"), file=sys.stderr)
        return CANNOT_START
    except OSError as error:  # what the board keeps of its hall cannot be forgotten, or no texts
        _log.error("the board cannot start: %s", error)
        return CANNOT_START
    termination = Termination(app.quit)
    program.start(is_full_screen=settings.size is None)
    _log.info("the board started")
    code = app.exec()
    program.stop()
    termination.close()
    return code


def application() -> QGuiApplication:
    """Return Qt's application, drawing without a GPU unless the machine says otherwise."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    sys.excepthook = _log_bug
    return QGuiApplication(sys.argv[:1])


def main() -> int:
    """Read the command line and run."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    return run(read_settings(sys.argv[1:]))


def _voice(settings: Settings) -> Voice:
    if settings.is_mute:
        return Mute()
    voice = PlayerVoice()
    return KeepingVoice(voice, settings.save_calls) if settings.save_calls else voice


def _log_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what a slot raised; the board goes on."""
    _log.critical("a slot failed", exc_info=(kind, error, trace))


if __name__ == "__main__":
    sys.exit(main())
