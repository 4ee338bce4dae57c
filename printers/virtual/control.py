"""The control socket: one JSON line in changes the printer, one JSON line out tells its state."""

import asyncio
import json
from dataclasses import replace
from typing import Any

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

    def carry_out(self, order: dict[str, Any]) -> None:
        """Obey one order; words of a hand (``ticket``, ``tear``) come before those of a state."""
        rest = dict(order)
        mechanism = self._mechanism
        if rest.pop("tear", False):
            mechanism.tear()
        if (ticket := rest.pop("ticket", None)) is not None:
            {"taken": mechanism.presenting.take}[ticket]()
        if "taken_after" in rest:
            mechanism.presenting.taken_after = rest.pop("taken_after")
        if rest.get("power") == "cycle":
            rest["power"] = "on"
            mechanism.set_condition(replace(mechanism.condition, powered=False))
        mechanism.set_condition(changed(mechanism.condition, rest))

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            writer.write(json.dumps(self._obey(line)).encode() + b"\n")
            await writer.drain()
        writer.close()

    def _obey(self, line: bytes) -> dict[str, object]:
        try:
            self.carry_out(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            return {"error": f"{type(wrong).__name__}: {wrong}"}
        return self._mechanism.state()
