"""Where an attacker listens: every byte that passes is kept, and passed on, changed or not."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

READ_BYTES = 65536
HEADER_BYTES, LONG = 6, 126
"""Of a masked frame: the shortest header, and the length that says that a longer one follows."""

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Onward = Callable[[], Awaitable[Streams]]
Change = Callable[[bytes], bytes]


def unchanged(data: bytes) -> bytes:
    """Pass bytes on as they are."""
    return data


@dataclass(slots=True)
class Passage:
    """One connection that came: what was heard of who came, and what was said to him."""

    heard: bytearray = field(default_factory=bytearray)
    said: bytearray = field(default_factory=bytearray)


def unmasked(data: bytes) -> bytes:
    """Return what a device said by WebSocket after its handshake (RFC 6455, section 5.2)."""
    _, _, rest = data.partition(b"\r\n\r\n")
    texts = []
    while len(rest) > HEADER_BYTES:
        length, at = rest[1] & 0x7F, 2
        if length == LONG:
            length, at = int.from_bytes(rest[2:4], "big"), 4
        mask, body = rest[at : at + 4], rest[at + 4 : at + 4 + length]
        texts.append(bytes(byte ^ mask[place % 4] for place, byte in enumerate(body)))
        rest = rest[at + 4 + length :]
    return b"\n".join(texts)


class Threshold(socket.socket):
    """A listening socket that counts who knocks, whether he comes in by TLS or not."""

    knocks = 0

    def accept(self) -> tuple[socket.socket, object]:
        """Take the next one in."""
        taken = super().accept()
        self.knocks += 1
        return taken


class Tap:
    """Takes connections, by TLS if it has a ``context``, and passes them on by ``onward``."""

    def __init__(
        self,
        listener: socket.socket,
        onward: Onward,
        context: ssl.SSLContext | None = None,
        change: Change = unchanged,
    ) -> None:
        """Pass on what comes at ``listener``; ``change`` is done to what victims say."""
        self._listener = Threshold(fileno=listener.detach())
        self._listener.setblocking(False)
        self._onward = onward
        self._context = context
        self.change = change
        self.passages: list[Passage] = []
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    @property
    def reached(self) -> int:
        """Return how often somebody connected, those too who then said nothing."""
        return self._listener.knocks

    async def until_reached(self, seconds: float = 12.0) -> None:
        """Wait until somebody has connected."""
        async with asyncio.timeout(seconds):
            while not self.reached:  # noqa: ASYNC110 - a socket sets no event
                await asyncio.sleep(0.02)

    @property
    def heard(self) -> bytes:
        """Return all that victims said; by TLS what was in it."""
        return b"".join(bytes(passage.heard) for passage in self.passages)

    @property
    def frames(self) -> bytes:
        """Return the frames that victims said, if the tap ends their TLS."""
        return b"\n".join(unmasked(bytes(passage.heard)) for passage in self.passages)

    @property
    def passed(self) -> bytes:
        """Return all that passed, both ways."""
        return self.heard + b"".join(bytes(passage.said) for passage in self.passages)

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        self._server = await asyncio.start_server(
            self._take, sock=self._listener, ssl=self._context
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let everybody go."""
        if self._server is not None:
            self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        self._listener.close()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        passage = Passage()
        self.passages.append(passage)
        try:
            with suppress(OSError):
                await self._pass(passage, (reader, writer), await self._onward())
        except asyncio.CancelledError:
            return  # how the tap ends; asyncio would log it
        finally:
            writer.close()
            self._open.discard(task)

    async def _pass(self, passage: Passage, near: Streams, far: Streams) -> None:
        ways = [
            asyncio.create_task(self._flow(near[0], far[1], passage.heard, self._changed)),
            asyncio.create_task(self._flow(far[0], near[1], passage.said, unchanged)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            far[1].close()

    def _changed(self, data: bytes) -> bytes:
        return self.change(data)

    async def _flow(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        kept: bytearray,
        change: Change,
    ) -> None:
        while data := await reader.read(READ_BYTES):
            kept += data
            writer.write(change(data))
            await writer.drain()
