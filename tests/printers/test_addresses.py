"""An address is read whole, or refused with what is wrong with it."""

import pytest

from printers.addresses import (
    Address,
    NetworkAddress,
    PortError,
    SerialAddress,
    UsbDeviceAddress,
    UsbUnitAddress,
    read_address,
    usb_address,
)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("tcp://printer.local", NetworkAddress("printer.local", 9100)),
        ("tcp://[fe80::1]:9101", NetworkAddress("fe80::1", 9101)),
        ("tcp://принтер:65535", NetworkAddress("принтер", 65535)),
        ("serial:///dev/ttyUSB0", SerialAddress("/dev/ttyUSB0", 9600, "rtscts")),
        (
            "serial:///dev/ttyS1?handshake=none&baud=115200",
            SerialAddress("/dev/ttyS1", 115200, "none"),
        ),
        ("usblp:///dev/usb/lp0", UsbDeviceAddress("/dev/usb/lp0")),
        ("usb://J5EA012345", UsbUnitAddress("J5EA012345")),
        ("USB://", UsbUnitAddress("")),
    ],
)
def test_an_address_is_read(url: str, address: Address) -> None:
    assert read_address(url) == address


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("lpt1", "unknown-address"),
        ("", "unknown-address"),
        ("usb", "unknown-address"),
        ("tcp://", "unknown-address"),
        ("tcp://[::1", "unknown-address"),
        ("http://printer", "unknown-address"),
        ("tcp://h\x00:9100", "unknown-address"),
        ("tcp://h\n:9100", "unknown-address"),
        ("usblp:///dev/\x00", "unknown-address"),
        ("serial:///dev/tty" + "S" * 2000, "unknown-address"),
        ("tcp://h:0", "bad-port"),
        ("tcp://h:-1", "bad-port"),
        ("tcp://h:99999", "bad-port"),
        ("tcp://h:abc", "bad-port"),
        ("tcp://" + "a" * 64 + ".local", "bad-host"),
        ("serial:///dev/ttyS0?baud=fast", "bad-serial-option"),
        ("serial:///dev/ttyS0?baud=0", "bad-serial-option"),
        ("serial:///dev/ttyS0?baud=" + "9" * 500, "bad-serial-option"),
        ("serial:///dev/ttyS0?baud=", "bad-serial-option"),
        ("serial:///dev/ttyS0?bauds=115200", "bad-serial-option"),
        ("serial:///dev/ttyS0?handshake=dtr", "bad-serial-option"),
    ],
)
def test_an_address_that_names_no_printer_is_refused_with_its_fault(url: str, reason: str) -> None:
    with pytest.raises(PortError) as refused:
        read_address(url)

    assert refused.value.data["reason"] == reason
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("serial", ["J5EA012345", "50%/A?#2", "Қ 7", "[1]", "1-1.2", "%41"])
def test_whatever_a_serial_number_holds_its_address_leads_to_it(serial: str) -> None:
    assert read_address(usb_address(serial)) == UsbUnitAddress(serial)
