"""A link from start to stop, against a real WebSocket whose frames each test decides."""

import asyncio
from time import monotonic

import pytest

from server.client.finder import Finder
from server.client.link import Link
from server.client.messages import DownReason, LinkDown, LinkEvent, LinkState, LinkUp
from server.protocol.errors import Failure
from server.protocol.frames import Heartbeat, Refusal
from tests.conftest import ExpectedLog
from tests.fakes.hall_server import ScriptedServer, scripted_server
from tests.fakes.inbox import Inbox
from tests.server.client.linking import IDENTITY, StartLink, issue


async def test_a_welcomed_device_is_up(server: ScriptedServer, start_link: StartLink) -> None:
    inbox = Inbox()
    link = start_link(inbox.deliver)
    peer = await server.next_peer()
    hello = await peer.hear_hello()

    await peer.welcome(seq=5)

    up = await inbox.next(LinkUp)
    assert up.welcome.seq == 5
    assert (hello.hall, hello.device, hello.resume) == ("hall-demo", "kiosk-1", None)
    assert link.state is LinkState.UP


async def test_a_refused_device_is_told_why_and_does_not_storm(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    peer = await server.next_peer()
    await peer.hear_hello()

    await peer.say(Refusal(None, Failure("unknown-device")))

    down = await inbox.next(LinkDown)
    assert (down.reason, down.failure) == (DownReason.REFUSED, Failure("unknown-device"))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(server.peers.get(), timeout=1.5)


async def test_a_refusal_elsewhere_does_not_keep_the_own_server_waiting(
    server: ScriptedServer,
) -> None:
    inbox = Inbox()
    async with scripted_server() as placeholder:
        own = placeholder.address
    finder = Finder("hall-demo", (own, server.address), has_mdns=False)
    link = Link(IDENTITY, finder, inbox.deliver)
    link.start()
    try:
        stranger = await server.next_peer()
        await stranger.hear_hello()
        await stranger.say(Refusal(None, Failure("unknown-device")))
        down = await inbox.next(LinkDown)
        async with scripted_server(port=own.port) as mine:
            listening_since = monotonic()
            await mine.welcome_next(seq=1)
            await inbox.next(LinkUp)

            assert monotonic() - listening_since < 2.5
        assert down.reason is DownReason.UNREACHABLE
    finally:
        await asyncio.to_thread(link.stop)


async def test_a_refused_device_is_let_in_later(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    first = await server.next_peer()
    await first.hear_hello()
    await first.say(Refusal(None, Failure("unknown-device")))
    await inbox.next(LinkDown)

    await server.welcome_next(seq=5)

    assert (await inbox.next(LinkUp)).welcome.seq == 5


async def test_a_welcome_of_another_hall_is_refused(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    peer = await server.next_peer()
    await peer.hear_hello()

    await peer.welcome(seq=5, hall="hall-other")

    down = await inbox.next(LinkDown)
    assert (down.reason, down.failure) == (DownReason.REFUSED, Failure("wrong-hall"))


async def test_a_server_that_falls_silent_is_noticed_within_five_seconds(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    await server.welcome_next(seq=5)
    await inbox.next(LinkUp)
    silent_since = monotonic()

    down = await inbox.next(LinkDown)

    assert down.reason is DownReason.SILENT
    assert 1.0 < down.since - silent_since < 5.0


async def test_loss_is_told_once_per_cause_and_since_its_beginning(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    peer = await server.welcome_next(seq=5)
    peer.socket.transport.abort()
    lost = await inbox.next(LinkDown)

    await (await server.next_peer()).say(Refusal(None, Failure("unknown-device")))
    refused = await inbox.next(LinkDown)

    assert lost.reason is DownReason.LOST
    assert refused.reason is DownReason.REFUSED
    assert refused.since == lost.since


async def test_a_fault_of_the_owner_does_not_end_the_link(
    server: ScriptedServer, start_link: StartLink, expected_log: ExpectedLog
) -> None:
    inbox = Inbox()
    expected_log.expect("server.client.session", "the owner of the link failed at LinkUp")

    def deliver(event: LinkEvent) -> None:
        inbox.deliver(event)
        if isinstance(event, LinkUp):
            raise RuntimeError

    start_link(deliver)
    peer = await server.welcome_next(seq=5)

    await peer.beat(5, 6)

    assert (await inbox.next(Heartbeat)).seq == 6


async def test_stopping_takes_less_than_a_second(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    link = start_link(inbox.deliver)
    await server.welcome_next(seq=5)
    await inbox.next(LinkUp)
    started = monotonic()

    await asyncio.to_thread(link.stop)

    assert monotonic() - started < 1.0
    assert link.state is LinkState.STOPPED
    link.ask(issue())


async def test_a_server_that_comes_late_is_found_within_two_and_a_half_seconds() -> None:
    inbox = Inbox()
    async with scripted_server() as placeholder:
        address = placeholder.address
    link = Link(IDENTITY, Finder("hall-demo", (address,), has_mdns=False), inbox.deliver)
    link.start()
    try:
        await inbox.next(LinkDown)
        await asyncio.sleep(3.0)
        async with scripted_server(port=address.port) as server:
            listening_since = monotonic()
            await server.welcome_next(seq=1)
            await inbox.next(LinkUp)

            assert monotonic() - listening_since < 2.5
    finally:
        await asyncio.to_thread(link.stop)
