"""The cable between a kiosk and the server, which a story may cut at the worst moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

CHUNK = 65536
ANSWER = b'"type":"Answer"'
"""What stands in the server's answers; its frames are neither masked nor compressed."""


class Cable:
    """Carries TCP both ways from its own port to the server's; cut, it takes no connection."""

    def __init__(self, server: str) -> None:
        """Lead to ``server``, host and port."""
        self._server = server
        self._listening: asyncio.Server
        self._ends: set[asyncio.StreamWriter] = set()
        self._swallows_answer = False
        self._is_whole = True
        self.was_cut = asyncio.Event()

    async def lay(self) -> None:
        """Take connections."""
        self._listening = await asyncio.start_server(self._carry, "127.0.0.1", 0)

    @property
    def address(self) -> str:
        """Return host and port of the kiosk's end."""
        host, port = self._listening.sockets[0].getsockname()
        return f"{host}:{port}"

    def swallow_next_answer(self) -> None:
        """Lose the next answer of the server, and with it the connection."""
        self._swallows_answer = True

    def mend(self) -> None:
        """Carry again what comes from now on."""
        self._is_whole = True

    async def remove(self) -> None:
        """Close everything."""
        self._listening.close()
        self._cut()
        await self._listening.wait_closed()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ends.add(writer)
        try:
            if self._is_whole:
                await self._connect(reader, writer)
        finally:
            await self._close(writer)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = self._server.split(":")
        try:
            server_reader, server_writer = await asyncio.open_connection(host, int(port))
        except OSError:
            return
        self._ends.add(server_writer)
        try:
            await asyncio.gather(
                self._pump(reader, server_writer, is_from_server=False),
                self._pump(server_reader, writer, is_from_server=True),
            )
        finally:
            await self._close(server_writer)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_from_server: bool
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                if is_from_server and self._swallows_answer and ANSWER in data:
                    self._cut()
                    return
                writer.write(data)
                await writer.drain()
        writer.close()

    def _cut(self) -> None:
        self._swallows_answer = False
        self._is_whole = False
        for end in self._ends:
            end.transport.abort()
        self.was_cut.set()

    async def _close(self, writer: asyncio.StreamWriter) -> None:
        self._ends.discard(writer)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


@asynccontextmanager
async def cable_to(server: str) -> AsyncIterator[Cable]:
    """Give a cable that leads to ``server`` as long as the block lasts."""
    cable = Cable(server)
    await cable.lay()
    try:
        yield cable
    finally:
        await cable.remove()
