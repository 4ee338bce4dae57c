"""What is done for a visitor: asked, printed, withdrawn."""

import pytest
from msgspec.structs import replace

from kiosk.hands import Hands, Situation
from kiosk.happenings import LookAtPrinter, PrintPaper, PrintRoute, TakeTicket, TicketRefused
from kiosk.offer import offer_of
from kiosk.papers import Papers
from server.protocol.booking_commands import CheckIn
from server.protocol.bookings import BookedIssue
from server.protocol.day_commands import SendElsewhere
from server.protocol.errors import Failure
from server.protocol.waits import WaitRange
from tests.fakes.link import FakeLink
from tests.fakes.port import FakePort
from tests.kiosk.sample_hall import TIME, request_id, snapshot, ticket
from tests.kiosk.scene import WORDS, FullLink

SITUATION = Situation(offer_of(snapshot()), TIME, "ru", None)
CHECK_IN = CheckIn(request_id=request_id(1), code="123456", language="ru")
ROUTE = PrintRoute(service="justice-appeal", is_full=True)


def no_event(event: object) -> None:
    """Hear nothing."""


@pytest.fixture
def port() -> FakePort:
    """Give a printer."""
    return FakePort()


def hands(link: FakeLink, port: FakePort | None) -> Hands:
    papers = None if port is None else Papers(port, WORDS, link.ask)
    return Hands(link, papers, None, lambda: SITUATION)


def test_a_route_is_printed_and_told(port: FakePort) -> None:
    link = FakeLink(no_event)

    assert hands(link, port).do(ROUTE) is None

    assert len(port.jobs) == 1
    (said,) = link.asked
    assert isinstance(said, SendElsewhere)
    assert (said.service, said.elsewhere, said.language) == ("justice-appeal", None, "ru")


def test_a_route_that_cannot_be_told_is_printed_all_the_same(port: FakePort) -> None:
    assert hands(FullLink(no_event), port).do(ROUTE) is None

    assert len(port.jobs) == 1


def test_a_link_that_is_full_refuses_at_once(port: FakePort) -> None:
    refused = hands(FullLink(no_event), port).do(TakeTicket(CHECK_IN))

    assert refused == TicketRefused(request_id(1), Failure("server-unreachable"))


def test_a_reprint_of_an_early_visitors_ticket_says_the_time_of_the_first_paper(
    port: FakePort,
) -> None:
    slot = BookedIssue("b1", TIME.at + 3_600_000, 300, is_early=True)
    early = replace(
        ticket(request_id(1)), booked=slot, order_key=slot.slot_at, expected=WaitRange(5, 10)
    )
    times = iter(replace(TIME, at=TIME.at + minutes * 60_000) for minutes in (0, 7))
    papers = Papers(port, WORDS, lambda _: None)
    link = FakeLink(no_event)
    doing = Hands(link, papers, None, lambda: Situation(SITUATION.offer, next(times), "ru", None))

    doing.do(PrintPaper(early, 0))
    doing.do(PrintPaper(early, 1))

    assert ["09:00" in str(job.document) for job in port.jobs] == [True, True]
    assert ["10:00 өткен соң" in str(job.document) for job in port.jobs] == [True, True]


def test_without_a_printer_nothing_is_printed_nor_told() -> None:
    link = FakeLink(no_event)
    bare = hands(link, None)

    assert [bare.do(ROUTE), bare.do(LookAtPrinter())] == [None, None]
    assert link.asked == []
