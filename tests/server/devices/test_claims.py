"""Tickets set aside and claimed by a real server, as its kiosks come and go."""

import asyncio
from pathlib import Path

from server.protocol.errors import NotAllowedError, StorageFullError
from server.protocol.events import TicketClaimed, TicketIssued, TicketUnclaimed
from server.protocol.frames import Answer, Ask, Received
from tests.conftest import ExpectedLog
from tests.server.devices.working_server import (
    WorkingServer,
    issue_command,
    linked,
    working_server,
)


async def test_a_number_whose_kiosk_is_lost_is_set_aside(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with linked(server, identity) as kiosk:
        await kiosk.ask(issue_command())
        kiosk.socket.transport.abort()

    await server.until_logged(TicketUnclaimed)
    assert server.service.picture.waiting() == ()
    assert len(server.service.picture.unclaimed()) == 1


async def test_an_acknowledged_number_stays_in_the_queue(server: WorkingServer) -> None:
    identity = await server.add_kiosk()
    command = issue_command()

    async with linked(server, identity) as kiosk:
        await kiosk.ask(command)
        await kiosk.say(Received((command.request_id,)))
        await kiosk.ask(issue_command("no-such-service"))
        kiosk.socket.transport.abort()
    async with linked(server, identity, received=(command.request_id,)):
        pass

    assert [leg.number for leg in server.service.picture.waiting()] == ["A001"]
    assert not any(isinstance(entry.event, TicketUnclaimed) for entry in await server.log())


async def test_the_hello_of_the_kiosk_claims_its_numbers(server: WorkingServer) -> None:
    identity = await server.add_kiosk()
    command = issue_command()
    async with linked(server, identity) as kiosk:
        await kiosk.ask(command)
        kiosk.socket.transport.abort()
    await server.until_logged(TicketUnclaimed)

    async with linked(server, identity, received=(command.request_id,)):
        await server.until_logged(TicketClaimed)

    assert [leg.number for leg in server.service.picture.waiting()] == ["A001"]


async def test_asking_again_gets_the_number_and_claims_it(server: WorkingServer) -> None:
    identity = await server.add_kiosk()
    command = issue_command()
    async with linked(server, identity) as kiosk:
        await kiosk.say(Ask(command))
        kiosk.socket.transport.abort()
    await server.until_logged(TicketUnclaimed)

    async with linked(server, identity) as kiosk:
        answer = await kiosk.ask(command)
        await kiosk.say(Received((command.request_id,)))
        await server.until_logged(TicketClaimed)

    assert isinstance(answer, Answer)
    assert len(await server.until_logged(TicketIssued)) == 1


async def test_three_minutes_claim_what_nobody_fetched(server: WorkingServer) -> None:
    await server.issue_unlinked("kiosk-1")
    await server.until_logged(TicketUnclaimed)

    server.clock.advance(minutes=3)

    await server.until_logged(TicketClaimed)
    assert len(server.service.picture.waiting()) == 1


async def test_a_restarted_server_waits_for_the_hello_of_its_kiosks(tmp_path: Path) -> None:
    async with working_server(tmp_path) as server:
        identity = await server.add_kiosk()
        command = issue_command()
        async with linked(server, identity) as kiosk:
            await kiosk.ask(command)
            await kiosk.say(Received((command.request_id,)))
        clock = server.clock

    async with working_server(tmp_path, clock=clock) as server:
        await server.until_logged(TicketUnclaimed)
        async with linked(server, identity, received=(command.request_id,)):
            await server.until_logged(TicketClaimed)

        assert len(server.service.picture.waiting()) == 1


async def test_a_restarted_server_waits_at_most_ten_seconds(tmp_path: Path) -> None:
    async with working_server(tmp_path) as server:
        await server.issue()
        clock = server.clock

    async with working_server(tmp_path, clock=clock) as server:
        await server.until_logged(TicketUnclaimed)
        clock.advance(seconds=10)
        await server.until_logged(TicketClaimed)

        assert len(server.service.picture.waiting()) == 1


async def test_a_mark_that_the_disk_has_no_room_for_is_tried_again(server: WorkingServer) -> None:
    issued = await server.issue_unlinked("kiosk-1")
    await server.until_logged(TicketUnclaimed)
    calm = server.service.trouble(StorageFullError())

    server.clock.advance(minutes=3)

    (claimed,) = await server.until_logged(TicketClaimed)
    assert claimed.leg == issued.leg
    assert calm.is_set()


async def test_a_mark_that_is_refused_is_logged_and_left(
    server: WorkingServer, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.devices.claims", "MarkClaimed was refused: not-allowed")
    await server.issue_unlinked("kiosk-1")
    await server.until_logged(TicketUnclaimed)
    calm = server.service.trouble(NotAllowedError())
    server.clock.advance(minutes=3)
    await asyncio.wait_for(calm.wait(), timeout=8)

    await server.issue_unlinked("kiosk-2")
    await server.until_logged(TicketUnclaimed, 2)
    server.clock.advance(minutes=3)
    claimed = await server.until_logged(TicketClaimed)

    assert len(claimed) == 1
