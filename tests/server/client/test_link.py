"""The link against a real WebSocket whose frames each test decides."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from time import monotonic
from uuid import uuid4

import pytest

from server.client.finder import Finder
from server.client.link import Link
from server.client.messages import (
    DownReason,
    LinkDown,
    LinkEvent,
    LinkIdentity,
    LinkState,
    LinkUp,
)
from server.protocol.commands import IssueTicket
from server.protocol.errors import Failure
from server.protocol.events import TicketIssued
from server.protocol.frames import (
    Answer,
    Ask,
    Heartbeat,
    Received,
    Refusal,
    ResumePoint,
    Update,
)
from server.protocol.identity import DeviceRole
from server.protocol.snapshots import WaitingChanged
from server.protocol.tickets import TicketClass
from tests.conftest import ExpectedLog
from tests.fakes.hall_server import ScriptedServer, scripted_server
from tests.fakes.inbox import Inbox

IDENTITY = LinkIdentity("hall-demo", "kiosk-1", DeviceRole.KIOSK, "5e" * 32)

StartLink = Callable[[Callable[[LinkEvent], None]], Link]


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with scripted_server() as running:
        yield running


@pytest.fixture
def start_link(server: ScriptedServer) -> Iterator[StartLink]:
    links: list[Link] = []

    def start(deliver: Callable[[LinkEvent], None]) -> Link:
        link = Link(IDENTITY, Finder("hall-demo", (server.address,), has_mdns=False), deliver)
        links.append(link)
        link.start()
        return link

    yield start
    for link in links:
        link.stop()


def issue() -> IssueTicket:
    return IssueTicket(request_id=str(uuid4()), service="passport", language="kk")


def issued(command: IssueTicket) -> Answer:
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


async def test_changes_come_in_order(server: ScriptedServer, start_link: StartLink) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)
    await peer.update(5, 7, WaitingChanged({"passport": 1}))
    await peer.beat(7, 8)
    await peer.update(8, 9, WaitingChanged({"passport": 2}))

    updates = [await inbox.next(Update) for _ in range(2)]

    assert [update.seq for update in updates] == [7, 9]


async def test_a_gap_brings_the_device_back_where_it_was(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    first = await server.next_peer()
    await first.hear_hello()
    await first.welcome(seq=5)

    await first.update(6, 7, WaitingChanged({"passport": 1}))
    down = await inbox.next(LinkDown)
    second = await server.next_peer()
    hello = await second.hear_hello()

    assert down.reason is DownReason.GAP
    assert hello.resume == ResumePoint(1, 5)
    assert not any(isinstance(event, Update) for event in inbox.drain())


async def test_a_second_gap_at_the_same_place_asks_for_a_snapshot(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    resumes = []
    for _ in range(3):
        peer = await server.next_peer()
        hello = await peer.hear_hello()
        resumes.append(hello.resume)
        await peer.welcome(seq=5, has_snapshot=hello.resume is None)
        await peer.update(6, 7)

    assert resumes == [None, ResumePoint(1, 5), None]


async def test_a_new_epoch_in_mid_link_is_a_gap(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)

    await peer.beat(5, 6, epoch=2)

    assert (await inbox.next(LinkDown)).reason is DownReason.GAP


async def test_an_ask_is_answered_once_and_its_number_acknowledged(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)

    link.ask(command)
    ask = await peer.hear()
    await peer.say(issued(command))
    received = await peer.hear()
    await peer.say(issued(command))
    await peer.beat(5, 5)

    assert ask == Ask(command)
    assert received == Received((command.request_id,))
    assert (await inbox.next(Answer)).request_id == command.request_id
    await inbox.next(Heartbeat)
    assert inbox.drain() == ()


async def test_an_ask_whose_answer_was_lost_is_sent_again_first(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    first = await server.next_peer()
    await first.hear_hello()
    await first.welcome(seq=5)
    link.ask(command)
    await first.hear()
    first.socket.transport.abort()

    second = await server.next_peer()
    hello = await second.hear_hello()
    await second.welcome(seq=5, has_snapshot=False)
    again = await second.hear()
    await second.say(issued(command))

    assert hello.received == ()
    assert again == Ask(command)
    assert (await inbox.next(Answer)).request_id == command.request_id


async def test_hello_tells_the_numbers_that_came(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    link.ask(command)
    first = await server.next_peer()
    await first.hear_hello()
    await first.welcome(seq=5)
    await first.say(issued(command))
    await inbox.next(Answer)
    first.socket.transport.abort()

    hello = await (await server.next_peer()).hear_hello()

    assert hello.received == (command.request_id,)


async def test_a_withdrawn_ask_gets_no_answer(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    link.ask(command)
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)
    await peer.hear()

    link.withdraw(command.request_id)
    await peer.say(issued(command))
    await peer.say(Refusal(command.request_id, Failure("service-closed")))
    await peer.beat(5, 5)

    await inbox.next(Heartbeat)
    assert not any(isinstance(event, Answer | Refusal) for event in inbox.drain())


async def test_a_refused_command_is_handed_over(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    link.ask(command)
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)
    await peer.hear()

    await peer.say(Refusal(command.request_id, Failure("service-closed")))

    assert (await inbox.next(Refusal)).failure.code == "service-closed"


async def test_a_command_that_was_answered_can_be_asked_again_on_the_same_socket(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)
    link.ask(command)
    await peer.hear()
    await peer.say(Refusal(command.request_id, Failure("storage-full")))
    await inbox.next(Refusal)

    link.ask(command)
    again = await peer.hear()
    await peer.say(issued(command))

    assert again == Ask(command)
    assert (await inbox.next(Answer)).request_id == command.request_id


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
            peer = await mine.next_peer()
            await peer.hear_hello()
            await peer.welcome(seq=1)
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

    second = await server.next_peer()
    await second.hear_hello()
    await second.welcome(seq=5)

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
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)
    await inbox.next(LinkUp)
    silent_since = monotonic()

    down = await inbox.next(LinkDown)

    assert down.reason is DownReason.SILENT
    assert 1.0 < down.since - silent_since < 5.0


@pytest.mark.parametrize(
    "nonsense", ["{", '{"type":"Welcome"}', "[" * 60 + "]" * 60, '{"type":"Nothing"}']
)
async def test_nonsense_ends_the_link(
    server: ScriptedServer, start_link: StartLink, nonsense: str
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)

    await peer.socket.send(nonsense)

    assert (await inbox.next(LinkDown)).reason is DownReason.GARBLED


async def test_a_frame_beyond_the_limit_ends_the_link(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)

    await peer.socket.send("x" * 70_000)

    assert (await inbox.next(LinkDown)).reason is DownReason.LOST


async def test_loss_is_told_once_per_cause_and_since_its_beginning(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)
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
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)

    await peer.beat(5, 6)

    assert (await inbox.next(Heartbeat)).seq == 6


async def test_stopping_takes_less_than_a_second(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    link = start_link(inbox.deliver)
    peer = await server.next_peer()
    await peer.hear_hello()
    await peer.welcome(seq=5)
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
            peer = await server.next_peer()
            await peer.hear_hello()
            await peer.welcome(seq=1)
            await inbox.next(LinkUp)

            assert monotonic() - listening_since < 2.5
    finally:
        await asyncio.to_thread(link.stop)
