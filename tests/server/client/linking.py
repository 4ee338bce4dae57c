"""What the tests of a link share: its identity, and tickets to ask for."""

from collections.abc import Callable
from uuid import uuid4

from server.client.link import Link
from server.client.messages import LinkEvent, LinkIdentity
from server.protocol.commands import IssueTicket
from server.protocol.events import TicketIssued
from server.protocol.frames import Answer
from server.protocol.identity import DeviceRole
from server.protocol.tickets import TicketClass

IDENTITY = LinkIdentity("hall-demo", "kiosk-1", DeviceRole.KIOSK, "5e" * 32)

StartLink = Callable[[Callable[[LinkEvent], None]], Link]


def issue() -> IssueTicket:
    """Return a visitor's wish for a ticket."""
    return IssueTicket(request_id=str(uuid4()), service="passport", language="kk")


def issued(command: IssueTicket) -> Answer:
    """Return the answer that gives the visitor a number."""
    ticket = TicketIssued(
        ticket=str(uuid4()),
        leg=str(uuid4()),
        number="A001",
        service_day="2026-11-23",
        series="main",
        ordinal=1,
        service=command.service,
        language=command.language,
        ticket_class=TicketClass.ORDINARY,
        claim=None,
        order_key=1,
        people_ahead=0,
        issue_request=command.request_id,
    )
    return Answer(command.request_id, (ticket,))
