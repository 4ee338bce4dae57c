"""The ways to a printer: TCP, serial line, USB printer device; every call has a deadline."""

import contextlib
import os
import select
import socket
import sys
import termios
import time
from collections.abc import Callable
from typing import Protocol, assert_never

import serial

from printers.addresses import (
    NetworkAddress,
    PortError,
    SerialAddress,
    UsbDeviceAddress,
    UsbUnitAddress,
    read_address,
)
from printers.names import Addresses, PrinterName
from printers.strategy import Link
from printers.usb import UsbPrinter, usb_printers

FAST_BAUD = 115200
NETWORK_BYTES_PER_SECOND = 200_000.0
"""What a network or USB printer takes at least: assumed, no unit at hand."""
SMALLEST_BUFFER_BYTES = 1024
"""So much every printer takes in whatever it is doing: assumed, makers tell 4 kB and more."""
CHUNK_BYTES = 4096
CONNECT_SECONDS = 3.0
LOOK_UP_SECONDS = 2.0
UNACKNOWLEDGED_MS = 10_000
KEEPALIVE = ((socket.TCP_KEEPIDLE, 10), (socket.TCP_KEEPINTVL, 5), (socket.TCP_KEEPCNT, 3))


class Line(Protocol):
    """An open way to a printer."""

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        ...

    def write(self, data: bytes, seconds: float) -> int:
        """Hand over ``data`` within ``seconds``; return how many bytes went."""
        ...

    def read(self, seconds: float) -> bytes:
        """Return what comes within ``seconds``, ``b""`` when nothing does."""
        ...

    def close(self) -> None:
        """Let go of the port."""
        ...


class Transport(Protocol):
    """Knows how to open one printer's port."""

    link: Link
    bytes_per_second: float
    longest_sure_job: int
    """A longer one may lose bytes on the way, which no answer of the printer tells."""

    def open(self) -> Line:
        """Open the port within a few seconds or raise ``PortError``."""
        ...


def transport_for(url: str) -> Transport:
    """Return the transport that ``url`` names; one that names none is a ``PortError``."""
    match read_address(url):
        case NetworkAddress(host, port):
            return TcpTransport(host, port)
        case SerialAddress(device, baud, handshake):
            return SerialTransport(device, baud, handshake)
        case UsbDeviceAddress(device):
            return UsbLpTransport(device)
        case UsbUnitAddress(wanted):
            return UsbTransport(wanted)
        case nowhere:
            assert_never(nowhere)


class TcpTransport:
    """A printer on port 9100 of a host."""

    link = Link.FAST
    bytes_per_second = NETWORK_BYTES_PER_SECOND
    longest_sure_job = sys.maxsize

    def __init__(self, host: str, port: int) -> None:
        """Keep the address; nothing is opened yet."""
        self._name = PrinterName(host)
        self._port = port

    def open(self) -> Line:
        """Connect, with keep-alive, so that a pulled cable is noticed."""
        try:
            connection = self._connect(self._name.addresses(LOOK_UP_SECONDS))
        except OSError as failed:
            raise PortError(reason=_reason(failed)) from failed
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, number in KEEPALIVE:
            connection.setsockopt(socket.IPPROTO_TCP, option, number)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MS)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setblocking(False)
        return DescriptorLine(connection)

    def _connect(self, addresses: Addresses) -> socket.socket:
        *others, last = addresses
        for address in others:
            with contextlib.suppress(OSError):
                return socket.create_connection((address, self._port), CONNECT_SECONDS)
        return socket.create_connection((last, self._port), CONNECT_SECONDS)


class SerialTransport:
    """A printer on a serial line; ``handshake`` is ``rtscts``, ``xonxoff`` or ``none``."""

    def __init__(self, device: str, baud: int, handshake: str) -> None:
        """Keep the settings; nothing is opened yet."""
        self._device, self._baud, self._handshake = device, baud, handshake
        self.link = Link.BRISK if baud >= FAST_BAUD else Link.SLOW
        self.bytes_per_second = baud / 10
        is_held_back = handshake != "none"
        self.longest_sure_job = sys.maxsize if is_held_back else SMALLEST_BUFFER_BYTES

    def open(self) -> Line:
        """Open the device exclusively with the handshake asked for."""
        try:
            port = serial.Serial(
                self._device,
                self._baud,
                timeout=0,
                write_timeout=0,
                rtscts=self._handshake == "rtscts",
                xonxoff=self._handshake == "xonxoff",
                exclusive=True,
            )
        except (OSError, ValueError) as failed:
            raise PortError(reason=_reason(failed)) from failed
        os.set_blocking(port.fileno(), False)
        return DescriptorLine(_SerialOwner(port))


class UsbLpTransport:
    """A USB printer through the kernel's printer device."""

    link = Link.FAST
    bytes_per_second = NETWORK_BYTES_PER_SECOND
    longest_sure_job = sys.maxsize

    def __init__(self, device: str) -> None:
        """Keep the path; nothing is opened yet."""
        self._device = device

    def open(self) -> Line:
        """Open the device for both directions; the kernel allows one owner."""
        try:
            descriptor = os.open(self._device, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as failed:
            raise PortError(reason=_reason(failed)) from failed
        # An empty packet from a USB printer reads as no bytes and is not its end.
        owner = os.fdopen(descriptor, "r+b", buffering=0)
        return DescriptorLine(owner, empty_is_end=False)


class UsbTransport:
    """A USB printer by serial number, ``vendor:product`` or socket, whatever its device now."""

    link = Link.FAST
    bytes_per_second = UsbLpTransport.bytes_per_second
    longest_sure_job = sys.maxsize

    def __init__(
        self, wanted: str, plugged_in: Callable[[], tuple[UsbPrinter, ...]] = usb_printers
    ) -> None:
        """Keep what to look for; ``wanted`` "" takes the only printer there is."""
        self._wanted = wanted
        self._plugged_in = plugged_in

    def open(self) -> Line:
        """Open the printer where it is plugged in now; none or several is a ``PortError``."""
        found = [one for one in self._plugged_in() if one.answers_to(self._wanted)]
        if not found:
            raise PortError(reason="not-plugged-in", wanted=self._wanted)
        if len(found) > 1:
            places = ", ".join(one.place for one in found)
            raise PortError(reason="several-printers", wanted=self._wanted, places=places)
        return UsbLpTransport(str(found[0].device)).open()


class _Owner(Protocol):
    def fileno(self) -> int: ...

    def close(self) -> None: ...


class _SerialOwner:
    def __init__(self, port: serial.Serial) -> None:
        self._port = port

    def fileno(self) -> int:
        return int(self._port.fileno())

    def close(self) -> None:
        # What a stalled printer has not taken would hold the kernel's close for half a minute;
        # a line that was unplugged has nothing to take back.
        with contextlib.suppress(termios.error):
            self._port.reset_output_buffer()
        self._port.close()


class DescriptorLine:
    """A ``Line`` over any non-blocking descriptor; ``owner`` closes it."""

    def __init__(self, owner: _Owner, *, empty_is_end: bool = True) -> None:
        """Take over ``owner``, already non-blocking."""
        self._owner = owner
        self._empty_is_end = empty_is_end

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self._owner.fileno()

    def write(self, data: bytes, seconds: float) -> int:
        """Hand over what goes within ``seconds``; return how many bytes went."""
        deadline = time.monotonic() + seconds
        sent = 0
        while sent < len(data) and self._wait(select.POLLOUT, deadline):
            try:
                sent += os.write(self.fileno(), data[sent : sent + CHUNK_BYTES])
            except BlockingIOError:
                continue
            except OSError as failed:
                raise PortError(reason=_reason(failed), sent=sent) from failed
        return sent

    def read(self, seconds: float) -> bytes:
        """Return what comes within ``seconds``; a far side that hung up is a ``PortError``."""
        if not self._wait(select.POLLIN, time.monotonic() + seconds):
            return b""
        try:
            received = os.read(self.fileno(), CHUNK_BYTES)
        except BlockingIOError:
            return b""
        except OSError as failed:
            raise PortError(reason=_reason(failed)) from failed
        if not received and self._empty_is_end:
            raise PortError(reason="hung-up")
        return received

    def close(self) -> None:
        """Let go of the port."""
        self._owner.close()

    def _wait(self, event: int, deadline: float) -> bool:
        poll = select.poll()
        poll.register(self.fileno(), event)
        left = max(0.0, deadline - time.monotonic())
        return bool(poll.poll(left * 1000))


def _reason(failed: Exception) -> str:
    said = failed.strerror if isinstance(failed, OSError) else None
    return said or str(failed) or type(failed).__name__
