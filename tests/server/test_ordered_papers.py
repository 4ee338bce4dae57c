"""Papers that the hall ordered of a device are told to it, once, when they are durable."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.hall_service import HallService
from server.ordered_papers import OrderedPapers
from server.paper_orders import PaperOrders
from server.protocol.commands import IssueTicket
from server.protocol.desk_commands import OrderPaper
from server.protocol.events import TicketIssued
from server.protocol.frames import PaperOrder, PrinterTold, PrintTicket
from server.protocol.identity import DeviceRole
from server.storage.devices import DeviceRow
from tests.fakes.clock import FakeClock
from tests.server.running_hall import running
from tests.server.working_hall import OFFICIAL, new_id

PATIENCE = 5.0

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[HallService]:
    """Give the demo hall at work, with two kiosks."""
    async with running(tmp_path, FakeClock()) as service:
        await service.tick()
        for name in ("kiosk-1", "kiosk-2"):
            await know(
                service, DeviceRow(name, DeviceRole.KIOSK, "0" * 64, None, is_revoked=False)
            )
        yield service


async def know(service: HallService, device: DeviceRow) -> None:
    await service.write(lambda ledger: ledger.devices.add(device))


async def at_desk(service: HallService) -> TicketIssued:
    command = IssueTicket(
        request_id=new_id(), service="justice-appeal", language="kk", desk="desk-1"
    )
    (entry,) = await service.carry_out(command, OFFICIAL)
    assert isinstance(entry.event, TicketIssued)
    return entry.event


async def order(service: HallService, ticket: str, device: str) -> None:
    command = OrderPaper(request_id=new_id(), ticket=ticket, device=device)
    await service.carry_out(command, OFFICIAL)


async def test_the_device_that_was_chosen_is_told_the_ticket_and_which_paper(
    service: HallService,
) -> None:
    papers, told = PaperOrders(), asyncio.Queue[PaperOrder]()
    papers.hear("kiosk-2", PrinterTold("generic_80_clone"), told.put_nowait)
    passing = asyncio.create_task(OrderedPapers(service, papers).run())
    issued = await at_desk(service)

    for device in ("kiosk-1", "kiosk-2", "kiosk-2"):
        await order(service, issued.ticket, device)
    async with asyncio.timeout(PATIENCE):
        heard = [await told.get() for _ in range(2)]

    passing.cancel()
    at = service.now()
    assert heard == [PrintTicket(issued, 1, at), PrintTicket(issued, 2, at)]
    assert told.empty()
