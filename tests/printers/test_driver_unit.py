"""The driver with a unit it gets to know: the ladder, the logo, the roll, on virtual printers."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from printers.acquaintance import Acquaintance
from printers.document import Logo
from printers.driver import PrinterDriver
from printers.logos import logo_hash
from printers.port_messages import HealthChanged, LogoStored, PortReport, UnitMet
from printers.pressroom import Pressroom
from printers.profile import PrinterProfile, read_profile
from printers.provisioning import Provisioning
from printers.specimen import specimen
from printers.strategy import Link
from printers.timing import Timing
from printers.transport import transport_for
from printers.units import Units
from server.protocol.printing import Evidence, PaperSupply, PrintOutcome, PrintProblem
from tests.printers.conftest import EPSON, Reports, StartVirtual, VirtualPrinter, tend
from tests.printers.fault_table import PRINTED_AT

LOGO = Logo(64, 24, b"\xff\x81\x81\xff\xff\x81\x81\xff" * 24)
NOW_MS = 1_773_446_400_000


@dataclass(slots=True)
class Life:
    """One life of a driver with a unit, as the driver process puts it together."""

    driver: PrinterDriver
    unit: Acquaintance
    room: Pressroom
    reports: Reports

    def print(self, job_id: str) -> PrintOutcome:
        """Print one ticket and return how it ended."""
        job = self.room.prepare(specimen("ru", PRINTED_AT))
        self.driver.print(job_id, job.body, job.millimetres)
        return self.reports.finished().outcome

    def told(self, kind: type[PortReport]) -> list[PortReport]:
        """Return all reports of ``kind`` so far."""
        while not self.reports.received.empty():
            self.reports.seen.append(self.reports.received.get())
        return [report for report in self.reports.seen if isinstance(report, kind)]


def begin(
    printer: VirtualPrinter,
    reports: Reports,
    directory: Path,
    profile: PrinterProfile = EPSON,
    *,
    logo: Logo | None = None,
) -> Life:
    """Start a life and let it look at the printer."""
    unit = Acquaintance(printer.url, profile, Units(directory), lambda: NOW_MS)
    driver = PrinterDriver(
        transport_for(printer.url),
        profile,
        reports.received.put,
        unit=unit,
        timing=Timing(margin_seconds=1.0),
    )
    keeper = Provisioning(unit, logo) if logo is not None else None
    if keeper is not None:
        driver.provide(keeper)
    driver.look_after()
    return Life(driver, unit, Pressroom(Link.FAST, unit, keeper), reports)


def test_a_unit_without_process_ids_is_found_out_and_proved_by_its_sensor(
    start_virtual: StartVirtual, reports: Reports, tmp_path: Path
) -> None:
    printer = start_virtual("--model", "xprinter_xp80")

    life = begin(printer, reports, tmp_path)
    outcome = life.print("one")
    life.driver.close()

    met = life.told(UnitMet)[0]
    assert isinstance(met, UnitMet)
    assert (met.evidence, met.probed_on) == (Evidence.PAPER_SENSOR, "2026-03-14")
    assert outcome is PrintOutcome.CONFIRMED
    assert printer.cut() == 1


def test_a_printer_that_was_off_is_met_when_it_comes(
    virtual_printer: VirtualPrinter, reports: Reports, tmp_path: Path
) -> None:
    virtual_printer.tell({"paper": "out"})
    life = begin(virtual_printer, reports, tmp_path)
    before = life.told(UnitMet)

    virtual_printer.tell({"paper": "loaded"})
    while not life.told(UnitMet):
        tend(life.driver)
    life.driver.close()

    assert before == []
    assert life.unit.key == "X3AB000001"


def test_a_mute_printer_is_not_believed_to_have_no_fences(
    virtual_printer: VirtualPrinter, reports: Reports, tmp_path: Path
) -> None:
    virtual_printer.tell({"mute": True})

    life = begin(virtual_printer, reports, tmp_path)
    outcome = life.print("one")
    life.driver.close()

    assert outcome is PrintOutcome.REJECTED_BEFORE_SEND
    assert life.unit.profile == EPSON
    assert Units(tmp_path).at(virtual_printer.url) is None


@pytest.mark.parametrize("model", ["epson_tm_t20iii", "generic_80_clone"])
def test_a_logo_is_stored_once_in_the_life_of_a_unit(
    model: str, start_virtual: StartVirtual, reports: Reports, tmp_path: Path
) -> None:
    profile = read_profile(model)
    printer = start_virtual("--model", model)

    outcomes = []
    for number in range(2):
        life = begin(printer, reports, tmp_path, profile, logo=LOGO)
        while not life.unit.proved.logo:
            life.driver.look_after()
        outcomes += [life.print(f"{number}-{ticket}") for ticket in range(2)]
        life.driver.close()

    assert outcomes == [PrintOutcome.CONFIRMED] * 4
    assert printer.tell({"state": True})["nv"]["writes"] == 1
    assert [type(report) for report in reports.seen].count(LogoStored) == 1
    kept = Units(tmp_path).at(printer.url)
    assert kept is not None
    assert kept[1].logo == logo_hash(LOGO)
    assert all(paper["logo"] for paper in printer.tickets())


def test_the_metres_of_a_roll_outlive_the_driver_and_end_with_the_roll(
    virtual_printer: VirtualPrinter, reports: Reports, tmp_path: Path
) -> None:
    first = begin(virtual_printer, reports, tmp_path)
    first.print("one")
    first.driver.close()
    life = begin(virtual_printer, reports, tmp_path)
    life.print("two")
    state = virtual_printer.tell({"state": True})
    used = state["roll_mm"] - state["mm_left"]
    counted = life.unit.record.roll.printed_mm

    virtual_printer.tell({"paper": "out"})
    life.driver.examine()
    virtual_printer.tell({"paper": "loaded"})
    life.driver.examine()
    life.driver.close()

    assert counted == pytest.approx(used, rel=0.06)
    assert life.unit.record.roll.printed_mm == 0
    told = life.told(HealthChanged)[-1]
    assert told == HealthChanged(PrintProblem.NONE, PaperSupply.UNKNOWN, 0.0)


def test_a_roll_that_was_put_in_unseen_is_counted_anew_by_a_command(
    virtual_printer: VirtualPrinter, reports: Reports, tmp_path: Path
) -> None:
    life = begin(virtual_printer, reports, tmp_path)
    life.print("one")

    life.driver.new_roll()
    life.driver.probe_anew()
    life.driver.close()

    assert life.unit.record.roll.printed_mm == 0
    assert len(life.told(UnitMet)) == 2


def test_a_ticket_of_unknown_end_is_cut_off_first_by_the_driver_of_another_day(
    virtual_printer: VirtualPrinter, reports: Reports, tmp_path: Path
) -> None:
    evening = begin(virtual_printer, reports, tmp_path)
    virtual_printer.tell({"foreign_echo": True})
    ended = evening.print("one")
    evening.driver.close()

    virtual_printer.tell({"foreign_echo": False})
    ends = []
    for day in range(2):
        morning = begin(virtual_printer, reports, tmp_path)
        ends.append(morning.print(f"morning-{day}"))
        morning.driver.close()

    assert (ended, *ends) == (PrintOutcome.UNKNOWN, PrintOutcome.CONFIRMED, PrintOutcome.CONFIRMED)
    assert len(virtual_printer.papers()) == 3
    assert len(virtual_printer.tickets()) == 3
