"""A device's socket of the bench shakes hands, hears, answers pings and notes its end."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from server.bench.wire import DeviceWire, WireError
from server.protocol.frames import Received

HANDS = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
Play = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def playing(play: Play) -> AsyncIterator[int]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await play(reader, writer)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def until_ended(wire: DeviceWire) -> str:
    async with asyncio.timeout(5):
        while wire.ended is None:  # noqa: ASYNC110 - a wire tells nobody of its end
            await asyncio.sleep(0.01)
    return str(wire.ended)


async def test_texts_of_every_length_are_heard_in_order() -> None:
    heard: list[bytes] = []
    middle, long = b"m" * 300, b"l" * 60_000

    async def play(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HANDS + b"\x81\x02hi" + b"\x81\x7e" + (300).to_bytes(2, "big") + middle)
        writer.write(b"\x81\x7f" + (60_000).to_bytes(8, "big") + long)

    async with playing(play) as port:
        wire = await DeviceWire.connect("127.0.0.1", port, heard.append)
        await until_ended(wire)

    assert heard == [b"hi", middle, long]


async def test_a_ping_is_answered_and_a_frame_is_masked() -> None:
    came, answered = bytearray(), asyncio.Event()

    async def play(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HANDS + b"\x89\x02ok")
        came.extend(await reader.readexactly(8))
        answered.set()
        came.extend(await reader.readexactly(2))

    async with playing(play) as port:
        wire = await DeviceWire.connect("127.0.0.1", port, lambda _: None)
        await answered.wait()
        wire.say(Received(()))
        await until_ended(wire)

    assert bytes(came[:8]) == b"\x8a\x82\0\0\0\0ok"
    assert (came[8], came[9] & 0x80) == (0x81, 0x80)


async def test_a_close_says_why() -> None:
    async def play(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HANDS + b"\x88\x05\x03\xf0bye")

    async with playing(play) as port:
        wire = await DeviceWire.connect("127.0.0.1", port, lambda _: None)

        assert "bye" in await until_ended(wire)


async def test_a_frame_that_no_device_could_read_ends_the_link() -> None:
    async def play(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HANDS + b"\x81\x7f" + (1 << 40).to_bytes(8, "big"))

    async with playing(play) as port:
        wire = await DeviceWire.connect("127.0.0.1", port, lambda _: None)

        assert "a frame of" in await until_ended(wire)


@pytest.mark.parametrize(
    ("answer", "why"),
    [(b"HTTP/1.1 403 Forbidden\r\n\r\n", "403"), (b"x" * 9000, "without an end"), (b"", "lost")],
)
async def test_without_a_handshake_there_is_no_wire(answer: bytes, why: str) -> None:
    async def play(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    async with playing(play) as port:
        with pytest.raises(WireError, match=why):
            await DeviceWire.connect("127.0.0.1", port, lambda _: None)
