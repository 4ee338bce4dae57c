"""Kiosks and boards of the bench: many sockets in one process that is not the server's."""

import asyncio
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self
from uuid import uuid4

import msgspec

from server.bench.bare import SOCKET_PATH, Given, Wish
from server.bench.grounds import SERVICES, Grounds
from server.bench.wire import TEXT, DeviceWire, WireError, framed
from server.protocol.codec import decode_from_server, encode
from server.protocol.commands import IssueTicket
from server.protocol.events import TicketIssued
from server.protocol.frames import Answer, Ask, Received
from server.protocol.identity import Key

ANSWER_SECONDS = 10.0
WELCOME = (b'{"type":"Welcome"', b'{"type":"Refusal"')
ANSWERS = (b'{"type":"Answer"', b'{"type":"Refusal"')
CALL = b'"type":"CallPlaced"'


@dataclass(frozen=True, slots=True)
class Load:
    """What came of a load: every request's milliseconds, the whole time, the numbers given."""

    ms: tuple[float, ...]
    seconds: float
    numbers: tuple[str, ...]

    @property
    def per_second(self) -> float:
        """Return how many were answered each second."""
        return len(self.ms) / self.seconds


class Asker(Protocol):
    """Whoever asks for tickets one after the other."""

    async def issue(self, service: Key) -> tuple[float, bytes]:
        """Return the milliseconds from the request to its answer, and the answer."""

    def number(self, answer: bytes) -> str:
        """Return the number in an answer; raise WireError if there is none."""


class BenchKiosk:
    """One kiosk: a visitor at a time asks, gets the number, and the kiosk acknowledges it."""

    def __init__(self) -> None:
        """Begin unlinked."""
        self._answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._awaited = WELCOME
        self._wire: DeviceWire

    @classmethod
    async def link(
        cls,
        grounds: Grounds,
        host: str,
        port: int,
        device: Key,
        tls: ssl.SSLContext | None = None,
    ) -> Self:
        """Return a kiosk that was welcomed; changes it is told of are left aside."""
        kiosk = cls()
        kiosk._wire = await DeviceWire.connect(host, port, kiosk._hear, tls)
        kiosk._wire.say(grounds.hello(device))
        await kiosk._hear_awaited()
        kiosk._awaited = ANSWERS
        return kiosk

    async def issue(self, service: Key) -> tuple[float, bytes]:
        """Return the milliseconds from the Ask to its Answer, and the Answer."""
        self._answer = asyncio.get_running_loop().create_future()
        request = str(uuid4())
        command = IssueTicket(request_id=request, service=service, language="kk")
        ask, received = framed(TEXT, encode(Ask(command))), Received((request,))
        begun = time.perf_counter()
        self._wire.send(ask)
        answer = await self._hear_awaited()
        took = (time.perf_counter() - begun) * 1000
        self._wire.say(received)
        return took, answer

    def number(self, answer: bytes) -> str:
        """Return the number in an Answer; raise WireError if it is something else."""
        heard = decode_from_server(answer)
        if isinstance(heard, Answer) and isinstance(heard.events[0], TicketIssued):
            return heard.events[0].number
        msg = f"no ticket: {answer[:200]!r}"
        raise WireError(msg)

    def close(self) -> None:
        """Leave."""
        self._wire.close()

    async def _hear_awaited(self) -> bytes:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await self._answer

    def _hear(self, text: bytes) -> None:
        if text.startswith(self._awaited) and not self._answer.done():
            self._answer.set_result(text)


class BareClient:
    """A client of the bare application's socket: the same load as a kiosk's, without a hall."""

    def __init__(self) -> None:
        """Begin unlinked."""
        self._answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._wire: DeviceWire

    @classmethod
    async def link(cls, host: str, port: int) -> Self:
        """Return a client whose socket is open."""
        client = cls()
        client._wire = await DeviceWire.connect(host, port, client._hear, path=SOCKET_PATH)
        return client

    async def issue(self, service: Key) -> tuple[float, bytes]:
        """Return the milliseconds from a wish to its number, and the number."""
        self._answer = asyncio.get_running_loop().create_future()
        wish = framed(TEXT, msgspec.json.encode(Wish(service)))
        begun = time.perf_counter()
        self._wire.send(wish)
        async with asyncio.timeout(ANSWER_SECONDS):
            answer = await self._answer
        return (time.perf_counter() - begun) * 1000, answer

    def number(self, answer: bytes) -> str:
        """Return the number in an answer."""
        return str(msgspec.json.decode(answer, type=Given).number)

    def close(self) -> None:
        """Leave."""
        self._wire.close()

    def _hear(self, text: bytes) -> None:
        self._answer.set_result(text)


async def issue_many(askers: Sequence[Asker], count: int) -> Load:
    """Let everybody issue one ticket after the other, ``count`` in all."""
    left, done = iter(range(count)), list[tuple[float, Asker, bytes]]()

    async def visit(asker: Asker) -> None:
        for turn in left:
            ms, answer = await asker.issue(SERVICES[turn % len(SERVICES)])
            done.append((ms, asker, answer))

    begun = time.perf_counter()
    await asyncio.gather(*(visit(asker) for asker in askers))
    seconds = time.perf_counter() - begun
    numbers = tuple(asker.number(answer) for _, asker, answer in done)
    return Load(tuple(ms for ms, _, _ in done), seconds, numbers)


class Boards:
    """Boards of one zone; they note when a call, at first the welcome, reached each of them."""

    def __init__(self, count: int) -> None:
        """Begin with none of ``count``."""
        self._count = count
        self._wires: list[DeviceWire] = []
        self._came: list[float] = []
        self._all_came = asyncio.Event()

    @classmethod
    async def link(cls, grounds: Grounds, host: str, port: int, devices: Sequence[Key]) -> Self:
        """Return boards that were welcomed."""
        boards = cls(len(devices))
        for device in devices:
            wire = await DeviceWire.connect(host, port, boards._hear)
            wire.say(grounds.hello(device))
            boards._wires.append(wire)
        async with asyncio.timeout(ANSWER_SECONDS):
            await boards._all_came.wait()
        return boards

    def expect(self) -> None:
        """Forget earlier calls: the next one is looked for."""
        self._came.clear()
        self._all_came.clear()

    async def came(self) -> tuple[float, ...]:
        """Return when the call reached each board, on this process's clock."""
        async with asyncio.timeout(ANSWER_SECONDS):
            await self._all_came.wait()
        return tuple(self._came)

    def check(self) -> None:
        """Raise WireError if a board was cut off."""
        for wire in self._wires:
            if wire.ended is not None:
                raise wire.ended

    def close(self) -> None:
        """Leave."""
        for wire in self._wires:
            wire.close()

    def _hear(self, text: bytes) -> None:
        if CALL in text or text.startswith(WELCOME):
            self._came.append(time.perf_counter())
            if len(self._came) >= self._count:
                self._all_came.set()
