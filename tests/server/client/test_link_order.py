"""A link takes frames in their order and nothing else, against a real WebSocket."""

import pytest

from server.client.messages import DownReason, LinkDown
from server.protocol.frames import ResumePoint, Update
from server.protocol.snapshots import WaitingChanged
from tests.fakes.hall_server import ScriptedServer
from tests.fakes.inbox import Inbox
from tests.server.client.linking import StartLink


async def test_changes_come_in_order(server: ScriptedServer, start_link: StartLink) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    peer = await server.welcome_next(seq=5)
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
    first = await server.welcome_next(seq=5)

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
    peer = await server.welcome_next(seq=5)

    await peer.beat(5, 6, epoch=2)

    assert (await inbox.next(LinkDown)).reason is DownReason.GAP


@pytest.mark.parametrize(
    "nonsense", ["{", '{"type":"Welcome"}', "[" * 60 + "]" * 60, '{"type":"Update"}']
)
async def test_nonsense_ends_the_link(
    server: ScriptedServer, start_link: StartLink, nonsense: str
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    peer = await server.welcome_next(seq=5)

    await peer.socket.send(nonsense)

    assert (await inbox.next(LinkDown)).reason is DownReason.GARBLED


async def test_a_frame_beyond_the_limit_ends_the_link(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox = Inbox()
    start_link(inbox.deliver)
    peer = await server.welcome_next(seq=5)

    await peer.socket.send("x" * 70_000)

    assert (await inbox.next(LinkDown)).reason is DownReason.LOST
