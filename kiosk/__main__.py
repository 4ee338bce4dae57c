"""Starts a kiosk: wires link, printer, attendant and face together, and nothing else."""

import logging
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.appearance import load_fonts
from kiosk.attendant import Attendant
from kiosk.bridge import Bridge
from kiosk.face import Face
from kiosk.papers import Papers, TicketPort
from kiosk.settings import KeyFileError, Settings, SettingsError, read_key, read_settings
from printers.port import PrinterPort
from printers.wording import languages, read_words
from server.client.addresses import Address, AddressMemory
from server.client.finder import Finder
from server.client.link import Link
from server.client.messages import DeviceLink, LinkIdentity
from server.protocol.identity import DeviceRole
from server.protocol.start_failures import StartFailure, explain

SIGNAL_POLL_MS = 200

log = logging.getLogger("kiosk")


@dataclass(frozen=True, slots=True)
class Kiosk:
    """The running parts of one kiosk; ``face`` is absent where there is no screen."""

    bridge: Bridge
    link: DeviceLink
    port: TicketPort | None
    attendant: Attendant
    face: Face | None

    def start(self) -> None:
        """Begin to search for the server and the printer."""
        if self.port is not None:
            self.port.start()
        self.link.start()

    def stop(self) -> None:
        """End everything, the network first."""
        self.link.stop()
        if self.port is not None:
            self.port.close()
        if self.face is not None:
            self.face.close()


def compose(settings: Settings) -> Kiosk:
    """Build the kiosk that ``settings`` describe; a Qt application must exist."""
    bridge = Bridge()
    link = _link(settings, bridge)
    port = _port(settings, bridge)
    words = {language: read_words(language) for language in languages()}
    papers = None if port is None else Papers(port, words, link.ask)
    attendant = Attendant(link, papers, steady_ms, bridge.changed.emit)
    bridge.link_told.connect(attendant.hear_link, Qt.ConnectionType.QueuedConnection)
    bridge.port_told.connect(attendant.hear_port, Qt.ConnectionType.QueuedConnection)
    if settings.no_screen:
        return Kiosk(bridge, link, port, attendant, None)
    load_fonts()
    face = Face(attendant)
    bridge.changed.connect(face.refresh)
    face.show(_size(settings))
    return Kiosk(bridge, link, port, attendant, face)


def application(settings: Settings) -> QCoreApplication:
    """Return the Qt application that ``settings`` need."""
    kind = QCoreApplication if settings.no_screen else QGuiApplication
    return kind(["kezek-kiosk"])


def steady_ms() -> int:
    """Return the milliseconds of the clock that never jumps, not even while suspended."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000


def run(settings: Settings) -> int:
    """Run a kiosk until it is told to end."""
    app = application(settings)
    kiosk = compose(settings)
    for name in (signal.SIGINT, signal.SIGTERM):
        # Queued, since a quit before the loop runs would be forgotten.
        signal.signal(name, lambda _number, _frame: QTimer.singleShot(0, app.quit))
    # Python handles a signal only when it runs, so it runs now and then.
    poll = QTimer()
    poll.timeout.connect(_nothing)
    poll.start(SIGNAL_POLL_MS)
    kiosk.start()
    log.info("%s of %s is running", settings.device, settings.hall)
    code = app.exec()
    kiosk.stop()
    return code


def main() -> int:
    """Start from the command line."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    sys.excepthook = _log_exception
    try:
        return run(read_settings(sys.argv[1:]))
    except KeyFileError as error:
        print(explain(StartFailure.KEY_FILE, error.path, f"kiosk: {error}"), file=sys.stderr)
        return 2
    except SettingsError as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return 2


def _link(settings: Settings, bridge: Bridge) -> Link:
    identity = LinkIdentity(settings.hall, settings.device, DeviceRole.KIOSK, read_key(settings))
    state = settings.state_dir
    finder = Finder(
        settings.hall,
        configured=(Address.parse(settings.server),) if settings.server else (),
        memory=AddressMemory(Path(state) / "last-server.txt") if state else None,
        has_mdns=not settings.no_mdns,
    )
    return Link(identity, finder, bridge.link_told.emit)


def _port(settings: Settings, bridge: Bridge) -> PrinterPort | None:
    if settings.printer is None:
        return None
    return PrinterPort(settings.printer, settings.printer_profile, bridge.port_told.emit)


def _size(settings: Settings) -> QSize | None:
    if settings.size is None:
        return None
    width, height = settings.size.split("x")
    return QSize(int(width), int(height))


def _nothing() -> None:
    """Let Python look at signals."""


def _log_exception(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    # The edge between Qt and Python: a slot that fails must not end the kiosk.
    log.error("unexpected failure", exc_info=(kind, error, trace))


if __name__ == "__main__":
    sys.exit(main())
