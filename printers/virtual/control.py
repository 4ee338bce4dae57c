"""The control socket: one JSON line in changes the printer, one JSON line out tells its state."""

import asyncio
import json

from printers.virtual.condition import changed
from printers.virtual.mechanism import Mechanism

LONGEST_LINE = 4096


class Control:
    """Listens on loopback for tests, the demo and people."""

    def __init__(self, mechanism: Mechanism) -> None:
        """Control ``mechanism``."""
        self._mechanism = mechanism

    async def listen(self, port: int) -> int:
        """Open the port (0 takes a free one) and return its number."""
        server = await asyncio.start_server(self._converse, "127.0.0.1", port, limit=LONGEST_LINE)
        number: int = server.sockets[0].getsockname()[1]
        return number

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            writer.write(json.dumps(self._obey(line)).encode() + b"\n")
            await writer.drain()
        writer.close()

    def _obey(self, line: bytes) -> dict[str, object]:
        try:
            order = json.loads(line)
            self._mechanism.set_condition(changed(self._mechanism.condition, order))
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            return {"error": f"{type(wrong).__name__}: {wrong}"}
        return self._mechanism.state()
