"""Tests of asking the far end of a WebSocket whether it is there, over real sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.frames import CloseCode, Frame

from server.answering import AnsweringWebSocket, Answers, answers_of
from tests.server.devices.gaps import gap_before

WAIT_SECONDS = 8.0


class Listener:
    """An application that takes one WebSocket after another and says what each is asked by."""

    def __init__(self) -> None:
        """Have met nobody."""
        self.met: asyncio.Queue[Answers] = asyncio.Queue()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        """Accept, and wait for the end."""
        if scope["type"] != "websocket":
            return
        await receive()
        await send({"type": "websocket.accept"})
        self.met.put_nowait(answers_of(scope["state"]))
        while (await receive())["type"] != "websocket.disconnect":
            pass


class Stopped(AnsweringWebSocket):
    """A connection whose server stops in the moment in which the far end says goodbye."""

    def handle_close(self, event: Frame) -> None:
        """Answer the goodbye, and stop before it has gone out."""
        super().handle_close(event)
        self.shutdown()


@asynccontextmanager
async def listening(
    connection: type[AnsweringWebSocket] = AnsweringWebSocket,
) -> AsyncIterator[tuple[Listener, int]]:
    """Serve a listener on loopback."""
    listener = Listener()
    near = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        listener,
        ws=connection,
        lifespan="off",
        log_config=None,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[near]))
    try:
        yield listener, near.getsockname()[1]
    finally:
        server.should_exit = True
        await serving


async def met(listener: Listener) -> Answers:
    async with asyncio.timeout(WAIT_SECONDS):
        return await listener.met.get()


@asynccontextmanager
async def linked(port: int) -> AsyncIterator[ClientConnection]:
    async with connect(f"ws://127.0.0.1:{port}", close_timeout=0.2, ping_interval=None) as near:
        yield near


async def test_who_is_there_answers_each_time() -> None:
    async with listening() as (listener, port), linked(port):
        answers = await met(listener)

        assert [await answers() for _ in range(3)] == [True] * 3
        assert await asyncio.gather(*(answers() for _ in range(20))) == [True] * 20


async def test_who_is_cut_off_behind_a_bad_network_does_not_answer() -> None:
    async with listening() as (listener, port), gap_before(port) as gap, linked(gap.port):
        answers = await met(listener)
        gap.open_up()

        assert not await answers()


async def test_who_goes_while_he_is_asked_does_not_answer() -> None:
    async with listening() as (listener, port):
        async with linked(port) as near:
            answers = await met(listener)
            near.transport.abort()
            asked = answers()

        assert not await asked
        assert not await answers()


@pytest.mark.parametrize("state", [{}, {"other": 1}])
async def test_another_server_asks_nobody(state: dict[str, object]) -> None:
    assert not await answers_of(state)()


async def test_a_stop_lets_those_go_who_are_on_their_way_out() -> None:
    async with listening(Stopped) as (_, port), linked(port) as near:
        await near.close(CloseCode.GOING_AWAY)

        assert near.close_code == CloseCode.GOING_AWAY
