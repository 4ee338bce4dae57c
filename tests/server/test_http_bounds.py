"""Tests of a request's arrival: endless heads and silent connections are ended, others not."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from litestar import Litestar, get

from server.http_bounds import MAX_HEAD_BYTES, BoundedHttp

HEAD = b"GET / HTTP/1.1\r\nHost: hall\r\n"


class HastyHttp(BoundedHttp):
    """HTTP of a server that waits half a second for a request."""

    arrival_seconds = 0.5


@get("/")
async def hello() -> str:
    """Answer at once."""
    return "hello"


@asynccontextmanager
async def serving() -> AsyncIterator[int]:
    """Yield the port at which hello is said."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        Litestar([hello], openapi_config=None, logging_config=None),
        http=HastyHttp,
        log_config=None,
        access_log=False,
        timeout_keep_alive=1,
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await running
        listener.close()


async def answer_to(said: bytes) -> bytes:
    """Return all that a connection hears until the server ends it."""
    async with serving() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(said)
        try:
            async with asyncio.timeout(8):
                return await reader.read()
        except ConnectionResetError:
            return b""
        finally:
            writer.close()


async def test_a_head_that_never_ends_is_cut() -> None:
    answer = await answer_to(HEAD + b"X: " + b"a" * MAX_HEAD_BYTES * 4)

    assert answer == b""


@pytest.mark.parametrize("said", [b"", b"GET", HEAD, b"POST / HTTP/1.1\r\nContent-Length: 9\r\n"])
async def test_a_request_that_does_not_come_is_not_waited_for(said: bytes) -> None:
    answer = await answer_to(said)

    assert answer == b""


async def test_a_connection_may_ask_again_and_then_be_quiet() -> None:
    answer = await answer_to((HEAD + b"\r\n") * 2)

    assert answer.count(b" 200 ") == 2
