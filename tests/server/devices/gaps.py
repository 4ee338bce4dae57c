"""A bad network: what passed before it opens goes nowhere, and nobody is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass(slots=True)
class Gap:
    """A relay on loopback whose connections can be left hanging, one generation after another."""

    target: int
    port: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    def open_up(self) -> None:
        """Lose whatever the connections there are now would carry; new ones pass."""
        for task in self._tasks:
            task.cancel()

    async def meet(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry a new connection."""
        far, onward = await asyncio.open_connection("127.0.0.1", self.target)
        self._writers += [back, onward]
        for source, sink in ((near, onward), (far, back)):
            task = asyncio.create_task(_carry(source, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Let go of everything."""
        tasks = tuple(self._tasks)
        self.open_up()
        await asyncio.gather(*tasks, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()


async def _carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await source.read(65536):
            sink.write(data)
            await sink.drain()
        sink.close()


@asynccontextmanager
async def gap_before(port: int) -> AsyncIterator[Gap]:
    """Put a bad network before a server on loopback."""
    gap = Gap(port)
    server = await asyncio.start_server(gap.meet, "127.0.0.1", 0)
    gap.port = server.sockets[0].getsockname()[1]
    try:
        yield gap
    finally:
        server.close()
        await gap.close()
        await server.wait_closed()
