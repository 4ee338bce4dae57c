"""Starts a kiosk: wires link, printer, attendant and face together, and nothing else."""

import logging
import os
import signal
import sys
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.appearance import load_fonts
from kiosk.attendant import Attendant
from kiosk.bridge import Bridge
from kiosk.clocks import clocks_of_computer, steady_ms
from kiosk.face import Face
from kiosk.journal.journal import JournalError
from kiosk.journal.scribe import Scribe
from kiosk.journal.shelf import Shelf
from kiosk.kept_aside import log_aside, tell_kept
from kiosk.offline import Offline
from kiosk.paper_orders import OrderedPrinter, PaperOrders
from kiosk.papers import Papers, TicketPort
from kiosk.printer_care import CaredPrinter, PrinterCare
from kiosk.screens.pairing_screen import PairingScreen
from kiosk.settings import Settings, SettingsError, read_settings
from kiosk.specimens import Specimens
from printers.port import KeptForPrinter, PrinterPort
from printers.previewing import Previewer
from printers.wording import languages, read_words
from server.client.device_state import StateError
from server.client.joining import KeyFileError, make_link
from server.client.link import Link
from server.client.messages import DeviceLink
from server.client.pairing_lines import PairingLines
from server.protocol.identity import DeviceRole
from server.protocol.languages import languages_of_computer
from server.protocol.start_failures import StartFailure, explain

SIGNAL_POLL_MS = 200
NO_NUMBERS = "without a server there will be no numbers: %s: tell the staff"
CANNOT_START = 2

log = logging.getLogger("kiosk")


@dataclass(frozen=True, slots=True)
class Alone:
    """What lets a kiosk go on without a server."""

    scribe: Scribe
    offline: Offline


@dataclass(frozen=True, slots=True)
class Kiosk:
    """The running parts of one kiosk; ``face`` is absent where there is no screen."""

    bridge: Bridge
    link: DeviceLink
    port: TicketPort | None
    attendant: Attendant
    face: Face | None
    alone: Alone | None = None
    pairing: PairingLines | None = None
    """Says where there is no screen what would stand on it."""
    orders: PaperOrders | None = None
    care: PrinterCare | None = None

    def start(self) -> None:
        """Begin to search for the server and the printer."""
        if self.port is not None:
            self.port.start()
        if self.alone is not None:
            self.alone.scribe.start()
        self.link.start()

    def stop(self) -> None:
        """End everything, the network first."""
        self.link.stop()
        if self.orders is not None:
            self.orders.stop()
        if self.port is not None:
            self.port.close()
        if self.alone is not None:
            self.alone.scribe.stop()
        if self.face is not None:
            self.face.close()


def compose(settings: Settings) -> Kiosk:
    """Build the kiosk that ``settings`` describe; a Qt application must exist."""
    bridge = Bridge()
    shelf = _shelf(settings)
    link = make_link(
        DeviceRole.KIOSK,
        settings.place(),
        bridge.link_told.emit,
        bridge.pairing_told.emit,
        bridge.order_told.emit,
    )
    port = _port(settings, bridge)
    words = {language: read_words(language) for language in languages()}
    papers = None if port is None else Papers(port, words, link.ask)
    alone = None if shelf is None else _alone(shelf, link, bridge)
    offline = None if alone is None else alone.offline
    attendant = Attendant(link, papers, steady_ms, bridge.changed.emit, offline)
    bridge.journal_told.connect(attendant.hear_journal, Qt.ConnectionType.QueuedConnection)
    bridge.link_told.connect(attendant.hear_link, Qt.ConnectionType.QueuedConnection)
    bridge.port_told.connect(attendant.hear_port, Qt.ConnectionType.QueuedConnection)
    orders, care = None, None
    if port is not None:
        bridge.order_told.connect(attendant.hear_order, Qt.ConnectionType.QueuedConnection)
        specimens = Specimens(attendant, words)
        orders = _orders(settings, port, link, specimens, bridge)
        cared = CaredPrinter(port, specimens, settings.printer_roll)
        care = _care(cared, link, bridge)  # after the orders: they name the printer first
    pairing = _lines() if settings.no_screen else PairingScreen(steady_ms)
    bridge.pairing_told.connect(pairing.show, Qt.ConnectionType.QueuedConnection)
    bridge.link_told.connect(pairing.hear_link, Qt.ConnectionType.QueuedConnection)
    if isinstance(pairing, PairingLines):
        return Kiosk(bridge, link, port, attendant, None, alone, pairing, orders, care)
    load_fonts()
    face = Face(attendant, pairing, care)
    bridge.changed.connect(face.refresh)
    face.show(_size(settings))
    return Kiosk(bridge, link, port, attendant, face, alone, orders=orders, care=care)


def application(settings: Settings) -> QCoreApplication:
    """Return the Qt application that ``settings`` need."""
    kind = QCoreApplication if settings.no_screen else QGuiApplication
    return kind(["kezek-kiosk"])


def run(settings: Settings) -> int:
    """Run a kiosk until it is told to end."""
    app = application(settings)
    try:
        kiosk = compose(settings)
    except OSError as error:  # what the kiosk keeps of its hall cannot be forgotten
        log.critical("the kiosk cannot start: %s", error)
        return CANNOT_START
    for name in (signal.SIGINT, signal.SIGTERM):
        # Queued, since a quit before the loop runs would be forgotten.
        signal.signal(name, lambda _number, _frame: QTimer.singleShot(0, app.quit))
    # Python handles a signal only when it runs, so it runs now and then.
    poll = QTimer()
    poll.timeout.connect(_nothing)
    poll.start(SIGNAL_POLL_MS)
    kiosk.start()
    log.info("the kiosk is running")
    code = app.exec()
    kiosk.stop()
    return code


def main() -> int:
    """Start from the command line."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    sys.excepthook = _log_exception
    try:
        settings = read_settings(sys.argv[1:])
        if settings.kept:
            print(tell_kept(settings))
            return 0
        return run(settings)
    except KeyFileError as error:
        print(explain(StartFailure.KEY_FILE, error.path, f"kiosk: {error}"), file=sys.stderr)
        return CANNOT_START
    except StateError as error:
        print(explain(StartFailure.PAIRING_FILE, error.path, f"kiosk: {error}"), file=sys.stderr)
        return CANNOT_START
    except SettingsError as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return CANNOT_START


def _shelf(settings: Settings) -> Shelf | None:
    """Return where the journals are kept, none where there is no place for them.

    To be called while the pairing of before is still there: what has no folder yet is its hall's.
    """
    directory = settings.state_folder()
    if directory is None:
        return None
    try:
        return Shelf(directory, settings.belonging, log_aside)
    except JournalError as error:
        log.critical(NO_NUMBERS, error)
        return None


def _alone(shelf: Shelf, link: DeviceLink, bridge: Bridge) -> Alone:
    """Return what goes on without a server, with the journal of the hall that is known."""
    try:
        shelf.open()
    except JournalError as error:
        log.critical(NO_NUMBERS, error)
    scribe = Scribe(shelf, bridge.journal_told.emit)
    offline = Offline(scribe, shelf.state, shelf.recall(), link, clocks_of_computer())
    return Alone(scribe, offline)


def _orders(
    settings: Settings, port: TicketPort, link: Link, specimens: Specimens, bridge: Bridge
) -> PaperOrders:
    """Return what does the server's orders for the printer."""
    profile = settings.printer_profile
    previewer = Previewer(settings.printer or "", profile, _kept(settings))
    printer = OrderedPrinter(profile, port, previewer)
    orders = PaperOrders(link, printer, specimens, bridge.picture_told.emit)
    for told, hear in (
        (bridge.link_told, orders.hear_link),
        (bridge.port_told, orders.hear_port),
        (bridge.order_told, orders.hear_order),
        (bridge.picture_told, orders.hear_picture),
    ):
        told.connect(hear, Qt.ConnectionType.QueuedConnection)
    return orders


def _care(printer: CaredPrinter, link: Link, bridge: Bridge) -> PrinterCare:
    """Return what follows the printer and tells the server of it."""
    care = PrinterCare(printer, link, steady_ms, bridge.changed.emit)
    bridge.link_told.connect(care.hear_link, Qt.ConnectionType.QueuedConnection)
    bridge.port_told.connect(care.hear_port, Qt.ConnectionType.QueuedConnection)
    return care


def _lines() -> PairingLines:
    return PairingLines(languages_of_computer(os.environ), _print_line, steady_ms)


def _print_line(line: str) -> None:
    # In UTF-8 whatever the locale is, and at once: whoever reads it through a pipe must not wait.
    sys.stdout.buffer.write(f"{line}\n".encode())
    sys.stdout.buffer.flush()


def _port(settings: Settings, bridge: Bridge) -> PrinterPort | None:
    if settings.printer is None:
        return None
    return PrinterPort(
        settings.printer,
        settings.printer_profile,
        bridge.port_told.emit,
        kept=_kept(settings),
    )


def _kept(settings: Settings) -> KeptForPrinter:
    return KeptForPrinter(settings.state_folder(), settings.logo_file())


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
