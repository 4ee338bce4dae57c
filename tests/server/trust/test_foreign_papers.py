"""Tests of who speaks of other kiosks' papers: suspected when it cannot be a mistake."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.hall_service import HallService
from server.protocol.commands import IssueTicket
from server.protocol.device_events import DeviceSuspected, Suspicion
from server.protocol.events import TicketIssued
from server.protocol.identity import Actor, ActorKind, DeviceRole
from server.storage.devices import DeviceRow
from server.trust.foreign_papers import SUSPECTED_AFTER, ForeignPapers
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE, new_id


@pytest.fixture
async def service(tmp_path: Path, expected_log: ExpectedLog) -> AsyncIterator[HallService]:
    """Give a hall on a Monday at ten with two kiosks, of which the second goes too far."""
    expected_log.expect("server.trust.foreign_papers", "kiosk kiosk-2 speaks of a paper")
    opened = await HallService.open(tmp_path, HALL_FILE, FakeClock())
    for name in ("kiosk-1", "kiosk-2"):
        row = DeviceRow(name, DeviceRole.KIOSK, name * 8)
        await opened.write(lambda ledger, row=row: ledger.devices.add(row))  # type: ignore[misc] # bound at once
    await opened.tick()
    yield opened
    await opened.close()


async def tickets(service: HallService, count: int) -> list[str]:
    issued = []
    for _ in range(count):
        wish = IssueTicket(request_id=new_id(), service="papers", language="kk")
        (entry,) = await service.carry_out(wish, Actor(ActorKind.KIOSK, "kiosk-1"))
        assert isinstance(entry.event, TicketIssued)
        issued.append(entry.event.ticket)
    return issued


async def suspicions(service: HallService) -> list[DeviceSuspected]:
    entries = await service.read(lambda ledger: ledger.events.since(0, 0))
    return [entry.event for entry in entries if isinstance(entry.event, DeviceSuspected)]


async def test_who_speaks_of_several_foreign_papers_is_suspected_once(
    service: HallService,
) -> None:
    papers = ForeignPapers(service)

    for ticket in await tickets(service, 3 * SUSPECTED_AFTER):
        await papers.note("kiosk-2", ticket)

    assert await suspicions(service) == [
        DeviceSuspected(device="kiosk-2", reason=Suspicion.FOREIGN_PAPER)
    ]


async def test_one_mistake_said_again_and_again_is_forgiven(service: HallService) -> None:
    papers = ForeignPapers(service)
    found = await tickets(service, SUSPECTED_AFTER - 1)

    for _ in range(5):
        for ticket in found:
            await papers.note("kiosk-2", ticket)

    assert await suspicions(service) == []


async def test_a_kiosk_that_was_paired_anew_may_speak_of_what_it_printed_before(
    service: HallService,
) -> None:
    papers = ForeignPapers(service)
    found = await tickets(service, 3 * SUSPECTED_AFTER)
    await service.revoke_device("kiosk-1")

    for ticket in found:
        await papers.note("kiosk-2", ticket)

    assert await suspicions(service) == []


async def test_the_log_gets_one_line_a_minute(
    service: HallService, caplog: pytest.LogCaptureFixture
) -> None:
    papers = ForeignPapers(service)

    for _ in range(50):
        await papers.note("kiosk-2", new_id())

    assert len(caplog.records) == 1
