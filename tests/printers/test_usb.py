"""USB printers are told apart by what they are, wherever they are plugged in."""

from pathlib import Path

import pytest

from printers.usb import UsbPrinter, usb_printers
from tests.printers.plugged_in import plug_in

EPSON = {
    "serial": "J5EA012345",
    "idVendor": "04b8",
    "idProduct": "0e28",
    "manufacturer": "EPSON",
    "product": "TM-T20III",
}


def found(root: Path) -> tuple[UsbPrinter, ...]:
    return usb_printers(root / "class", Path("/dev/usb"))


def test_a_printer_says_what_it_is_and_where(tmp_path: Path) -> None:
    plug_in(tmp_path, "lp3", "1-1.2", **EPSON)

    (printer,) = found(tmp_path)

    assert printer == UsbPrinter(
        Path("/dev/usb/lp3"), "J5EA012345", "04b8:0e28", "1-1.2", "EPSON TM-T20III"
    )


def test_a_printer_without_a_serial_number_is_still_found(tmp_path: Path) -> None:
    plug_in(tmp_path, "lp0", "2-3", idVendor="0416", idProduct="5011")

    (printer,) = found(tmp_path)

    assert (printer.serial, printer.model, printer.title) == ("", "0416:5011", "")


def test_a_printer_that_is_being_pulled_out_is_passed_over(tmp_path: Path) -> None:
    plug_in(tmp_path, "lp0", "1-1", **EPSON)
    (tmp_path / "class" / "lp1").mkdir()

    assert [printer.device.name for printer in found(tmp_path)] == ["lp0"]


def test_a_computer_without_usb_printers_has_none(tmp_path: Path) -> None:
    assert found(tmp_path) == ()


@pytest.mark.parametrize("wanted", ["", "J5EA012345", "04b8:0e28", "1-1.2"])
def test_a_printer_answers_to_its_serial_number_model_and_place(
    tmp_path: Path, wanted: str
) -> None:
    plug_in(tmp_path, "lp3", "1-1.2", **EPSON)

    assert found(tmp_path)[0].answers_to(wanted)
    assert not found(tmp_path)[0].answers_to("J5EA")
