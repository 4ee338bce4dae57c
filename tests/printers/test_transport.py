"""Every way to a printer: opened or refused by name, and never blocking past its deadline."""

import os
import shutil
import socket
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from printers.addresses import PortError
from printers.strategy import Link
from printers.transport import DescriptorLine, UsbTransport, transport_for
from printers.usb import UsbPrinter, usb_printers
from tests.printers.plugged_in import plug_in


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Give a port that accepts and never reads."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        yield server


@pytest.mark.parametrize(
    ("url", "link", "rate"),
    [
        ("tcp://192.0.2.1", Link.FAST, 200_000),
        ("tcp://192.0.2.1:9101", Link.FAST, 200_000),
        ("serial:///dev/ttyUSB0", Link.SLOW, 960),
        ("serial:///dev/ttyUSB0?baud=115200&handshake=xonxoff", Link.BRISK, 11520),
        ("usblp:///dev/usb/lp0", Link.FAST, 200_000),
        ("usb://J5EA012345", Link.FAST, 200_000),
        ("usb://", Link.FAST, 200_000),
    ],
)
def test_an_address_names_its_transport(url: str, link: Link, rate: float) -> None:
    transport = transport_for(url)

    assert (transport.link, transport.bytes_per_second) == (link, rate)


@pytest.mark.parametrize(
    ("url", "can_lose"),
    [
        ("tcp://192.0.2.1", False),
        ("usb://", False),
        ("usblp:///dev/usb/lp0", False),
        ("serial:///dev/ttyUSB0", False),
        ("serial:///dev/ttyUSB0?handshake=xonxoff", False),
        ("serial:///dev/ttyUSB0?handshake=none", True),
    ],
)
def test_only_a_line_without_handshake_may_lose_bytes_of_a_long_job(
    url: str, can_lose: bool
) -> None:
    longest = transport_for(url).longest_sure_job

    assert (longest < 5_000) == can_lose
    assert longest >= 1_024


@pytest.mark.parametrize(
    "url",
    [
        "serial:///dev/no-such-line",
        "usblp:///dev/usb/no-such-printer",
        "usb://no-such-printer",
        "tcp://127.0.0.1:1",
    ],
)
def test_a_port_that_is_not_there_is_a_port_error(url: str) -> None:
    with pytest.raises(PortError):
        transport_for(url).open()


def test_a_far_side_that_never_reads_does_not_hold_the_writer(listener: socket.socket) -> None:
    line = transport_for(f"tcp://127.0.0.1:{listener.getsockname()[1]}").open()

    began = time.monotonic()
    sent = line.write(bytes(50_000_000), 0.3)
    took = time.monotonic() - began
    line.close()

    assert 0 < sent < 50_000_000
    assert 0.3 <= took < 1


def test_silence_is_no_bytes_after_the_deadline(listener: socket.socket) -> None:
    line = transport_for(f"tcp://127.0.0.1:{listener.getsockname()[1]}").open()

    received = line.read(0.05)
    line.close()

    assert received == b""


def test_a_connection_notices_a_pulled_cable(listener: socket.socket) -> None:
    line = transport_for(f"tcp://127.0.0.1:{listener.getsockname()[1]}").open()
    probe = socket.socket(fileno=os.dup(line.fileno()))

    kept_alive = probe.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    patience = probe.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
    probe.close()
    line.close()

    assert (kept_alive, patience) == (1, 10_000)


def test_a_far_side_that_hung_up_is_a_port_error(listener: socket.socket) -> None:
    line = transport_for(f"tcp://127.0.0.1:{listener.getsockname()[1]}").open()
    accepted, _ = listener.accept()
    accepted.close()

    with pytest.raises(PortError, match="hung-up"):
        line.read(1)
    line.close()


def test_a_write_that_breaks_says_how_much_went(listener: socket.socket) -> None:
    line = transport_for(f"tcp://127.0.0.1:{listener.getsockname()[1]}").open()
    accepted, _ = listener.accept()
    accepted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    accepted.close()

    with pytest.raises(PortError, match="sent=0"):
        line.write(b"x", 1)
    line.close()


def test_a_serial_line_carries_bytes_both_ways_and_has_one_owner() -> None:
    master, slave = os.openpty()
    url = f"serial://{os.ttyname(slave)}?baud=9600&handshake=none"
    line = transport_for(url).open()

    sent = line.write(b"\x1b@\x11\x13\x00\xff", 1)
    there = os.read(master, 100)
    os.write(master, b"\x12")
    back = line.read(1)
    with pytest.raises(PortError):
        transport_for(url).open()
    line.close()
    os.close(master)
    os.close(slave)

    assert sent == 6
    assert there == b"\x1b@\x11\x13\x00\xff"
    assert back == b"\x12"


@pytest.mark.parametrize(
    ("handshake", "stops_by_bytes", "stops_by_lines"),
    [("rtscts", False, True), ("xonxoff", True, False), ("none", False, False)],
)
def test_a_serial_printer_can_stop_its_host(
    handshake: str, stops_by_bytes: bool, stops_by_lines: bool
) -> None:
    master, slave = os.openpty()
    line = transport_for(f"serial://{os.ttyname(slave)}?handshake={handshake}").open()

    arriving, _, control, *_ = termios.tcgetattr(line.fileno())
    line.close()
    os.close(master)
    os.close(slave)

    assert bool(arriving & termios.IXON) == stops_by_bytes
    assert bool(control & termios.CRTSCTS) == stops_by_lines


def test_a_printer_device_is_opened_without_waiting(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    os.mkfifo(device)
    line = transport_for(f"usblp://{device}").open()

    sent = line.write(b"ticket", 1)
    back = line.read(1)
    line.close()

    assert (sent, back) == (6, b"ticket")


def test_a_usb_printer_is_found_again_under_its_next_number(tmp_path: Path) -> None:
    plug_in(tmp_path, "lp0", "1-1", serial="J5EA012345")
    plug_in(tmp_path, "lp1", "1-2", serial="J5EA099999")
    for name in ("lp0", "lp1", "lp2"):
        os.mkfifo(tmp_path / name)
    printer = UsbTransport("J5EA012345", lambda: usb_printers(tmp_path / "class", tmp_path))
    first = printer.open()
    shutil.rmtree(tmp_path / "class" / "lp0")
    with pytest.raises(PortError, match="not-plugged-in"):
        printer.open()
    plug_in(tmp_path, "lp2", "1-3", serial="J5EA012345")
    again = printer.open()

    again.write(b"ticket", 1)
    heard, elsewhere = again.read(1), first.read(0)
    for line in (first, again):
        line.close()

    assert (heard, elsewhere) == (b"ticket", b"")


def test_a_usb_printer_that_cannot_be_told_from_another_is_not_opened(tmp_path: Path) -> None:
    for name, place in (("lp0", "1-1"), ("lp1", "1-2")):
        plug_in(tmp_path, name, place, serial="00000001")
        os.mkfifo(tmp_path / name)

    def plugged_in() -> tuple[UsbPrinter, ...]:
        return usb_printers(tmp_path / "class", tmp_path)

    with pytest.raises(PortError, match="several-printers"):
        UsbTransport("00000001", plugged_in).open()
    UsbTransport("1-2", plugged_in).open().close()


def test_an_empty_packet_of_a_usb_printer_is_not_its_end(tmp_path: Path) -> None:
    packet = tmp_path / "empty"
    packet.touch()

    with packet.open("r+b", buffering=0) as owner:
        received = DescriptorLine(owner, empty_is_end=False).read(0.1)

    assert received == b""


def test_a_stalled_serial_line_is_let_go_at_once() -> None:
    master, slave = os.openpty()
    line = transport_for(f"serial://{os.ttyname(slave)}?handshake=none").open()

    began = time.monotonic()
    sent = line.write(bytes(100_000), 0.2)
    line.close()
    took = time.monotonic() - began
    os.close(master)
    os.close(slave)

    assert 0 < sent < 100_000
    assert took < 1
