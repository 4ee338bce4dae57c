"""A running hall with visitors whose waits are foretold; for the tests of server.waits."""

from server.hall_service import HallService
from server.protocol.commands import CallNext, FinishService, IssueTicket, StartService
from server.protocol.events import TicketCalled, TicketIssued
from tests.fakes.clock import FakeClock
from tests.server.running_hall import wish
from tests.server.working_hall import KIOSK, OFFICIAL, new_id

DESK = "desk-1"
SERVICE = "justice-appeal"


async def come(service: HallService) -> TicketIssued:
    """Let a visitor take a ticket."""
    command: IssueTicket = wish()
    (entry,) = await service.carry_out(command, KIOSK)
    assert isinstance(entry.event, TicketIssued)
    return entry.event


async def receive(service: HallService, clock: FakeClock, minutes: int = 5) -> None:
    """Receive whoever is next at the desk."""
    entries = await service.carry_out(
        CallNext(request_id=new_id(), desk=DESK, current=None), OFFICIAL
    )
    called = entries[-1].event
    assert isinstance(called, TicketCalled)
    start = StartService(request_id=new_id(), desk=DESK, ticket=called.ticket)
    await service.carry_out(start, OFFICIAL)
    clock.advance(minutes=minutes)
    finish = FinishService(request_id=new_id(), desk=DESK, ticket=called.ticket)
    await service.carry_out(finish, OFFICIAL)
