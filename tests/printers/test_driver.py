"""The driver against a real virtual printer that is well, on every cable and model."""

import time

from msgspec.structs import replace

from printers.port_messages import HealthChanged, JobFinished
from printers.press import Press
from printers.profile import Fence, read_profile
from printers.strategy import Link
from printers.ticket import TicketFacts, compose
from printers.wording import read_words
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.printers.conftest import (
    EPSON,
    OpenDriver,
    Reports,
    StartVirtual,
    VirtualPrinter,
    tend,
)

CLONE = read_profile("generic_80_clone")
DRAWN_SECONDS = 20
"""A drawn ticket takes nearly thirty on such a line; a busy computer is no printer."""
TRUSTING = replace(EPSON, features=replace(EPSON.features, fence=Fence.NONE))


def test_a_healthy_printer_on_tcp_confirms(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)
    driver.print("two", ticket)

    assert reports.finished() == JobFinished("one", PrintOutcome.CONFIRMED, PrintProblem.NONE)
    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    assert [paper["unknown_bytes"] for paper in virtual_printer.tickets()] == [0, 0]


def test_a_ticket_over_a_serial_line_of_9600_baud_takes_less_than_if_it_were_drawn(
    open_driver: OpenDriver, start_virtual: StartVirtual, reports: Reports, lean_ticket: bytes
) -> None:
    printer = start_virtual("--pty", "--baud", "9600")
    driver = open_driver(printer.url)

    began = time.monotonic()
    driver.print("one", lean_ticket)
    took = time.monotonic() - began

    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    assert "Жеке куәлікті ауыстыру" in printer.tickets()[0]["lines"]
    assert 0.5 < took < DRAWN_SECONDS


def test_a_clone_without_process_ids_confirms_by_its_paper_sensor(
    open_driver: OpenDriver, start_virtual: StartVirtual, reports: Reports, facts: TicketFacts
) -> None:
    printer = start_virtual("--model", "clone")
    driver = open_driver(printer.url, CLONE)
    body = Press(CLONE, Link.FAST).prepare(compose(facts, read_words("ru")))

    driver.print("one", body)

    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    assert "Номер талона" in printer.tickets()[0]["lines"]


def test_a_printer_without_a_cutter_confirms_after_the_text(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    tearing = replace(EPSON, features=replace(EPSON.features, cutter=False))
    driver = open_driver(virtual_printer.url, tearing)

    driver.print("one", ticket)

    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    assert virtual_printer.papers() == []


def test_a_printer_without_fences_is_believed_when_it_is_well_afterwards(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = open_driver(virtual_printer.url, TRUSTING)

    driver.print("one", ticket)
    virtual_printer.until(lambda state: state["papers"] == 1)

    assert reports.finished() == JobFinished(
        "one", PrintOutcome.PROCESSED_UNCONFIRMED, PrintProblem.NONE
    )


def test_noise_between_answers_does_not_hide_them(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    virtual_printer.tell({"garbage": True})
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)

    assert reports.finished().outcome is PrintOutcome.CONFIRMED


def test_a_power_cycle_between_two_jobs_is_noticed_before_anything_is_sent(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)
    virtual_printer.tell({"power": "off"})
    virtual_printer.tell({"power": "on"})
    driver.print("two", ticket)
    ends = [reports.finished() for _ in range(2)]

    assert [end.outcome for end in ends] == [PrintOutcome.CONFIRMED] * 2
    assert len(virtual_printer.tickets()) == 2


def test_a_job_that_finished_is_answered_again_and_not_printed_again(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)
    driver.print("one", ticket)

    assert reports.finished() == reports.finished()
    assert len(virtual_printer.papers()) == 1


def test_health_is_told_when_the_printer_tells_it(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports
) -> None:
    driver = open_driver(virtual_printer.url)
    driver.examine()
    virtual_printer.tell({"paper": "near-end"})
    virtual_printer.tell({"cover": "open"})

    while reports.received.qsize() < 2:
        tend(driver)
    driver.repeat_health()

    told = [reports.next(HealthChanged).problem for _ in range(reports.received.qsize())]
    assert told[0] is PrintProblem.NONE
    assert told[-2:] == [PrintProblem.COVER_OPEN, PrintProblem.COVER_OPEN]


def test_a_printer_that_comes_back_is_found_by_the_beat(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports
) -> None:
    driver = open_driver(virtual_printer.url)
    driver.examine()
    virtual_printer.tell({"power": "off"})
    while driver.fileno() is not None:
        tend(driver)
    virtual_printer.tell({"power": "on"})

    waits = driver.seconds_to_beat()
    while driver.fileno() is None:
        tend(driver)

    assert waits <= 2
    told = [reports.next(HealthChanged).problem for _ in range(reports.received.qsize())]
    assert told == [PrintProblem.NONE, PrintProblem.UNREACHABLE, PrintProblem.NONE]
