"""A printer with a small buffer on a serial line: what holds the host back, and what does not."""

import pytest
from msgspec.structs import replace

from printers.press import Press
from printers.profile import read_profile
from printers.strategy import Link
from printers.ticket import TicketFacts, compose
from printers.wording import read_words
from server.protocol.printing import PrintOutcome
from tests.printers.conftest import OpenDriver, Reports, StartVirtual, VirtualPrinter

CLONE = read_profile("generic_80_clone")
SLOW = replace(CLONE, media=replace(CLONE.media, millimetres_per_second=60))
SMALL_AND_SLOW = ("--buffer", "600", "--speed", "25")
"""It gets 11 kB in a second and prints half of that, so that its buffer is soon full."""


@pytest.fixture
def small_printer(start_virtual: StartVirtual) -> VirtualPrinter:
    """Give a clone on a serial line that asks for a pause by XOFF."""
    return start_virtual("--model", "clone", "--pty", "--handshake", "xonxoff", *SMALL_AND_SLOW)


@pytest.fixture
def drawn_ticket(facts: TicketFacts) -> bytes:
    """Give a Kazakh ticket with drawn lines, several times larger than the buffer."""
    ticket = Press(CLONE, Link.BRISK).prepare(compose(facts, read_words("kk")))
    assert len(ticket) > 5000
    return ticket


def test_a_host_that_obeys_xoff_loses_no_byte(
    open_driver: OpenDriver, small_printer: VirtualPrinter, reports: Reports, drawn_ticket: bytes
) -> None:
    open_driver(small_printer.url, SLOW).print("one", drawn_ticket)

    state = small_printer.tell({"state": True})
    assert small_printer.url.endswith("handshake=xonxoff")
    assert reports.finished().outcome is PrintOutcome.CONFIRMED
    (paper,) = small_printer.tickets()
    assert (state["lost_bytes"], paper["unknown_bytes"]) == (0, 0)


def test_a_host_that_does_not_loses_bytes_and_never_says_that_the_ticket_is_sure(
    open_driver: OpenDriver, small_printer: VirtualPrinter, reports: Reports, drawn_ticket: bytes
) -> None:
    deaf = small_printer.url.replace("handshake=xonxoff", "handshake=none")

    open_driver(deaf, SLOW).print("one", drawn_ticket)

    lost = small_printer.tell({"state": True})["lost_bytes"]
    assert lost > 500
    assert reports.finished().outcome in (PrintOutcome.PROCESSED_UNCONFIRMED, PrintOutcome.UNKNOWN)
