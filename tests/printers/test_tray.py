"""A ticket at the exit of a virtual kiosk printer: taken, forgotten, in the way of the next."""

import pytest

from printers.driver import PrinterDriver
from printers.port_messages import TicketHeldOut
from printers.press import Press
from printers.profile import read_profile
from printers.specimen import specimen
from printers.strategy import Link
from printers.timing import Timing
from printers.transport import transport_for
from server.protocol.printing import PrintOutcome, TicketFate
from tests.printers.conftest import Reports, StartVirtual, VirtualPrinter, tend
from tests.printers.fault_table import PRINTED_AT

MODELS = ("custom_vkp80iii", "custom_kpm210", "pyramid_reliance")


def driver_of(
    printer: VirtualPrinter, model: str, reports: Reports, hold_seconds: float = 30
) -> tuple[PrinterDriver, bytes]:
    """Return a driver and a ticket for ``model``."""
    profile = read_profile(model)
    timing = Timing(margin_seconds=2.0, hold_seconds=hold_seconds)
    driver = PrinterDriver(
        transport_for(printer.url), profile, reports.received.put, timing=timing
    )
    return driver, Press(profile, Link.FAST).prepare(specimen("ru", PRINTED_AT))


def fate(driver: PrinterDriver, reports: Reports) -> TicketHeldOut:
    """Let the driver watch until it tells what became of the ticket."""
    while True:
        tend(driver)
        while not reports.received.empty():
            report = reports.received.get()
            if isinstance(report, TicketHeldOut):
                return report


@pytest.mark.parametrize("model", MODELS)
def test_a_ticket_that_is_taken_is_told_as_taken(
    model: str, start_virtual: StartVirtual, reports: Reports
) -> None:
    printer = start_virtual("--model", model)
    driver, body = driver_of(printer, model, reports)

    driver.print("one", body)
    outcome = reports.finished().outcome
    printer.until(lambda state: state["presenter"]["ticket"] == "presented")
    printer.tell({"ticket": "taken"})
    told = fate(driver, reports)
    driver.close()

    assert outcome is PrintOutcome.CONFIRMED
    assert told == TicketHeldOut("one", TicketFate.TAKEN)
    assert printer.cut() == 1


@pytest.mark.parametrize("model", MODELS)
def test_a_ticket_that_nobody_takes_is_drawn_back(
    model: str, start_virtual: StartVirtual, reports: Reports
) -> None:
    printer = start_virtual("--model", model)
    driver, body = driver_of(printer, model, reports, hold_seconds=2)

    driver.print("one", body)
    told = fate(driver, reports)
    presenter = printer.tell({"state": True})["presenter"]
    driver.close()

    assert told == TicketHeldOut("one", TicketFate.RETRACTED)
    assert (presenter["retracted"], presenter["taken"]) == (1, 0)


def test_the_next_visitor_does_not_get_a_ticket_that_was_left(
    start_virtual: StartVirtual, reports: Reports
) -> None:
    printer = start_virtual("--model", "custom_kpm210")
    driver, body = driver_of(printer, "custom_kpm210", reports)

    driver.print("one", body)
    printer.until(lambda state: state["presenter"]["ticket"] == "presented")
    driver.print("two", body)
    first = reports.next(TicketHeldOut)
    printer.until(lambda state: state["presenter"]["presented"] == 2)
    presenter = printer.tell({"state": True})["presenter"]
    driver.close()

    assert first == TicketHeldOut("one", TicketFate.RETRACTED)
    assert (presenter["ejected"], presenter["paper"]) == (0, 2)


def test_a_printer_that_falls_silent_leaves_the_fate_unknown(
    start_virtual: StartVirtual, reports: Reports
) -> None:
    printer = start_virtual("--model", "custom_kpm210")
    driver, body = driver_of(printer, "custom_kpm210", reports, hold_seconds=1)

    driver.print("one", body)
    printer.tell({"mute": True})
    told = fate(driver, reports)
    driver.close()

    assert told.fate is TicketFate.UNKNOWN
