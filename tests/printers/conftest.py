"""A real virtual printer process and a real driver, for the tests of ``printers``."""

import json
import queue
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

import pytest

from printers.driver import PrinterDriver
from printers.port_messages import JobFinished, PortReport
from printers.press import Press
from printers.profile import PrinterProfile, read_profile
from printers.strategy import Link
from printers.ticket import TicketFacts, compose
from printers.timing import Timing
from printers.transport import transport_for
from printers.wording import read_words

WAIT_SECONDS = 20.0
EPSON = read_profile("epson_tm_t20iii")
OpenDriver = Callable[..., PrinterDriver]
StartVirtual = Callable[..., "VirtualPrinter"]
Report = TypeVar("Report", bound=PortReport)


@dataclass(frozen=True, slots=True)
class VirtualPrinter:
    """A running virtual printer: where it is, what it was told, what it has cut."""

    url: str
    control: int
    directory: Path

    def tell(self, order: dict[str, Any]) -> dict[str, Any]:
        """Send one control line and return the printer's state."""
        with socket.create_connection(("127.0.0.1", self.control), 5) as connection:
            connection.sendall(json.dumps(order).encode() + b"\n")
            state: dict[str, Any] = json.loads(connection.makefile().readline())
        return state

    def papers(self) -> list[dict[str, Any]]:
        """Return the records of all papers cut so far."""
        log = self.directory / "papers.jsonl"
        if not log.exists():
            return []
        return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]

    def tickets(self) -> list[dict[str, Any]]:
        """Return the papers that have something printed on them."""
        return [paper for paper in self.papers() if paper["has_ink"]]

    def cut(self) -> int:
        """Return how many papers have left the strip so far."""
        papers: int = self.tell({"state": True})["papers"]
        return papers

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Ask for the state until ``holds``."""
        deadline = time.monotonic() + WAIT_SECONDS
        while not holds(state := self.tell({"state": True})):
            assert time.monotonic() < deadline, f"the printer never got there: {state}"
        return state


@dataclass(slots=True)
class Reports:
    """Collects what a driver or a port reports and waits for what is expected."""

    received: "queue.SimpleQueue[PortReport]"
    seen: list[PortReport]

    def next(self, kind: type[Report], seconds: float = WAIT_SECONDS) -> Report:
        """Return the next report of ``kind``, passing over others."""
        deadline = time.monotonic() + seconds
        while True:
            report = self.received.get(timeout=max(0.01, deadline - time.monotonic()))
            self.seen.append(report)
            if isinstance(report, kind):
                return report

    def finished(self, seconds: float = WAIT_SECONDS) -> JobFinished:
        """Return the next finished job."""
        return self.next(JobFinished, seconds)


def tend(driver: PrinterDriver) -> None:
    """Wait until the printer says something or a look is due, and let the driver attend to it."""
    poll = select.poll()
    port = driver.fileno()
    if port is not None:
        poll.register(port, select.POLLIN)
    poll.poll(driver.seconds_to_beat() * 1000)
    driver.attend()


@pytest.fixture
def reports() -> Reports:
    """Give a place where reports are put and waited for."""
    return Reports(queue.SimpleQueue(), [])


@pytest.fixture
def start_virtual(tmp_path: Path) -> Iterator[Callable[..., VirtualPrinter]]:
    """Give a function that starts a virtual printer process with these options."""
    with ExitStack() as running:
        number = iter(range(100))

        def start(*options: str) -> VirtualPrinter:
            return launch(running, tmp_path / f"papers-{next(number)}", *options)

        yield start


def launch(running: ExitStack, directory: Path, *options: str) -> VirtualPrinter:
    """Start a virtual printer process that ends with ``running``."""
    command = [sys.executable, "-m", "printers.virtual", "--dir", str(directory)]
    where = () if "--pty" in options else ("--port", "0")
    process = running.enter_context(
        subprocess.Popen([*command, *where, *options], stdout=subprocess.PIPE)
    )
    running.callback(process.terminate)
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    return VirtualPrinter(ready["url"], ready["control"], directory)


@pytest.fixture
def virtual_printer(start_virtual: Callable[..., VirtualPrinter]) -> VirtualPrinter:
    """Give a virtual Epson on TCP in good health."""
    return start_virtual()


@pytest.fixture
def facts() -> TicketFacts:
    """Give the facts of an ordinary ticket."""
    return TicketFacts(
        number="A042",
        hall_names={
            "kk": "Астана қаласының халыққа қызмет көрсету орталығы",
            "ru": "Центр обслуживания населения города Астаны",
            "en": "Astana public service centre",
        },
        service_names={
            "kk": "Жеке куәлікті ауыстыру",
            "ru": "Замена удостоверения личности",
            "en": "Identity card replacement",
        },
        issued_at=datetime(2026, 3, 14, 10, 42, tzinfo=timezone(timedelta(hours=5))),
        people_ahead=3,
    )


@pytest.fixture
def open_driver(reports: Reports) -> Iterator[OpenDriver]:
    """Give a function that makes a driver for a URL and closes it in the end."""
    drivers: list[PrinterDriver] = []

    def make(url: str, profile: PrinterProfile = EPSON) -> PrinterDriver:
        driver = PrinterDriver(
            transport_for(url), profile, reports.received.put, timing=Timing(margin_seconds=1.0)
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
