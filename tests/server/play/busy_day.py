"""A day of sixteen desks at once, whose visitors are sent on, set aside, missed and taken back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from server.hall_service import HallService
from server.protocol.commands import CallNext, FinishService, IssueTicket, MarkNoShow, StartService
from server.protocol.errors import NoOneWaitingError
from server.protocol.events import Entry, TicketCalled
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind, Key, TicketId
from server.protocol.visit_commands import NextLeg, Park, ReturnDue, Revive, Transfer
from tests.fakes.clock import FakeClock
from tests.server.engines import ENGINES
from tests.server.running_hall import DEMO_HALL, fail
from tests.server.working_hall import KIOSK, new_id

DESKS = tuple(f"desk-{number}" for number in range(1, 17))
SERVICES = ("justice-appeal", "justice-lawyer", "labour-appeal", "akimat-housing")
_MORE_DESKS = """
[[desks]]
id = "desk-{number}"
label = "{number}"
zone = "main"
services = ["justice-appeal", "justice-lawyer", "labour-appeal", "akimat-housing"]
"""
IDLE_SECONDS = 0.02
_MISSED, _PARKED, _SENT_ON = 3, {5, 10, 15}, {1, 7, 12, 18}
_OFTEN = 8
"""A demo desk serves other services too: so many hands for one visitor are enough."""


@dataclass(slots=True)
class BusyDay:
    """The hall's servers, its visitors and its officials."""

    servers: tuple[HallService, ...]
    clock: FakeClock
    visitors: int
    came: int = 0
    handlings: int = 0
    handled: dict[TicketId, int] = field(default_factory=dict)

    async def work(self) -> None:
        """Let everybody come, and receive everybody to the end."""
        async with asyncio.TaskGroup() as hall:
            for number in range(4):
                hall.create_task(self._let_come(Random(number)))
            for number, desk in enumerate(DESKS):
                hall.create_task(self._receive(desk, Random(100 + number)))

    async def log(self) -> tuple[Entry, ...]:
        """Return every entry."""
        return await self.servers[0].read(lambda ledger: ledger.events.since(0, 0))

    async def _let_come(self, rng: Random) -> None:
        while self.came < self.visitors:
            self.came += 1
            self.clock.advance(ms=7)
            command = IssueTicket(
                request_id=new_id(),
                service=rng.choice(SERVICES),
                language="kk",
                claim="veterans" if rng.random() < 0.2 else None,
            )
            await rng.choice(self.servers).carry_out(command, KIOSK)

    async def _receive(self, desk: Key, rng: Random) -> None:
        server = self.servers[DESKS.index(desk) % len(self.servers)]
        actor = Actor(ActorKind.OFFICIAL, f"o-{desk}")
        current: TicketId | None = None
        while not self._is_over():
            self.clock.advance(ms=11)
            try:
                command = CallNext(request_id=new_id(), desk=desk, current=current)
                called = (await server.carry_out(command, actor))[-1].event
            except NoOneWaitingError:
                await self._finish(server, desk, current, actor)
                current = None
                await server.carry_out(ReturnDue(request_id=new_id()), SERVER_ACTOR)
                await asyncio.sleep(IDLE_SECONDS)
                continue
            assert isinstance(called, TicketCalled)
            current = await self._handle(server, called, actor, rng)

    async def _finish(
        self, server: HallService, desk: Key, current: TicketId | None, actor: Actor
    ) -> None:
        if current is not None:
            command = FinishService(request_id=new_id(), desk=desk, ticket=current)
            await server.carry_out(command, actor)

    async def _handle(
        self, server: HallService, called: TicketCalled, actor: Actor, rng: Random
    ) -> TicketId | None:
        """Do with a visitor what an official may; return him if he is still at the desk."""
        desk, ticket = called.desk, called.ticket
        times = self.handled[ticket] = self.handled.get(ticket, 0) + 1
        self.handlings += 1
        fate = 0 if times > _OFTEN else self.handlings % 20
        if fate == _MISSED and times == 1:
            missed = MarkNoShow(request_id=new_id(), desk=desk, ticket=ticket)
            await server.carry_out(missed, actor)
            await server.carry_out(Revive(request_id=new_id(), ticket=ticket), actor)
            return None
        start = StartService(request_id=new_id(), desk=desk, ticket=ticket)
        await server.carry_out(start, actor)
        if fate in _PARKED:
            await server.carry_out(self._parked(desk, ticket, rng), actor)
        elif fate in _SENT_ON:
            await server.carry_out(self._sent_on(desk, ticket, rng), actor)
        else:
            return ticket
        return None

    def _parked(self, desk: Key, ticket: TicketId, rng: Random) -> Park:
        at = self.servers[0].now() + rng.randrange(2_000, 9_000)
        return Park(request_id=new_id(), desk=desk, ticket=ticket, reason="form", returns_at=at)

    def _sent_on(self, desk: Key, ticket: TicketId, rng: Random) -> Transfer:
        to = (
            NextLeg(desk=rng.choice(DESKS))
            if rng.random() < 0.3
            else NextLeg(service=rng.choice(SERVICES))
        )
        return Transfer(
            request_id=new_id(),
            desk=desk,
            ticket=ticket,
            to=to,
            reason="specialist",
            comes_back=self.handled[ticket] == 1 and rng.random() < 0.5,
        )

    def _is_over(self) -> bool:
        """Return whether everybody came, was handled and has left, as every server knows."""
        if min(self.came, len(self.handled)) < self.visitors:
            return False
        return not any(
            one.waiting or one.parked or one.at_desks or one.absent
            for one in (server.picture.standing for server in self.servers)
        )


@asynccontextmanager
async def busy_day(directory: Path, visitors: int) -> AsyncIterator[BusyDay]:
    """Open a hall of sixteen desks: one server on SQLite, two on one PostgreSQL database."""
    text = DEMO_HALL.read_text(encoding="utf-8")
    text += "".join(_MORE_DESKS.format(number=number) for number in range(9, 17))
    hall_file = directory / "hall.toml"
    hall_file.write_text(text, encoding="utf-8")
    clock = FakeClock()
    async with AsyncExitStack() as stack:
        servers = []
        for _ in range(2 if ENGINES.is_postgresql else 1):
            where = ENGINES.where(directory)
            server = await HallService.open(where, hall_file, clock, fail)
            stack.push_async_callback(server.close)
            servers.append(server)
        await servers[0].tick()
        yield BusyDay(tuple(servers), clock, visitors)
