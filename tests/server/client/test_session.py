"""One session over one real socket: greeting, resuming, being refused."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest

from server.client.dialling import dial
from server.client.messages import DownReason, LinkEndedError, LinkEvent, LinkIdentity
from server.client.session import LinkMemory, LinkSession
from server.protocol.errors import Failure
from server.protocol.frames import (
    Answer,
    Heartbeat,
    OrderFailed,
    PaperOrder,
    Refusal,
    ResumePoint,
    ShowPaper,
    Update,
    Welcome,
)
from server.protocol.identity import DeviceRole
from server.protocol.printing import PaperTrouble
from server.protocol.ticket_layout import standard_layout
from tests.conftest import ExpectedLog
from tests.fakes.hall_server import EMPTY_SNAPSHOT, NOON, Peer, scripted_server

IDENTITY = LinkIdentity("hall-demo", "kiosk-1", DeviceRole.KIOSK, "5e" * 32)

T = TypeVar("T")


@asynccontextmanager
async def meeting(memory: LinkMemory) -> AsyncIterator[tuple[LinkSession, Peer, list[LinkEvent]]]:
    """Give a session on an open socket, the server's end of it, and what it delivers."""
    delivered: list[LinkEvent] = []
    async with scripted_server() as server:
        opened = await dial([server.address], "hall-demo")
        try:
            session = LinkSession(opened.socket, IDENTITY, memory, delivered.append)
            yield session, await server.next_peer(), delivered
        finally:
            await opened.close()


async def end_of(conversation: Awaitable[T]) -> LinkEndedError:
    """Return the error with which a part of a session ends."""
    with pytest.raises(LinkEndedError) as ended:
        await asyncio.wait_for(conversation, timeout=8)
    return ended.value


async def test_a_greeting_remembers_where_the_server_stands() -> None:
    memory = LinkMemory()
    async with meeting(memory) as (session, peer, _):
        await peer.welcome(seq=7)

        welcome = await session.greet()

    assert welcome.seq == 7
    assert memory.resume == ResumePoint(1, 7)


async def test_a_server_that_resumes_elsewhere_is_a_gap() -> None:
    memory = LinkMemory()
    memory.resume = ResumePoint(1, 5)
    async with meeting(memory) as (session, peer, _):
        await peer.welcome(seq=7, has_snapshot=False)

        end = await end_of(session.greet())

    assert end.reason is DownReason.GAP


async def test_a_server_of_another_version_is_refused() -> None:
    async with meeting(LinkMemory()) as (session, peer, _):
        await peer.say(Welcome(2, "hall-demo", 1, 7, "00", NOON, EMPTY_SNAPSHOT))

        end = await end_of(session.greet())

    assert (end.reason, end.failure) == (DownReason.REFUSED, Failure("version-mismatch"))


async def test_an_answer_before_the_welcome_is_garbled() -> None:
    async with meeting(LinkMemory()) as (session, peer, _):
        await peer.say(Answer("0" * 8 + "-0000-0000-0000-" + "0" * 12, ()))

        end = await end_of(session.greet())

    assert end.reason is DownReason.GARBLED


async def test_a_server_that_never_welcomes_is_silent() -> None:
    async with meeting(LinkMemory()) as (session, _, _):
        end = await end_of(session.greet())

    assert end.reason is DownReason.SILENT


async def test_a_second_welcome_is_garbled() -> None:
    async with meeting(LinkMemory()) as (session, peer, _):
        await peer.welcome(seq=7)
        await session.greet()
        await peer.welcome(seq=7)

        end = await end_of(session.run(lambda: None))

    assert end.reason is DownReason.GARBLED


async def test_a_device_that_is_revoked_in_mid_link_is_refused() -> None:
    async with meeting(LinkMemory()) as (session, peer, delivered):
        await peer.welcome(seq=7)
        await session.greet()
        await peer.say(Refusal(None, Failure("unknown-device")))

        end = await end_of(session.run(lambda: None))

    assert (end.reason, end.failure) == (DownReason.REFUSED, Failure("unknown-device"))
    assert delivered == []


async def test_a_link_is_proven_by_its_first_frame_and_not_by_a_welcome() -> None:
    proofs: list[str] = []
    async with meeting(LinkMemory()) as (session, peer, delivered):
        await peer.welcome(seq=7)
        await session.greet()
        running = asyncio.create_task(end_of(session.run(lambda: proofs.append("frame"))))
        await peer.beat(7, 8)
        await peer.beat(8, 9)
        await peer.socket.close()
        end = await running

    assert end.reason is DownReason.LOST
    assert proofs == ["frame"]
    assert len(delivered) == 2


ORDER = ShowPaper("0" * 8 + "-0000-4000-8000-" + "0" * 12, standard_layout(), "kk")
BUSY = OrderFailed(ORDER.order, PaperTrouble.BUSY)


async def test_an_order_is_handed_over_and_its_outcome_said() -> None:
    async with meeting(LinkMemory()) as (session, peer, _):
        await peer.welcome(seq=7)
        await session.greet()
        session.take_order = lambda _: session.say(BUSY)
        running = asyncio.create_task(session.run(lambda: None))
        await peer.hear_hello()

        await peer.say(ORDER)

        assert await peer.hear() == BUSY
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_fault_at_an_order_does_not_end_the_link(expected_log: ExpectedLog) -> None:
    expected_log.expect("server.client.session", "failed at ShowPaper")
    async with meeting(LinkMemory()) as (session, peer, _):

        def say_and_fail(_: PaperOrder) -> None:
            session.say(BUSY)
            raise ZeroDivisionError

        await peer.welcome(seq=7)
        await session.greet()
        session.take_order = say_and_fail
        running = asyncio.create_task(session.run(lambda: None))
        await peer.hear_hello()

        await peer.say(ORDER)

        assert await peer.hear() == BUSY
        assert not running.done()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_device_without_a_printer_leaves_orders_aside() -> None:
    async with meeting(LinkMemory()) as (session, peer, delivered):
        await peer.welcome(seq=7)
        await session.greet()
        await peer.say(ORDER)
        await peer.say(Refusal(None, Failure("unknown-device")))

        end = await end_of(session.run(lambda: None))

    assert end.reason is DownReason.REFUSED
    assert delivered == []


async def test_what_a_newer_server_says_does_not_end_the_link() -> None:
    memory = LinkMemory()
    async with meeting(memory) as (session, peer, delivered):
        await peer.welcome(seq=7)
        await session.greet()
        running = asyncio.create_task(session.run(lambda: None))
        newer = b'{"type":"Weather","degrees":-20}'
        await peer.socket.send(newer, text=True)
        await peer.socket.send(
            b'{"type":"Update","epoch":1,"after":7,"seq":8,"head":"00","at":1,"changes":[%s]}'
            % newer,
            text=True,
        )
        await peer.beat(after=8, seq=8)
        await peer.socket.close()

        end = await end_of(running)

    assert end.reason is DownReason.LOST
    assert [type(event) for event in delivered] == [Update, Heartbeat]
