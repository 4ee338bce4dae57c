"""Addresses of printers as an administrator writes them: read whole or refused by name; pure."""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from server.protocol.errors import PrinterUnavailableError

PRINTER_PORT = 9100
BAUD_RATES = range(300, 4_000_001)
HANDSHAKES = ("rtscts", "xonxoff", "none")
LONGEST_URL = 1024
LONGEST_SHOWN = 80
USB = "usb://"


class PortError(PrinterUnavailableError):
    """The way to the printer is not named right, cannot be opened or has broken; data say why."""

    code = "printer-port"


@dataclass(frozen=True, slots=True)
class NetworkAddress:
    """A port of a host."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """A serial line and how it is set."""

    device: str
    baud: int
    handshake: str


@dataclass(frozen=True, slots=True)
class UsbDeviceAddress:
    """The kernel's device of a USB printer."""

    device: str


@dataclass(frozen=True, slots=True)
class UsbUnitAddress:
    """A USB printer by serial number, model or socket; "" is the only one there is."""

    wanted: str


Address = NetworkAddress | SerialAddress | UsbDeviceAddress | UsbUnitAddress


def read_address(url: str) -> Address:
    """Return what ``url`` names; one that names no printer is a ``PortError``."""
    if len(url) > LONGEST_URL or not url.isprintable():
        raise PortError(url=ascii(url)[:LONGEST_SHOWN], reason="unknown-address")
    if url.lower().startswith(USB):
        # A serial number may hold any sign, so nothing of it is taken for the parts of an address.
        return UsbUnitAddress(unquote(url[len(USB) :]))
    try:
        parts = urlsplit(url)
    except ValueError as wrong:
        raise PortError(url=url, reason="unknown-address") from wrong
    match parts.scheme:
        case "tcp" if parts.hostname:
            return NetworkAddress(_host(parts.hostname, url), _port(parts, url))
        case "serial" if parts.path:
            return _serial_line(parts, url)
        case "usblp" if parts.path:
            return UsbDeviceAddress(parts.path)
        case _:
            raise PortError(url=url, reason="unknown-address")


def usb_address(unit: str) -> str:
    """Return the address that leads to the USB printer with this serial number or socket."""
    return f"{USB}{quote(unit, safe='')}"


def _host(host: str, url: str) -> str:
    try:
        host.encode("idna")
    except UnicodeError as wrong:
        raise PortError(url=url, reason="bad-host") from wrong
    return host


def _port(parts: SplitResult, url: str) -> int:
    try:
        port = parts.port
    except ValueError as wrong:
        raise PortError(url=url, reason="bad-port") from wrong
    if port == 0:
        raise PortError(url=url, reason="bad-port")
    return PRINTER_PORT if port is None else port


def _serial_line(parts: SplitResult, url: str) -> SerialAddress:
    said = parse_qsl(parts.query, keep_blank_values=True)
    options = {"baud": "9600", "handshake": "rtscts"} | dict(said)
    baud, handshake = options["baud"], options["handshake"]
    # A misspelt option would else leave the line at its usual speed, and the printer mute.
    is_known = len(options) == len({"baud", "handshake"})
    is_number = baud.isascii() and baud.isdecimal() and len(baud) <= len(str(BAUD_RATES.stop))
    if not (is_known and is_number and int(baud) in BAUD_RATES and handshake in HANDSHAKES):
        raise PortError(url=url, reason="bad-serial-option")
    return SerialAddress(parts.path, int(baud), handshake)
