"""Whole tickets through the real driver onto the paper of a real virtual printer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from printers.document import Role, TextLine, TicketDocument
from printers.driver import PrinterDriver
from printers.press import Press
from printers.profile import read_profile
from printers.strategy import KAZAKH_LETTERS, Link
from printers.ticket import TicketFacts, compose
from printers.wording import languages, read_words
from server.protocol.printing import PrintOutcome
from tests.printers.conftest import EPSON, OpenDriver, Reports, VirtualPrinter

ADDRESS = "https://kezek.example/t/0123456789"


@dataclass(frozen=True, slots=True)
class Station:
    """A virtual printer, what prepares its jobs and what drives it."""

    printer: VirtualPrinter
    press: Press
    driver: PrinterDriver


def test_all_kazakh_letters_come_out_on_the_epson(
    open_driver: OpenDriver, virtual_printer: VirtualPrinter, reports: Reports
) -> None:
    document = TicketDocument("kk", (TextLine(Role.NOTICE, "kk", f"{KAZAKH_LETTERS} № «»"),))

    open_driver(virtual_printer.url).print("one", Press(EPSON, Link.FAST).prepare(document))

    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    assert virtual_printer.tickets()[0]["lines"] == [f"{KAZAKH_LETTERS} № «»"]


@pytest.fixture(params=["epson_tm_t20iii/epson", "generic_80_clone/clone"])
def station(
    request: pytest.FixtureRequest,
    start_virtual: Callable[..., VirtualPrinter],
    open_driver: OpenDriver,
) -> Station:
    """Give each model in turn, driven by its own profile."""
    name, model = request.param.split("/")
    printer, profile = start_virtual("--model", model, "--speed", "2000"), read_profile(name)
    return Station(printer, Press(profile, Link.FAST), open_driver(printer.url, profile))


def test_a_ticket_in_each_language_is_whole_on_paper_and_its_qr_can_be_read(
    station: Station, reports: Reports, facts: TicketFacts
) -> None:
    followed = replace(facts, follow_url=ADDRESS, copy_number=1)

    for language in languages():
        job = station.press.prepare(compose(followed, read_words(language)))
        station.driver.print(language, job)

    outcomes = [reports.finished().outcome for _ in languages()]
    papers = station.printer.tickets()
    pictures = [station.printer.directory / paper["png"] for paper in papers]
    assert outcomes == [PrintOutcome.CONFIRMED] * 3
    assert [(paper["unknown_bytes"], paper["clipped_dots"]) for paper in papers] == [(0, 0)] * 3
    assert [codes_on(picture) for picture in pictures] == [[ADDRESS]] * 3


def test_the_number_is_the_tallest_thing_on_the_paper(
    station: Station, reports: Reports, facts: TicketFacts
) -> None:
    station.driver.print("one", station.press.prepare(compose(facts, read_words("kk"))))

    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    (paper,) = station.printer.tickets()
    heights = sorted(ink_heights(station.printer.directory / paper["png"]))
    assert heights[-1] > 130
    assert heights[-2] < 50


def codes_on(picture: Path) -> list[str]:
    """Return the texts of the QR codes on ``picture``."""
    with Image.open(picture) as paper:
        return [code.text for code in zxingcpp.read_barcodes(paper)]


def ink_heights(picture: Path) -> list[int]:
    """Return the height of each run of rows with ink, from top to bottom."""
    with Image.open(picture) as paper:
        width, dots = paper.width, paper.tobytes()
    inked = [min(dots[y : y + width]) == 0 for y in range(0, len(dots), width)]
    runs = "".join("#" if row else " " for row in inked).split()
    return [len(run) for run in runs]
