"""The moving part: prints at a speed what the buffer holds, cuts, answers its host."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from printers.virtual.answers import CLEARED, OFF_NOTICE, Answers
from printers.virtual.buffer import ReceiveBuffer
from printers.virtual.build import Ability, Build
from printers.virtual.catalogue import CUTS_WITH_FEED
from printers.virtual.condition import Condition
from printers.virtual.head import Effect, Head
from printers.virtual.ledger import ByteLedger
from printers.virtual.memory import LogoMemory
from printers.virtual.presenting import Presenting
from printers.virtual.real_time import Order, OrderKind, RealTimeEar
from printers.virtual.shelf import Shelf
from printers.virtual.tokens import Token

CUT_SECONDS, NV_WRITE_SECONDS = 0.3, 0.2
SHORTEST_SLEEP = 0.01
PROCESS_ID = b"00"
FULL_CUTS = frozenset((0, 48, 65, 97, 103))
EJECTOR_STATUS = 6
Obeyed = Callable[[bytes], Awaitable[None]]


class Mechanism:
    """One virtual printer, whatever cable it hangs on."""

    def __init__(self, build: Build, shelf: Shelf, nv: LogoMemory | None = None) -> None:
        """Start idle, powered, with a full roll."""
        self.build = build
        self.condition = Condition()
        self.shelf = shelf
        self.head = Head(build, nv)
        self.buffer = ReceiveBuffer(build)
        self.ledger = ByteLedger(build.name)
        self.presenting = Presenting(build.presenter, shelf.tell_fate)
        self.send: Callable[[bytes], None] = lambda _: None
        self.on_power: Callable[[], None] = lambda: None
        self.received_bytes = 0
        self.lost_bytes = 0
        self._answers = Answers(build)
        self._ear = RealTimeEar()
        self._armed = 0
        self._debt = 0.0
        self._changed = asyncio.Event()
        self._special = self._special_commands()

    @property
    def room(self) -> int:
        """Bytes that the buffer can still take."""
        if self.condition.never_read or not self.condition.powered:
            return 0
        return self.buffer.room

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until ``holds`` after some change of buffer or condition."""
        while not holds():
            self._changed.clear()
            await self._changed.wait()

    def receive(self, data: bytes) -> None:
        """Take bytes off the cable; real-time commands are obeyed before all others."""
        self.received_bytes += len(data)
        if self.condition.swallow:
            return
        for order in self._ear.hear(data):
            self._obey_at_once(order)
        # A serial host that nothing holds back writes over the end of the buffer.
        kept = data[: self.room]
        self.lost_bytes += len(data) - len(kept)
        self.buffer.take(kept)
        self._changed.set()

    def set_condition(self, condition: Condition) -> None:
        """Change the hardware's state and tell the host when it asked to be told."""
        before, self.condition = self.condition, condition
        if before.powered and not condition.powered:
            self._lose_power()
        elif condition.powered and not before.powered:
            self.on_power()
        elif self._answers.armed_change(self._armed, before, condition):
            self._answer(self._answers.automatic_status(condition))
        self._changed.set()

    def tear(self) -> None:
        """Let a hand tear the paper off."""
        self._finish("torn", self.head.paper.length - self._to_cutter)

    def state(self) -> dict[str, Any]:
        """Return what the control socket shows."""
        condition, head = self.condition, self.head
        near = "near-end" if condition.little_paper else "loaded"
        nv = head.graphics.nv
        return {
            "model": self.build.name,
            "papers": self.shelf.papers,
            "paper": "out" if condition.paper_out else near,
            "mm_left": round(condition.mm_left, 1),
            "roll_mm": condition.roll_mm,
            "cover": "open" if condition.cover_open else "closed",
            "cutter": "error" if condition.cutter_error else "ok",
            "head": "overheated" if condition.overheated else "ok",
            "path": "jammed" if condition.jammed else "free",
            "powered": condition.powered,
            "bytes": self.received_bytes,
            "lost_bytes": self.lost_bytes,
            "waiting_bytes": self.buffer.waiting,
            "incomplete_bytes": self.buffer.incomplete,
            "leftover_bytes": head.leftover,
            "uncut_ink": head.paper.has_ink,
            "unknown_bytes": self.ledger.unknown_bytes,
            "nv": {"writes": nv.writes, "keys": list(nv.keys), "refused": nv.refused},
            "presenter": self.presenting.state(),
        }

    async def run(self) -> None:
        """Print for ever."""
        while True:
            await self.until(lambda: self.buffer.has_work and self.condition.can_print)
            token, content = self.buffer.pop()
            own = token.name == "text" and self.head.draws_own(token.arguments[0])
            self.ledger.note(token, content, own=own)
            await self._obey(token)
            self._count_towards_death(token.size)
            self._changed.set()

    def _special_commands(self) -> dict[str, Obeyed]:
        return {
            "GS V": self._cut_as_told,
            "ESC i": lambda _: self._cut(with_feed=False, way="partial"),
            "ESC m": lambda _: self._cut(with_feed=False, way="partial"),
            "GS a": self._arm,
            "GS r": self._paper_sensor,
            "GS ( H": self._echo,
            "GS I": self._identify,
            "GS e": self._eject_or_tell,
            "FS P": self._present,
            "FF": self._form_feed,
        }

    async def _obey(self, token: Token) -> None:
        special = self._special.get(token.name)
        if special is not None:
            await special(token.arguments)
            return
        if token.name == "ESC @":
            self._armed = 0
        await self._carry_through(self.head.obey(token))

    async def _carry_through(self, effect: Effect) -> None:
        if effect.unknown:
            self.ledger.note_unknown(effect.unknown)
        await self._move(effect.dots)
        if effect.answer:
            self._answer(effect.answer)
        if effect.wrote_nv:
            await self._spend(NV_WRITE_SECONDS)
            if self.build.quirks.nv_write_resets:
                self._lose_power()

    async def _move(self, dots: int) -> None:
        if not dots:
            return
        self.head.paper.feed(dots)
        millimetres = dots / self.build.mechanics.dots_per_mm
        left = max(0.0, self.condition.mm_left - millimetres)
        self.set_condition(replace(self.condition, mm_left=left))
        await self._spend(millimetres / self.build.mechanics.millimetres_per_second)

    async def _spend(self, seconds: float) -> None:
        self._debt += seconds
        if self._debt >= SHORTEST_SLEEP:
            debt, self._debt = self._debt, 0.0
            await asyncio.sleep(debt)

    @property
    def _to_cutter(self) -> int:
        mechanics = self.build.mechanics
        return round(mechanics.head_to_cutter_mm * mechanics.dots_per_mm)

    async def _cut_as_told(self, arguments: bytes) -> None:
        way = "full" if arguments[0] in FULL_CUTS else "partial"
        feeds = arguments[0] in CUTS_WITH_FEED
        await self._cut(with_feed=feeds, way=way, units=arguments[1] if feeds else 0)

    async def _cut(self, *, with_feed: bool, way: str, units: int = 0) -> None:
        # Kiosk printers bring the ticket's end to the cutter by themselves.
        if with_feed or self.presenting.exists:
            await self._move(self._to_cutter + self.head.vertical_dots(units))
            await self.until(lambda: self.condition.can_print)
        if not self.build.mechanics.cutter:
            self._finish("torn", self.head.paper.length - self._to_cutter)
            return
        if self.condition.cutter_jams:
            self.set_condition(replace(self.condition, cutter_error=True))
            await self.until(lambda: self.condition.can_print)
        await self._spend(CUT_SECONDS)
        self._finish(way, self.head.paper.length - self._to_cutter)

    def _finish(self, way: str, at: int) -> None:
        done = self.head.new_paper(max(1, at))
        number = self.shelf.keep(done, self.ledger.closed(self.head.leftover, way))
        self.presenting.receive(number, done.millimetres)
        if self.condition.off_after_cut:
            self.set_condition(replace(self.condition, off_after_cut=False, powered=False))

    async def _present(self, arguments: bytes) -> None:
        steps, _, kind, seconds = arguments
        self.presenting.present(steps, seconds, throws_out=kind == ord("E"))

    async def _form_feed(self, _: bytes) -> None:
        if self.presenting.form_feed_presents:
            await self._cut(with_feed=True, way="full")
            self.presenting.present(self.presenting.longest_steps, 0, throws_out=False)

    async def _eject_or_tell(self, arguments: bytes) -> None:
        if arguments[0] == EJECTOR_STATUS:
            out = self.presenting.ticket_out
            self._answer(self._answers.ejector(self.condition, ticket_out=out))
            return
        if self.presenting.cuts_before(arguments[0]) and self.head.paper.has_ink:
            await self._cut(with_feed=True, way="full")
        self.presenting.obey(arguments)

    async def _arm(self, arguments: bytes) -> None:
        self._armed = arguments[0]
        if self._armed:
            self._answer(self._answers.automatic_status(self.condition))

    async def _paper_sensor(self, _: bytes) -> None:
        await self._late()
        self._answer(self._answers.paper_sensor(self.condition))

    async def _echo(self, arguments: bytes) -> None:
        if arguments[:2] != PROCESS_ID:
            self.ledger.note_unknown(len(arguments))
            return
        await self._late()
        self._answer(self._answers.echo(arguments[2:6], self.condition))

    async def _identify(self, arguments: bytes) -> None:
        self._answer(self._answers.identity(arguments[0]))

    async def _late(self) -> None:
        if self.condition.late_echo_seconds:
            await asyncio.sleep(self.condition.late_echo_seconds)

    def _answer(self, response: bytes) -> None:
        silent = self.condition.mute or self.condition.swallow or not self.condition.powered
        if silent or not response:
            return
        self.send(b"\xff\x81\x01" + response if self.condition.garbage else response)

    def _obey_at_once(self, order: Order) -> None:
        answers = self._answers
        if order.kind is OrderKind.STATUS:
            out = self.presenting.ticket_out
            self._answer(answers.real_time_status(order.number, self.condition, ticket_out=out))
        elif Ability.REAL_TIME_REQUEST not in self.build.has:
            return
        elif order.kind is OrderKind.OFF:
            self._answer(OFF_NOTICE)
            self.set_condition(replace(self.condition, powered=False))
        else:
            self._recover(clears=order.kind is OrderKind.CLEAR or order.number > 1)
            self._answer(CLEARED if order.kind is OrderKind.CLEAR else b"")

    def _recover(self, *, clears: bool) -> None:
        if clears:
            self.buffer.clear()
        self.set_condition(replace(self.condition, cutter_error=False))

    def _count_towards_death(self, size: int) -> None:
        left = self.condition.die_after
        if left is None:
            return
        alive = left > size
        remaining = left - size if alive else None
        self.set_condition(replace(self.condition, die_after=remaining, powered=alive))

    def _lose_power(self) -> None:
        self.buffer.clear()
        self._ear = RealTimeEar()
        self._armed = 0
        self.head.lose_power()
