"""The driver against a real virtual printer: every fault, its outcome, and the papers cut."""

import socket
import time
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from printers.driver import PrinterDriver
from printers.layout import Link
from printers.port_messages import HealthChanged, JobFinished, JobStarted
from printers.press import Press
from printers.profile import Fence, PrinterProfile, read_profile
from printers.ticket import TicketFacts, compose
from printers.transport import transport_for
from printers.wording import read_words
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.printers.conftest import Reports, VirtualPrinter

EPSON = read_profile("epson_tm_t20iii")
CLONE = read_profile("generic_80_clone")
BLIND = replace(EPSON, features=replace(EPSON.features, real_time_status=False))
TRUSTING = replace(EPSON, features=replace(EPSON.features, fence=Fence.NONE))

OpenDriver = Callable[..., PrinterDriver]
StartVirtual = Callable[..., VirtualPrinter]


@pytest.fixture
def open_driver(reports: Reports) -> Iterator[OpenDriver]:
    """Give a function that makes a driver for a URL and closes it in the end."""
    drivers: list[PrinterDriver] = []

    def make(url: str, profile: PrinterProfile = EPSON) -> PrinterDriver:
        driver = PrinterDriver(
            transport_for(url), profile, reports.received.put, margin_seconds=1.0
        )
        drivers.append(driver)
        return driver

    yield make
    for driver in drivers:
        driver.close()


@pytest.fixture
def ticket(facts: TicketFacts) -> bytes:
    """Give the bytes of a Kazakh ticket for the Epson on a fast link."""
    return Press(EPSON, Link.FAST).prepare(compose(facts, read_words("kk")))


@pytest.fixture
def lean_ticket(facts: TicketFacts) -> bytes:
    """Give the bytes of a Kazakh ticket for the Epson on a slow line."""
    return Press(EPSON, Link.SLOW).prepare(compose(facts, read_words("kk")))


def attend_until_finished(driver: PrinterDriver, reports: Reports) -> JobFinished:
    """Let the driver listen, unasked, until it reports a finished job."""
    while True:
        driver.attend()
        while not reports.received.empty():
            report = reports.received.get()
            if isinstance(report, JobFinished):
                return report


def test_a_healthy_printer_on_tcp_confirms(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)
    driver.print("two", ticket)

    assert reports.finished() == JobFinished("one", PrintOutcome.CONFIRMED, PrintProblem.NONE)
    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    assert [paper["unknown_bytes"] for paper in virtual_printer.tickets()] == [0, 0]


def test_a_ticket_over_a_serial_line_of_9600_baud_takes_less_than_four_seconds(
    open_driver: OpenDriver, start_virtual: StartVirtual, reports: Reports, lean_ticket: bytes
) -> None:
    printer = start_virtual("--pty", "--baud", "9600")
    driver = open_driver(printer.url)

    began = time.monotonic()
    driver.print("one", lean_ticket)
    took = time.monotonic() - began

    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    assert "Жеке куәлікті ауыстыру" in printer.tickets()[0]["lines"]
    assert 2 < took < 4


def test_a_clone_without_process_ids_confirms_by_its_paper_sensor(
    open_driver: OpenDriver, start_virtual: StartVirtual, reports: Reports, facts: TicketFacts
) -> None:
    printer = start_virtual("--model", "clone")
    driver = open_driver(printer.url, CLONE)
    body = Press(CLONE, Link.FAST).prepare(compose(facts, read_words("ru")))

    driver.print("one", body)

    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    assert "Номер талона" in printer.tickets()[0]["lines"]


def test_a_printer_that_refuses_the_connection_got_nothing(
    open_driver: OpenDriver, reports: Reports, ticket: bytes
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    driver = open_driver(f"tcp://127.0.0.1:{port}")

    driver.print("one", ticket)

    assert reports.finished() == JobFinished(
        "one", PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.UNREACHABLE
    )
    assert JobStarted("one") not in reports.seen


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ({"paper": "out"}, PrintProblem.PAPER_OUT),
        ({"cover": "open"}, PrintProblem.COVER_OPEN),
        ({"cutter": "error"}, PrintProblem.CUTTER),
        ({"mute": True}, PrintProblem.NO_ANSWER),
        ({"swallow": True}, PrintProblem.NO_ANSWER),
        ({"never_read": True}, PrintProblem.NO_ANSWER),
    ],
    ids=str,
)
def test_a_printer_that_is_not_well_is_sent_nothing(
    open_driver: OpenDriver,
    virtual_printer: VirtualPrinter,
    reports: Reports,
    ticket: bytes,
    fault: dict[str, object],
    problem: PrintProblem,
) -> None:
    virtual_printer.tell(fault)
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)

    finished = JobFinished("one", PrintOutcome.REJECTED_BEFORE_SEND, problem)
    assert reports.finished() == finished
    assert HealthChanged(problem) in reports.seen
    assert virtual_printer.papers() == []


@pytest.mark.parametrize(
    "fault",
    [{"mute": True}, {"swallow": True}, {"never_read": True}, {"foreign_echo": True}],
    ids=lambda fault: next(iter(fault)),
)
def test_bytes_that_went_without_a_sign_are_unknown(
    open_driver: OpenDriver,
    virtual_printer: VirtualPrinter,
    reports: Reports,
    ticket: bytes,
    fault: dict[str, object],
) -> None:
    virtual_printer.tell(fault)
    driver = open_driver(virtual_printer.url, BLIND)

    driver.print("one", ticket)

    assert reports.finished().outcome is PrintOutcome.UNKNOWN
    assert virtual_printer.papers() == []


def test_a_printer_that_dies_in_mid_ticket_leaves_unknown_and_then_prints_the_next_apart(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = open_driver(virtual_printer.url)
    driver.examine()
    virtual_printer.tell({"die_after": 5000})

    driver.print("one", ticket)
    died = reports.finished()
    virtual_printer.tell({"power": "on"})
    driver.print("two", ticket)
    revived = reports.finished()

    assert died.outcome is PrintOutcome.UNKNOWN
    assert died.problem is PrintProblem.UNREACHABLE
    assert revived.outcome is PrintOutcome.CONFIRMED
    first, second = virtual_printer.papers()
    assert "Өтініштің қабылданғанын растамайды." not in first["lines"]
    assert second["lines"][-1] == "Өтініштің қабылданғанын растамайды."


def test_paper_that_ends_in_mid_ticket_is_unknown_and_confirmed_late_after_the_reload(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    virtual_printer.tell({"paper_left_mm": 30})
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)
    told = reports.finished()
    virtual_printer.tell({"paper": "loaded"})
    late = attend_until_finished(driver, reports)

    assert told == JobFinished("one", PrintOutcome.UNKNOWN, PrintProblem.PAPER_OUT)
    assert late == JobFinished("one", PrintOutcome.CONFIRMED, PrintProblem.NONE, late=True)
    assert len(virtual_printer.papers()) == 1


def test_a_late_fence_of_the_ticket_before_is_not_taken_for_that_of_the_next(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    virtual_printer.tell({"late_echo_seconds": 3.5})
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)
    virtual_printer.tell({"late_echo_seconds": 0})
    driver.print("two", ticket)
    ends = [reports.finished() for _ in range(3)]

    assert [(end.job_id, end.outcome, end.late) for end in ends] == [
        ("one", PrintOutcome.UNKNOWN, False),
        ("one", PrintOutcome.CONFIRMED, True),
        ("two", PrintOutcome.CONFIRMED, False),
    ]
    assert len(virtual_printer.tickets()) == 2


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


def test_a_line_that_stops_taking_bytes_leaves_unknown_within_its_deadline(
    open_driver: OpenDriver, start_virtual: StartVirtual, reports: Reports
) -> None:
    printer = start_virtual("--pty", "--baud", "115200", "--fault", '{"never_read": true}')
    driver = open_driver(printer.url, BLIND)

    began = time.monotonic()
    driver.print("one", bytes(30_000))
    took = time.monotonic() - began

    assert reports.finished() == JobFinished("one", PrintOutcome.UNKNOWN, PrintProblem.UNREACHABLE)
    assert took < 6


def test_a_printer_whose_cutter_failed_under_the_ticket_has_failed_for_certain(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = open_driver(virtual_printer.url)
    driver.examine()
    virtual_printer.tell({"cutter": "jam"})

    driver.print("one", b"\x1b@\x1da\x0f\x1dVB\x00" + ticket)

    assert reports.finished() == JobFinished("one", PrintOutcome.FAILED_KNOWN, PrintProblem.CUTTER)


def test_a_printer_without_a_cutter_confirms_after_the_text(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    tearing = replace(EPSON, features=replace(EPSON.features, cutter=False))
    driver = open_driver(virtual_printer.url, tearing)

    driver.print("one", ticket)

    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    assert virtual_printer.papers() == []


def test_a_cutter_that_jams_leaves_a_printed_ticket_that_is_not_cut(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    virtual_printer.tell({"cutter": "jam"})
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)

    assert reports.finished() == JobFinished(
        "one", PrintOutcome.PROCESSED_UNCONFIRMED, PrintProblem.CUTTER
    )
    assert virtual_printer.tell({"state": True})["uncut_ink"]


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


def test_a_job_that_finished_is_answered_again_and_not_printed_again(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = open_driver(virtual_printer.url)

    driver.print("one", ticket)
    driver.print("one", ticket)

    assert reports.finished() == reports.finished()
    assert len(virtual_printer.papers()) == 1


def test_a_new_driver_told_of_an_uncut_strip_cuts_it_off_first(
    virtual_printer: VirtualPrinter, reports: Reports, ticket: bytes
) -> None:
    driver = PrinterDriver(
        transport_for(virtual_printer.url), EPSON, reports.received.put, strip_may_be_uncut=True
    )

    driver.print("one", ticket)
    driver.close()

    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    assert [paper["has_ink"] for paper in virtual_printer.papers()] == [False, True]


def test_health_is_told_when_the_printer_tells_it(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports
) -> None:
    driver = open_driver(virtual_printer.url)
    driver.examine()
    virtual_printer.tell({"paper": "near-end"})
    virtual_printer.tell({"cover": "open"})

    while reports.received.qsize() < 2:
        driver.attend()
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
        driver.attend()
    virtual_printer.tell({"power": "on"})

    waits = driver.seconds_to_beat()
    while driver.fileno() is None:
        driver.attend()

    assert waits <= 2
    told = [reports.next(HealthChanged).problem for _ in range(reports.received.qsize())]
    assert told == [PrintProblem.NONE, PrintProblem.UNREACHABLE, PrintProblem.NONE]
