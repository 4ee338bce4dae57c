"""A cable that meddles: delays, doubles, tears and swallows WebSocket frames as it is told to."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum, auto
from random import Random
from typing import assert_never

from tests.history.liveness import Outage

TEXT = 1
"""Opcode of a text frame (RFC 6455, section 5.2)."""
LONGEST_DELAY = 0.08
DOUBLED_SECONDS = 1.5
"""How much later a kiosk may be back: one that seems to be two is refused for five seconds."""
LATE_SECONDS = 0.1
"""How long after its connection was lost a held-back frame still reaches the server."""


class Fate(StrEnum):
    """What may happen to one frame on its way."""

    DELAY = auto()
    TWICE = auto()
    TORN = auto()
    """Half of it arrives, then the connection breaks."""
    CUT = auto()
    """It arrives, then the connection breaks."""
    LATE = auto()
    """The sender loses the connection at once; the frame arrives when he has a new one."""
    DEAF = auto()
    """It and all that follows in its direction is swallowed; the other direction goes on."""


class Way(StrEnum):
    """A direction."""

    UP = auto()
    DOWN = auto()


@dataclass(slots=True)
class Plan:
    """One thing to be done to a text frame: the ``skip``-th from now in a direction."""

    way: Way
    fate: Fate
    skip: int


@dataclass(slots=True, eq=False)
class _Connection:
    """One connection through the cable: the writers of both its ends."""

    down: asyncio.StreamWriter
    up: asyncio.StreamWriter
    deaf: set[Way] = field(default_factory=set)
    deaf_since: float = 0.0

    def towards(self, way: Way) -> asyncio.StreamWriter:
        return self.up if way is Way.UP else self.down

    def abort(self) -> None:
        self.up.transport.abort()
        self.down.transport.abort()


class Meddler:
    """Carries TCP to the server; each planned fate meets one text frame, once."""

    def __init__(self, client: str, server: str, now: Callable[[], float], chance: Random) -> None:
        """Lead ``client`` to ``server``, host and port; tell outages in seconds of ``now``."""
        self.outages: list[Outage] = []
        self.met: Counter[Fate] = Counter()
        self._client = client
        self._server = server
        self._now = now
        self._chance = chance
        self._plans: list[Plan] = []
        self._connections: set[_Connection] = set()
        self._later: set[asyncio.Task[None]] = set()
        self._listening: asyncio.Server

    @property
    def address(self) -> str:
        """Return host and port of the client's end."""
        host, port = self._listening.sockets[0].getsockname()
        return f"{host}:{port}"

    def plan(self, *plans: Plan) -> None:
        """Do this as well, as frames come by."""
        self._plans += plans

    def relent(self) -> None:
        """Meddle no more; a connection that was made deaf is broken, or it would stay so."""
        self._plans.clear()
        for connection in self._connections:
            if connection.deaf:
                connection.abort()

    async def open(self) -> None:
        """Take connections."""
        self._listening = await asyncio.start_server(self._carry, "127.0.0.1", 0)

    async def close(self) -> None:
        """Break everything."""
        self._listening.close()
        for connection in self._connections:
            connection.abort()
        for task in self._later:
            task.cancel()
        await asyncio.gather(*self._later, return_exceptions=True)
        await self._listening.wait_closed()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = self._server.split(":")
        try:
            up_reader, up_writer = await asyncio.open_connection(host, int(port))
        except OSError:
            writer.transport.abort()
            return
        connection = _Connection(writer, up_writer)
        self._connections.add(connection)
        try:
            ways = (
                self._pump(Way.UP, reader, connection),
                self._pump(Way.DOWN, up_reader, connection),
            )
            await asyncio.gather(*ways)
        finally:
            self._connections.discard(connection)
            if connection.deaf:
                self._outage_until_now(connection)
            connection.down.transport.abort()

    async def _pump(self, way: Way, reader: asyncio.StreamReader, connection: _Connection) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            await self._send(connection, way, await reader.readuntil(b"\r\n\r\n"))
            is_hello = way is Way.UP
            while True:
                opcode, frame = await _read_frame(reader)
                plan = self._next_plan(way, is_hello=is_hello) if opcode == TEXT else None
                is_hello = is_hello and opcode != TEXT
                if plan is None:
                    await self._send(connection, way, frame)
                elif not await self._meddle(connection, plan, frame):
                    return
        if way not in connection.deaf:
            connection.down.transport.abort()
            connection.up.close()

    def _next_plan(self, way: Way, *, is_hello: bool) -> Plan | None:
        """Return the plan whose turn this frame is; a second hello would be refused for 5 s."""
        for plan in self._plans:
            if plan.way is way and not (is_hello and plan.fate is Fate.TWICE):
                if plan.skip == 0:
                    self._plans.remove(plan)
                    return plan
                plan.skip -= 1
        return None

    async def _meddle(self, connection: _Connection, plan: Plan, frame: bytes) -> bool:
        """Do what is planned; return whether the connection goes on."""
        self.met[plan.fate] += 1
        way = plan.way
        match plan.fate:
            case Fate.DELAY:
                begun = self._now()
                await asyncio.sleep(self._chance.uniform(0, LONGEST_DELAY))
                await self._send(connection, way, frame)
                self.outages.append(Outage(begun, self._now(), client=self._client))
                return True
            case Fate.TWICE:
                await self._send(connection, way, frame + frame)
                return True
            case Fate.TORN:
                torn = frame[: self._chance.randrange(1, len(frame))]
                await self._send(connection, way, torn)
            case Fate.CUT:
                await self._send(connection, way, frame)
            case Fate.LATE:
                self._later.add(asyncio.create_task(self._deliver_late(connection, frame, way)))
                connection.down.transport.abort()
                return False
            case Fate.DEAF:
                connection.deaf.add(way)
                connection.deaf_since = self._now()
                self._note_outage(connection.deaf_since)
                return True
            case _:
                assert_never(plan.fate)
        await asyncio.sleep(0)
        connection.abort()
        self._note_outage(self._now())
        return False

    def _note_outage(self, begun: float) -> None:
        self.outages.append(Outage(begun, self._now() + DOUBLED_SECONDS, client=self._client))

    async def _deliver_late(self, connection: _Connection, frame: bytes, way: Way) -> None:
        """Let the server have the frame of a sender who has long gone, then break its end too."""
        begun = self._now()
        await asyncio.sleep(LATE_SECONDS)
        with suppress(OSError):
            if way is Way.UP:
                await self._send(connection, way, frame)
                await asyncio.sleep(LATE_SECONDS)
        connection.abort()
        self._note_outage(begun)

    def _outage_until_now(self, connection: _Connection) -> None:
        """Let the silence of a deaf connection last until it was given up."""
        self._note_outage(connection.deaf_since)

    async def _send(self, connection: _Connection, way: Way, data: bytes) -> None:
        if way in connection.deaf:
            return
        writer = connection.towards(way)
        writer.write(data)
        await writer.drain()


async def _read_frame(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Return the opcode of the next frame and all its bytes as they came (RFC 6455, 5.2)."""
    head = await reader.readexactly(2)
    length = head[1] & 0x7F
    more = b""
    if length >= 126:
        more = await reader.readexactly(2 if length == 126 else 8)
        length = int.from_bytes(more)
    if head[1] & 0x80:
        length += 4
    return head[0] & 0x0F, head + more + await reader.readexactly(length)


def draw_plans(chance: Random, fates: tuple[Fate, ...]) -> list[Plan]:
    """Return one to three fates for frames soon to come."""
    return [
        Plan(chance.choice(list(Way)), chance.choice(fates), chance.randrange(3))
        for _ in range(chance.randint(1, 3))
    ]


@asynccontextmanager
async def meddlers(*cables: Meddler) -> AsyncIterator[None]:
    """Keep cables open as long as the block lasts."""
    for cable in cables:
        await cable.open()
    try:
        yield
    finally:
        for cable in cables:
            await cable.close()
