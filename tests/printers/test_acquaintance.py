"""A unit is probed once, known again by its serial number, and its flash written seldom."""

from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from printers.acquaintance import DAY_MS, MOST_LOGO_WRITES, Acquaintance
from printers.probe import Patience, Probe
from printers.profile import Fence, Provenance
from printers.roll import Roll
from printers.units import UnitRecord, Units
from server.protocol.printing import Evidence
from tests.fakes.line import FakeLine
from tests.printers.conftest import EPSON

URL = "tcp://printer:9100"
HASTE = Patience(0, 0, 0)
NOW_MS = 1_773_446_400_000
KNOWN = UnitRecord(
    URL, Probe(serial="X1", paper_sensor=True), "2026-03-01", Provenance.PROBED, logo="ab"
)


@dataclass(slots=True)
class Place:
    """An address with what is kept there."""

    units: Units = field(default_factory=lambda: Units(None))
    now_ms: int = NOW_MS

    def unit(self) -> Acquaintance:
        """Return the acquaintance of a driver that starts now."""
        return Acquaintance(URL, EPSON, self.units, lambda: self.now_ms, HASTE)


def names(serial: str) -> FakeLine:
    """Return the line of a printer that tells only its serial number."""
    return FakeLine(answers={b"\x1dID": [b"_" + serial.encode() + b"\x00"] * 3})


def test_an_unknown_unit_is_probed_and_kept_with_the_day(tmp_path: Path) -> None:
    place = Place(Units(tmp_path))
    unit = place.unit()

    unit.meet(names("X1"))

    key, record = Units(tmp_path).at(URL) or ("", KNOWN)
    assert (key, record.probed_on, record.provenance) == ("X1", "2026-03-14", Provenance.PROBED)
    assert record.probe is not None
    assert unit.profile.features.fence is Fence.NONE
    assert unit.told().evidence is Evidence.NOTHING


def test_a_known_unit_is_asked_for_its_number_only() -> None:
    place = Place()
    place.units.keep("X1", KNOWN)
    line = names("X1")
    unit = place.unit()

    unit.meet(line)

    assert line.written == b"\x1dID\x1b@"
    assert unit.profile.features.fence is Fence.PAPER_SENSOR
    assert unit.proved.logo == "ab"


def test_another_unit_at_the_address_is_probed_and_has_no_logo() -> None:
    place = Place()
    place.units.keep("X1", KNOWN)
    unit = place.unit()

    unit.meet(names("X2"))

    assert unit.key == "X2"
    assert unit.proved.logo is None
    assert place.units.at(URL) == ("X2", unit.record)


def test_a_unit_that_comes_back_is_not_probed_again() -> None:
    place = Place()
    place.units.keep("X2", replace(KNOWN, probe=Probe(serial="X2")))
    place.units.keep("X1", KNOWN)
    line = names("X2")
    unit = place.unit()

    unit.meet(line)

    assert unit.key == "X2"
    assert line.written == b"\x1dID\x1b@"


def test_a_busy_unit_that_says_nothing_stays_who_it_was() -> None:
    place = Place()
    place.units.keep("X1", KNOWN)
    unit = place.unit()

    unit.meet(FakeLine())

    assert (unit.key, unit.record) == ("X1", KNOWN)


def test_silence_is_kept_as_no_probe() -> None:
    place = Place()
    unit = place.unit()

    unit.meet(FakeLine())

    assert place.units.at(URL) is None
    assert unit.profile == EPSON


def test_a_unit_without_a_number_is_known_by_its_address() -> None:
    place = Place()
    unit = place.unit()

    unit.meet(FakeLine(answers={b"\x1dr": [b"\x00"]}))
    line = FakeLine()
    place.unit().meet(line)

    assert unit.key == URL
    assert line.written == b""


def test_zeros_are_no_number() -> None:
    unit = Place().unit()

    unit.meet(names("0000000"))

    assert unit.key == URL


def test_a_command_has_it_probed_again() -> None:
    place = Place()
    place.units.keep("X1", KNOWN)
    unit = place.unit()
    unit.ask_anew()

    unit.meet(names("X1"))

    assert unit.record.probed_on == "2026-03-14"
    assert unit.profile.features.fence is Fence.NONE


def test_the_roll_is_counted_and_begun_anew_when_paper_comes_back(tmp_path: Path) -> None:
    unit = Place(Units(tmp_path)).unit()

    unit.begin_ticket(96.5)
    unit.look(is_out=True)
    kept = Place(Units(tmp_path)).unit().record.roll
    unit.look(is_out=False)

    assert kept == Roll(96.5, was_out=True)
    assert unit.record.roll == Roll()


def test_a_roll_put_in_unseen_is_begun_by_a_command() -> None:
    unit = Place().unit()
    unit.begin_ticket(96.5)

    unit.new_roll()

    assert unit.record.roll == Roll()


def test_a_flash_is_written_ten_times_a_day_at_most() -> None:
    place = Place()
    unit = place.unit()

    for _ in range(MOST_LOGO_WRITES):
        assert unit.may_store("new")
        unit.begin_storing()

    assert not unit.may_store("new")
    place.now_ms += DAY_MS + 1
    assert unit.may_store("new")


def test_a_logo_that_is_kept_is_not_stored_again() -> None:
    unit = Place().unit()

    unit.begin_storing()
    unit.stored("ab")

    assert not unit.may_store("ab")
    assert unit.may_store("cd")
    assert unit.proved.logo == "ab"
