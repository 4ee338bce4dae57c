"""Tests of papers ordered of a printing device: the original of a desk's ticket, then copies."""

import pytest

from server.protocol.commands import IssueTicket, ReportPrint
from server.protocol.desk_commands import OrderPaper
from server.protocol.desk_errors import TooManyCopiesError, UnknownPrinterError
from server.protocol.desk_events import PaperOrdered
from server.protocol.errors import ForeignPaperError, UnknownTicketError
from server.protocol.events import TicketIssued, TicketPrinted
from server.protocol.identity import Actor, ActorKind, DeviceRole
from server.protocol.printing import MOST_COPIES, PrintOutcome
from server.storage.devices import DeviceRow
from tests.server.acts.desk_control import BusyHall
from tests.server.working_hall import KIOSK, OFFICIAL, new_id

OTHER_KIOSK = Actor(ActorKind.KIOSK, "kiosk-2")


def add_device(hall: BusyHall, row: DeviceRow) -> None:
    hall.within(lambda ledger: ledger.devices.add(row))


@pytest.fixture
def hall() -> BusyHall:
    """Return a hall with two kiosks and a board."""
    hall = BusyHall()
    for device, role in (
        ("kiosk-1", DeviceRole.KIOSK),
        ("kiosk-2", DeviceRole.KIOSK),
        ("board-1", DeviceRole.DISPLAY),
    ):
        zone = "ground" if role is DeviceRole.DISPLAY else None
        add_device(hall, DeviceRow(device, role, "0" * 64, zone, is_revoked=False))
    return hall


def order(hall: BusyHall, ticket: str, device: str = "kiosk-2") -> PaperOrdered:
    (ordered,) = hall.do(OrderPaper(request_id=new_id(), ticket=ticket, device=device), OFFICIAL)
    assert isinstance(ordered, PaperOrdered)
    return ordered


def test_a_desk_gives_a_number_and_has_it_printed_then_copied(hall: BusyHall) -> None:
    command = IssueTicket(request_id=new_id(), service="papers", language="kk", desk="desk-1")
    (issued,) = hall.do(command, OFFICIAL)
    assert isinstance(issued, TicketIssued)

    copies = [order(hall, issued.ticket).copy for _ in range(3)]

    assert copies == [0, 1, 2]
    assert hall.verified() == 0


def test_a_kiosk_s_own_ticket_is_copied_by_another_one_that_reports_it(hall: BusyHall) -> None:
    issued = hall.issue()
    ordered = order(hall, issued.ticket)
    report = ReportPrint(
        request_id=new_id(),
        ticket=issued.ticket,
        copy=ordered.copy,
        outcome=PrintOutcome.CONFIRMED,
    )

    (printed,) = hall.do(report, OTHER_KIOSK)

    assert ordered == PaperOrdered(ticket=issued.ticket, number="A001", device="kiosk-2", copy=1)
    assert isinstance(printed, TicketPrinted)


def test_nobody_reports_a_paper_that_was_not_ordered_of_him(hall: BusyHall) -> None:
    issued = hall.issue()
    copy = order(hall, issued.ticket, KIOSK.id).copy
    report = ReportPrint(
        request_id=new_id(), ticket=issued.ticket, copy=copy, outcome=PrintOutcome.CONFIRMED
    )

    with pytest.raises(ForeignPaperError):
        hall.do(report, OTHER_KIOSK)


def test_papers_are_ordered_of_kiosks_and_of_tickets_alone(hall: BusyHall) -> None:
    issued = hall.issue()

    for device in ("board-1", "nobody"):
        with pytest.raises(UnknownPrinterError):
            order(hall, issued.ticket, device)
    with pytest.raises(UnknownTicketError):
        order(hall, new_id())


def test_a_copy_that_no_device_could_report_is_refused(hall: BusyHall) -> None:
    issued = hall.issue()
    copies = [order(hall, issued.ticket).copy for _ in range(MOST_COPIES)]
    before = hall.log()

    with pytest.raises(TooManyCopiesError) as refused:
        order(hall, issued.ticket)

    assert copies == list(range(1, MOST_COPIES + 1))
    assert refused.value.data == {"copies": MOST_COPIES}
    assert hall.log() == before
