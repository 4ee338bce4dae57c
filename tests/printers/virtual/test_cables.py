"""The cables as a host finds them: a port, a line with a speed, one host at a time."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

from tests.printers.conftest import VirtualPrinter

StartVirtual = Callable[..., VirtualPrinter]


def connect(printer: VirtualPrinter) -> socket.socket:
    """Return a connection to the printer's port."""
    port = int(printer.url.rpartition(":")[2])
    return socket.create_connection(("127.0.0.1", port), 5)


def test_the_next_host_is_served_when_the_first_has_gone(virtual_printer: VirtualPrinter) -> None:
    first = connect(virtual_printer)
    first.sendall(b"\x10\x04\x01")
    first_answer = first.recv(1)
    second = connect(virtual_printer)
    second.sendall(b"\x10\x04\x01")
    second.settimeout(0.2)
    try:
        early = second.recv(1)
    except TimeoutError:
        early = b""
    first.close()
    second.settimeout(5)
    late = second.recv(1)
    second.close()

    assert (first_answer, early, late) == (b"\x12", b"", b"\x12")


def test_a_serial_line_is_as_slow_as_its_baud_rate_and_linked_where_wanted(
    start_virtual: StartVirtual, tmp_path: Path
) -> None:
    link = tmp_path / "lp"
    printer = start_virtual("--pty", "--baud", "9600", "--link", str(link))
    host = os.open(link, os.O_RDWR | os.O_NOCTTY)

    began = time.monotonic()
    os.write(host, b"\x00" * 960 + b"\x10\x04\x01")
    answer = os.read(host, 1)
    took = time.monotonic() - began
    os.close(host)

    assert printer.url == f"serial://{link}?baud=9600&handshake=none"
    assert answer == b"\x12"
    assert 0.9 < took < 3


def test_a_printer_without_power_hangs_up(virtual_printer: VirtualPrinter) -> None:
    host = connect(virtual_printer)
    host.sendall(b"\x10\x04\x01")
    host.recv(1)

    virtual_printer.tell({"power": "off"})
    left = host.recv(1)
    host.close()

    assert left == b""
