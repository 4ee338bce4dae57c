"""The cables as a host finds them: a port, a line with a speed, one host at a time."""

import os
import select
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.printers.conftest import VirtualPrinter

StartVirtual = Callable[..., VirtualPrinter]


def connect(printer: VirtualPrinter) -> socket.socket:
    """Return a connection to the printer's port."""
    port = int(printer.url.rpartition(":")[2])
    return socket.create_connection(("127.0.0.1", port), 5)


def asked(host: socket.socket) -> bytes:
    """Return the answer to the first question of all."""
    host.sendall(b"\x10\x04\x01")
    return host.recv(1)


def test_the_next_host_is_served_when_the_first_has_gone(virtual_printer: VirtualPrinter) -> None:
    first = connect(virtual_printer)
    first_answer = asked(first)
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


def test_a_second_host_can_be_refused_until_the_first_has_gone(
    start_virtual: StartVirtual,
) -> None:
    printer = start_virtual("--second-host", "refuse")
    with connect(printer) as first:
        asked(first)
        with pytest.raises(ConnectionRefusedError):
            connect(printer)

    deadline = time.monotonic() + 20
    answer = b""
    while not answer and time.monotonic() < deadline:
        try:
            with connect(printer) as second:
                answer = asked(second)
        except ConnectionRefusedError:
            continue

    assert answer == b"\x12"


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

    assert printer.url == f"serial://{link}?baud=9600&handshake=rtscts"
    assert answer == b"\x12"
    assert took > 0.9


def test_a_serial_printer_holds_its_host_back_by_a_byte(start_virtual: StartVirtual) -> None:
    printer = start_virtual("--pty", "--handshake", "xonxoff", "--buffer", "700")
    printer.tell({"cover": "open"})
    device = printer.url.removeprefix("serial://").partition("?")[0]
    host = os.open(device, os.O_RDWR | os.O_NOCTTY)

    os.write(host, b"A" * 500)
    held = os.read(host, 1)
    printer.tell({"cover": "closed"})
    released = os.read(host, 1)
    os.close(host)

    assert (held, released) == (b"\x13", b"\x11")
    assert printer.url.endswith("handshake=xonxoff")


def test_a_serial_printer_that_nothing_holds_back_loses_bytes(
    start_virtual: StartVirtual,
) -> None:
    printer = start_virtual("--pty", "--handshake", "none", "--buffer", "100")
    printer.tell({"cover": "open"})
    device = printer.url.removeprefix("serial://").partition("?")[0]
    host = os.open(device, os.O_RDWR | os.O_NOCTTY)

    os.write(host, b"A" * 300)
    state = printer.until(lambda now: now["bytes"] == 300)
    os.close(host)

    assert (state["waiting_bytes"], state["lost_bytes"]) == (100, 200)


def test_a_printer_without_power_hangs_up_and_is_not_there(
    virtual_printer: VirtualPrinter,
) -> None:
    host = connect(virtual_printer)
    asked(host)

    virtual_printer.tell({"power": "off"})
    select.select([host], [], [], 5)
    left = host.recv(1)
    host.close()
    virtual_printer.until(lambda _: _is_refused(virtual_printer))
    virtual_printer.tell({"power": "on"})
    with connect(virtual_printer) as again:
        answer = asked(again)

    assert (left, answer) == (b"", b"\x12")


def _is_refused(printer: VirtualPrinter) -> bool:
    try:
        connect(printer).close()
    except ConnectionRefusedError:
        return True
    return False
