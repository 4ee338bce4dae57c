"""Finds a USB printer by what it is: the kernel's number for it changes with every plug."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PRINTERS = Path("/sys/class/usbmisc")
DEVICES = Path("/dev/usb")


@dataclass(frozen=True, slots=True)
class UsbPrinter:
    """One printer that is plugged in now.

    ``serial`` may be empty or the same on many units of a cheap model; ``model`` is
    ``vendor:product`` in hex; ``place`` is the socket, as ``1-1.2``; ``title`` is its own word.
    """

    device: Path
    serial: str
    model: str
    place: str
    title: str

    def answers_to(self, wanted: str) -> bool:
        """Tell whether ``wanted`` is its serial number, its model or its place; "" is any."""
        return wanted in ("", self.serial, self.model, self.place)


def usb_printers(printers: Path = PRINTERS, devices: Path = DEVICES) -> tuple[UsbPrinter, ...]:
    """Return the printers that are plugged in now, as ``/sys`` tells of them."""
    return tuple(_plugged_in(printers, devices))


def _plugged_in(printers: Path, devices: Path) -> Iterator[UsbPrinter]:
    for entry in sorted(printers.glob("lp*")):
        try:
            # The printer's interface; its parent is the whole device.
            unit = (entry / "device").resolve(strict=True).parent
        except OSError:
            continue
        yield UsbPrinter(
            device=devices / entry.name,
            serial=_said(unit, "serial"),
            model=f"{_said(unit, 'idVendor')}:{_said(unit, 'idProduct')}",
            place=unit.name,
            title=f"{_said(unit, 'manufacturer')} {_said(unit, 'product')}".strip(),
        )


def _said(unit: Path, name: str) -> str:
    try:
        return (unit / name).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        # A cheap printer has no serial number; one that was pulled out has nothing any more.
        return ""
