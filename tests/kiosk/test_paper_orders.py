"""A kiosk that prints shows and prints what the server orders, one thing at a time."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from kiosk.offer import Offer, offer_of
from kiosk.paper_orders import OrderedPrinter, PaperOrders
from kiosk.specimens import Specimens
from printers.document import TextLine, TicketDocument, TicketNumber
from printers.port_messages import JobFinished
from printers.previewing import Preview, PreviewError
from server.client.messages import LinkUp
from server.protocol.frames import (
    MAX_PICTURE_BYTES,
    KioskIdentity,
    OrderFailed,
    PaperShown,
    PaperWord,
    PrinterTold,
    PrintRouteSlip,
    PrintSpecimen,
    PrintTicket,
    ShowPaper,
    SpecimenEnded,
    Welcome,
)
from server.protocol.printing import PaperTrouble, PrintOutcome, PrintProblem
from server.protocol.ticket_layout import shipped_layout
from tests.conftest import ExpectedLog
from tests.fakes.link import FakeLink
from tests.fakes.port import FakePort
from tests.kiosk.sample_hall import HALL_NAMES, TIME, request_id, snapshot
from tests.kiosk.scene import WORDS
from tests.server.protocol.examples import ISSUED

ORDER, OTHER = request_id(1), request_id(2)
LAYOUT = shipped_layout("standard")
PREVIEW = Preview(b"png", 93.4, 0.37)


class Sight:
    """A hall that is known, at nine."""

    offer: Offer = offer_of(snapshot())
    wall = datetime(2026, 11, 23, 9, tzinfo=UTC)


class ShowsWhenTold:
    """Shows what it is made to show once it is let."""

    def __init__(self) -> None:
        """Hold back until ``let`` is set."""
        self.outcome: Callable[[], Preview] = lambda: PREVIEW
        self.let = threading.Event()
        self.documents: list[TicketDocument] = []

    def show(self, document: TicketDocument) -> Preview:
        """Return the outcome."""
        self.documents.append(document)
        self.let.wait(10)
        return self.outcome()

    def stop(self) -> None:
        """Let go."""
        self.let.set()


class Station:
    """Orders with a printer whose pictures a test makes."""

    def __init__(self) -> None:
        """Wire everything without a thread of Qt."""
        self.link, self.port, self.shower = FakeLink(lambda _: None), FakePort(), ShowsWhenTold()
        self.made = threading.Event()
        self.word: PaperWord | None = None
        printer = OrderedPrinter("generic_80_clone", self.port, self.shower)
        self.orders = PaperOrders(self.link, printer, Specimens(Sight(), WORDS), self._deliver)

    def _deliver(self, word: PaperWord) -> None:
        self.word = word
        self.made.set()

    def finish(self) -> PaperWord:
        """Let the picture be made and its word be heard."""
        self.shower.let.set()
        assert self.made.wait(10)
        assert self.word is not None
        self.orders.hear_picture(self.word)
        return self.link.said[-1]


@pytest.fixture
def station() -> Station:
    return Station()


def up(*, orders_papers: bool) -> LinkUp:
    kiosk = KioskIdentity(1, 0, "", orders_papers)
    return LinkUp(Welcome(1, "hall-demo", 1, 1, "", TIME, None, kiosk))


def fail_with(error: Exception) -> Callable[[], Preview]:
    def fail() -> Preview:
        raise error

    return fail


def test_the_printer_is_told_to_a_server_that_asks_for_papers_alone(station: Station) -> None:
    station.orders.hear_link(up(orders_papers=False))
    station.orders.hear_link(up(orders_papers=True))

    assert station.link.said == [PrinterTold("generic_80_clone")]


def test_a_picture_is_of_a_ticket_with_the_halls_own_names(station: Station) -> None:
    station.orders.hear_order(ShowPaper(ORDER, LAYOUT, "kk"))

    assert station.finish() == PaperShown(ORDER, b"png", 93, 370)
    (document,) = station.shower.documents
    texts = [one.text for one in document.elements if isinstance(one, TextLine)]
    assert HALL_NAMES["kk"] in texts
    assert "Үлгі" not in texts
    assert TicketNumber("A000") in document.elements


@pytest.mark.parametrize(
    ("outcome", "trouble"),
    [
        (fail_with(TimeoutError()), PaperTrouble.TOO_LATE),
        (fail_with(PreviewError("none")), PaperTrouble.FAILED),
        (fail_with(OSError("no process")), PaperTrouble.FAILED),
        (lambda: Preview(bytes(MAX_PICTURE_BYTES + 1), 1, 1), PaperTrouble.TOO_LARGE),
    ],
)
def test_a_picture_that_cannot_be_is_told_why(
    station: Station,
    outcome: Callable[[], Preview],
    trouble: PaperTrouble,
    expected_log: ExpectedLog,
) -> None:
    if trouble is PaperTrouble.FAILED:
        expected_log.expect("kiosk.paper_orders", "could not be shown")
    station.shower.outcome = outcome

    station.orders.hear_order(ShowPaper(ORDER, LAYOUT, "kk"))

    assert station.finish() == OrderFailed(ORDER, trouble)


def test_a_second_order_is_told_to_wait_and_the_next_is_taken(station: Station) -> None:
    station.orders.hear_order(ShowPaper(ORDER, LAYOUT, "kk"))
    station.orders.hear_order(PrintSpecimen(OTHER, LAYOUT, "kk"))
    station.finish()
    station.orders.hear_order(PrintSpecimen(OTHER, LAYOUT, "kk"))

    assert station.link.said[0] == OrderFailed(OTHER, PaperTrouble.BUSY)
    assert [job.job_id for job in station.port.jobs] == [OTHER]


def test_a_test_ticket_says_that_it_is_one_and_tells_its_end(station: Station) -> None:
    station.orders.hear_order(PrintSpecimen(ORDER, LAYOUT, "ru"))
    ended = JobFinished(ORDER, PrintOutcome.FAILED_KNOWN, PrintProblem.PAPER_OUT)
    station.orders.hear_port(JobFinished(OTHER, PrintOutcome.CONFIRMED, PrintProblem.NONE))
    station.orders.hear_port(ended)

    texts = [
        one.text for one in station.port.jobs[0].document.elements if isinstance(one, TextLine)
    ]
    assert "Образец" in texts
    assert station.link.said == [
        SpecimenEnded(ORDER, PrintOutcome.FAILED_KNOWN, PrintProblem.PAPER_OUT)
    ]


def test_a_visitor_s_ticket_is_left_to_who_prints_those_of_the_kiosk(station: Station) -> None:
    station.orders.hear_order(PrintTicket(ISSUED, 1))
    station.orders.hear_order(PrintRouteSlip("akim", "kk"))

    assert station.link.said == []
    assert station.port.jobs == []


def test_a_kiosk_that_ends_does_not_wait_for_its_picture(station: Station) -> None:
    station.orders.hear_order(ShowPaper(ORDER, LAYOUT, "kk"))

    station.orders.stop()

    assert station.shower.let.is_set()
    assert station.made.is_set()
