"""What is kept of printers outlives the process, and a damaged file costs no ticket."""

from pathlib import Path

from printers.probe import Probe
from printers.roll import Roll
from printers.strategy import Proved
from printers.units import FILE, MOST_UNITS, UnitRecord, Units, proved_at
from tests.conftest import ExpectedLog

URL = "tcp://printer:9100"
RECORD = UnitRecord(URL, Probe(serial="X1"), "2026-03-14", logo="ab", roll=Roll(12.5))


def test_a_unit_is_known_again_after_a_restart(tmp_path: Path) -> None:
    Units(tmp_path / "state").keep("X1", RECORD)

    again = Units(tmp_path / "state")

    assert again.at(URL) == ("X1", RECORD)
    assert again.get("X1", "usb://X1") == UnitRecord(
        "usb://X1", RECORD.probe, RECORD.probed_on, logo="ab", roll=Roll(12.5)
    )


def test_what_a_unit_has_shown_is_told_by_its_address(tmp_path: Path) -> None:
    Units(tmp_path).keep("X1", RECORD)

    assert proved_at(tmp_path, URL) == Proved(logo="ab")
    assert proved_at(tmp_path, "tcp://other:9100") == proved_at(None, URL) == Proved()


def test_the_unit_met_last_at_an_address_stands_there() -> None:
    units = Units(None)
    units.keep("X1", RECORD)
    units.keep("X2", UnitRecord(URL))
    units.keep("X1", RECORD)

    assert units.at(URL) == ("X1", RECORD)
    assert units.at("tcp://other:9100") is None


def test_units_not_met_for_long_are_forgotten() -> None:
    units = Units(None)
    for number in range(MOST_UNITS + 1):
        units.keep(f"X{number}", UnitRecord(f"tcp://printer-{number}"))

    assert units.at("tcp://printer-0") is None
    assert units.at(f"tcp://printer-{MOST_UNITS}") is not None


def test_a_damaged_file_is_put_aside(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("printers.units", "damaged")
    (tmp_path / FILE).write_bytes(b'{"X1": {"url"')

    units = Units(tmp_path)

    assert units.at(URL) is None
    assert (tmp_path / FILE).with_suffix(".damaged").exists()


def test_a_file_that_cannot_be_written_costs_nothing_else(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("printers.units", "not kept")
    units = Units(tmp_path / "state")
    (tmp_path / "state").write_text("a file where the directory should be")

    units.keep("X1", RECORD)

    assert units.at(URL) == ("X1", RECORD)
