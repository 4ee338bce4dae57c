"""The moving part: takes bytes into a finite buffer, prints at a speed, answers its host."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from printers.virtual.condition import Condition
from printers.virtual.head import Head
from printers.virtual.paper import DOTS_PER_MM
from printers.virtual.shelf import Shelf
from printers.virtual.tokens import Token, Tokeniser

CUT_SECONDS = 0.3
SHORTEST_SLEEP = 0.01
FIRST_TEXT_ID = 65
REAL_TIME_KINDS = (1, 2, 3, 4)
MODEL_NAMES = {"epson": "TM-T20III", "clone": "POS80"}


@dataclass(frozen=True, slots=True)
class Build:
    """What is fixed when the printer is made."""

    model: str
    millimetres_per_second: float
    buffer_bytes: int


class Mechanism:
    """One virtual printer, whatever cable it hangs on."""

    def __init__(self, build: Build, shelf: Shelf) -> None:
        """Start idle, powered, with a full roll."""
        self.condition = Condition()
        self.shelf = shelf
        self.head = Head(build.model)
        self.send: Callable[[bytes], None] = lambda _: None
        self.received_bytes = 0
        self.unknown_bytes = 0
        self._build = build
        self._tokeniser = Tokeniser()
        self._tokens: deque[Token] = deque()
        self._raw = bytearray()
        self._strip = bytearray()
        self._tail = b""
        self._armed = False
        self._debt = 0.0
        self._changed = asyncio.Event()

    @property
    def room(self) -> int:
        """Bytes that the buffer can still take."""
        if self.condition.never_read or not self.condition.powered:
            return 0
        return max(0, self._build.buffer_bytes - len(self._raw))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until ``holds`` after some change of buffer or condition."""
        while not holds():
            self._changed.clear()
            await self._changed.wait()

    def receive(self, data: bytes) -> None:
        """Take bytes off the cable; real-time commands are answered before all others."""
        self.received_bytes += len(data)
        if self.condition.swallow:
            return
        self._answer_real_time(data)
        self._raw += data
        self._tokens.extend(self._tokeniser.feed(data))
        self._changed.set()

    def set_condition(self, condition: Condition) -> None:
        """Change the hardware's state and tell the host when it asked to be told."""
        before, self.condition = self.condition, condition
        if not condition.powered:
            self._lose_buffer()
        elif self._armed and before.automatic_status() != condition.automatic_status():
            self._answer(condition.automatic_status())
        self._changed.set()

    def state(self) -> dict[str, Any]:
        """Return what the control socket shows."""
        condition = self.condition
        near = "near-end" if condition.near_end else "loaded"
        return {
            "papers": self.shelf.papers,
            "paper": "out" if condition.paper_out else near,
            "mm_left": round(condition.mm_left, 1),
            "cover": "open" if condition.cover_open else "closed",
            "cutter": "error" if condition.cutter_error else "ok",
            "powered": condition.powered,
            "bytes": self.received_bytes,
            "waiting_bytes": len(self._raw),
            "uncut_ink": self.head.paper.has_ink,
            "unknown_bytes": self.unknown_bytes + self.head.unknown_bytes,
        }

    async def run(self) -> None:
        """Print for ever."""
        while True:
            await self.until(lambda: bool(self._tokens) and self.condition.can_print)
            token = self._tokens.popleft()
            self._strip += self._raw[: token.size]
            del self._raw[: token.size]
            await self._obey(token)
            self._count_towards_death(token.size)
            self._changed.set()

    async def _obey(self, token: Token) -> None:
        special: dict[str, Callable[[bytes], Coroutine[Any, Any, None]]] = {
            "GS V": self._cut,
            "GS a": self._arm,
            "GS r": self._paper_sensor,
            "GS ( H": self._echo,
            "GS I": self._identify,
        }
        if token.name in special:
            await special[token.name](token.arguments)
            return
        if token.name == "ESC @":
            self._armed = False
        await self._move(self.head.obey(token))

    async def _move(self, dots: int) -> None:
        self.head.paper.feed(dots)
        millimetres = dots / DOTS_PER_MM
        left = self.condition.mm_left - millimetres
        ran_out = left <= 0 < self.condition.mm_left
        if ran_out:
            self.set_condition(replace(self.condition, mm_left=0.0))
        else:
            self.condition = replace(self.condition, mm_left=left)
        await self._spend(millimetres / self._build.millimetres_per_second)

    async def _spend(self, seconds: float) -> None:
        self._debt += seconds
        if self._debt >= SHORTEST_SLEEP:
            debt, self._debt = self._debt, 0.0
            await asyncio.sleep(debt)

    async def _cut(self, _: bytes) -> None:
        if self.condition.cutter_jams:
            self.set_condition(replace(self.condition, cutter_error=True))
            await self.until(lambda: self.condition.can_print)
        await self._spend(CUT_SECONDS)
        unknown = self.head.unknown_bytes
        self.unknown_bytes += unknown
        strip, self._strip = bytes(self._strip), bytearray()
        self.shelf.keep(self.head.new_paper(), strip, unknown)

    async def _arm(self, arguments: bytes) -> None:
        self._armed = arguments[0] != 0
        if self._armed:
            self._answer(self.condition.automatic_status())

    async def _paper_sensor(self, _: bytes) -> None:
        await self._late()
        self._answer(self.condition.paper_sensor())

    async def _echo(self, arguments: bytes) -> None:
        if self._build.model != "epson" or arguments[:2] != b"00":
            return
        await self._late()
        mark = b"????" if self.condition.foreign_echo else arguments[2:6]
        self._answer(b"\x37\x22" + mark + b"\x00")

    async def _identify(self, arguments: bytes) -> None:
        if arguments[0] >= FIRST_TEXT_ID:
            self._answer(b"_" + MODEL_NAMES[self._build.model].encode() + b"\x00")
        else:
            self._answer(b"\x20")

    async def _late(self) -> None:
        if self.condition.late_echo_seconds:
            await asyncio.sleep(self.condition.late_echo_seconds)

    def _answer(self, response: bytes) -> None:
        if self.condition.mute or self.condition.swallow or not self.condition.powered:
            return
        self.send(b"\xff\x81\x01" + response if self.condition.garbage else response)

    def _answer_real_time(self, data: bytes) -> None:
        seen = self._tail + data
        for place in range(len(seen) - 2):
            if seen[place : place + 2] == b"\x10\x04" and seen[place + 2] in REAL_TIME_KINDS:
                self._answer(self.condition.real_time_status(seen[place + 2]))
        self._tail = seen[-2:]

    def _count_towards_death(self, size: int) -> None:
        left = self.condition.die_after
        if left is None:
            return
        alive = left > size
        remaining = left - size if alive else None
        self.set_condition(replace(self.condition, die_after=remaining, powered=alive))

    def _lose_buffer(self) -> None:
        self._tokens.clear()
        self._raw.clear()
        self._tail = b""
        self._tokeniser = Tokeniser()
        self._armed = False
