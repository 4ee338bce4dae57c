"""A real server process killed, frozen and stopped, seen from real links."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from server.client.finder import Finder
from server.client.link import Link
from server.client.messages import DownReason, LinkDown, LinkIdentity, LinkUp
from server.protocol.events import TicketIssued
from server.protocol.frames import Answer, Heartbeat
from server.protocol.identity import DeviceRole
from tests.fakes.inbox import Inbox
from tests.server.devices.server_process import ServerProcess, server_process
from tests.server.devices.working_server import HALL, issue_command


@asynccontextmanager
async def running_link(
    server: ServerProcess, identity: LinkIdentity
) -> AsyncIterator[tuple[Link, Inbox]]:
    inbox = Inbox()
    link = Link(identity, Finder(HALL, (server.address,), has_mdns=False), inbox.deliver)
    link.start()
    try:
        await inbox.next(LinkUp)
        await inbox.next(Heartbeat)
        yield link, inbox
    finally:
        await asyncio.to_thread(link.stop)


async def test_after_a_kill_the_link_is_up_again_within_two_and_a_half_seconds(
    tmp_path: Path,
) -> None:
    async with server_process(tmp_path) as server:
        identity = await server.prepare("kiosk-1", DeviceRole.KIOSK)
        await server.start()
        async with running_link(server, identity) as (_, inbox):
            killed_at = monotonic()
            await server.kill()
            down = await inbox.next(LinkDown)
            await server.start()
            serving_at = monotonic()
            await inbox.next(LinkUp)
            up_at = monotonic()

    assert down.reason is DownReason.LOST
    assert down.since - killed_at < 0.5
    assert up_at - serving_at < 2.5


async def test_an_ask_made_while_the_server_is_gone_is_answered_once_it_is_back(
    tmp_path: Path,
) -> None:
    async with server_process(tmp_path) as server:
        identity = await server.prepare("kiosk-1", DeviceRole.KIOSK)
        await server.start()
        async with running_link(server, identity) as (link, inbox):
            await server.kill()
            await inbox.next(LinkDown)
            command = issue_command()
            link.ask(command)
            await server.start()
            answer = await inbox.next(Answer)

    (issued,) = answer.events
    assert isinstance(issued, TicketIssued)
    assert issued.issue_request == command.request_id


async def test_a_frozen_server_is_noticed_within_five_seconds_and_found_again(
    tmp_path: Path,
) -> None:
    async with server_process(tmp_path) as server:
        identity = await server.prepare("kiosk-1", DeviceRole.KIOSK)
        await server.start()
        async with running_link(server, identity) as (_, inbox):
            server.send(signal.SIGSTOP)
            frozen_at = monotonic()
            down = await inbox.next(LinkDown)
            server.send(signal.SIGCONT)
            await inbox.next(LinkUp)

    assert down.reason in {DownReason.SILENT, DownReason.LOST}
    assert down.since - frozen_at < 5.0


async def test_a_stopped_server_says_goodbye_and_exits_with_zero(tmp_path: Path) -> None:
    async with server_process(tmp_path) as server:
        identity = await server.prepare("kiosk-1", DeviceRole.KIOSK)
        await server.start()
        async with running_link(server, identity) as (_, inbox):
            server.send(signal.SIGTERM)
            down = await inbox.next(LinkDown)
            status = await server.wait()

    assert down.reason is DownReason.LOST
    assert status == 0
