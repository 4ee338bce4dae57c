"""Several committers on one PostgreSQL database, as several server processes are."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise

from server.clock import HallClock
from server.hall import Hall
from server.protocol.commands import (
    CallNext,
    Command,
    FinishService,
    IssueTicket,
    OpenDay,
    StartService,
)
from server.protocol.errors import NoOneWaitingError, UnavailableError
from server.protocol.events import Entry, TicketCalled
from server.protocol.identity import SERVER_ACTOR
from server.storage.committer import IDLE_SECONDS, Committer
from server.storage.halls import Halls
from server.storage.ledger import Ledger
from server.storage.postgres import PostgresStore
from server.storage.postgres_settings import connect_raw
from tests.fakes.clock import FakeClock
from tests.server.working_hall import KIOSK, OFFICIAL, SMALL_HALL, TODAY, add_hall, new_id

HALL = SMALL_HALL.id
AGAIN_SECONDS = 0.02


@dataclass
class Writer:
    """One process's share: its committer, and what it published."""

    store: PostgresStore
    committer: Committer
    hall: Hall
    published: list[Entry]
    fatal: list[BaseException] = field(default_factory=list)
    failures: int = 0

    async def ask(self, command: Command) -> tuple[Entry, ...]:
        """Carry out one command, asked again under the same id while it is unavailable."""
        actor = KIOSK if isinstance(command, IssueTicket) else OFFICIAL
        while True:
            try:
                return await self.committer.run(
                    HALL, lambda ledger: self.hall.carry_out(ledger, command, actor)
                )
            except UnavailableError:
                self.failures += 1
                await asyncio.sleep(AGAIN_SECONDS)

    async def issue(self) -> Entry:
        (entry,) = await self.ask(
            IssueTicket(request_id=new_id(), service="papers", language="kk")
        )
        return entry

    async def receive(self, desk: str) -> TicketCalled | None:
        """Call, start and finish a visitor at ``desk``; None when nobody waits."""
        try:
            entries = await self.ask(CallNext(request_id=new_id(), desk=desk))
        except NoOneWaitingError:
            return None
        called = entries[-1].event
        assert isinstance(called, TicketCalled)
        await self.ask(StartService(request_id=new_id(), desk=desk, ticket=called.ticket))
        await self.ask(FinishService(request_id=new_id(), desk=desk, ticket=called.ticket))
        return called


@asynccontextmanager
async def writers(
    url: str,
    count: int = 2,
    store_class: type[PostgresStore] = PostgresStore,
    idle_seconds: float = IDLE_SECONDS,
) -> AsyncIterator[list[Writer]]:
    """Run ``count`` committers on an empty database, its day opened."""
    clock = FakeClock()
    first = store_class.open(url)
    add_hall(first, SMALL_HALL, clock.wall_ms())
    made = []
    for store in (first, *(store_class.open(url) for _ in range(count - 1))):
        published: list[Entry] = []
        fatal: list[BaseException] = []
        head = Halls(store.connection).head(HALL)
        committer = Committer(
            store,
            published.extend,
            fatal.append,
            heads={HALL: head},
            idle_seconds=idle_seconds,
        )
        hall = Hall(SMALL_HALL, HallClock(clock, 0).now)
        made.append(Writer(store, committer, hall, published, fatal))
    opening = OpenDay(request_id=new_id(), service_day=TODAY)

    def work(ledger: Ledger) -> tuple[Entry, ...]:
        return made[0].hall.carry_out(ledger, opening, SERVER_ACTOR)

    await made[0].committer.run(HALL, work)
    try:
        yield made
    finally:
        for writer in made:
            await writer.committer.close()


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for ``condition``; what it waits for is told by the assertion that follows."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the writer's thread sets no event of the loop
            await asyncio.sleep(0.01)


def log_of(url: str) -> list[tuple[int, str]]:
    """Return (seq, hash of the event before) of the whole log as the database keeps it."""
    with connect_raw(url) as raw:
        rows = raw.execute("select seq, prev_hash from events order by seq").fetchall()
    return [(seq, before) for seq, before in rows]


def strays(published: list[Entry], log: list[tuple[int, str]]) -> list[str]:
    """Return what a process lost, doubled or told out of order; each as a sentence."""
    seen = [entry.seq for entry in published]
    wanted = [seq for seq, _ in log]
    found = [f"{seq} is lost" for seq in sorted(set(wanted) - set(seen))]
    found += [f"{seq} is told twice" for seq in sorted({s for s in seen if seen.count(s) > 1})]
    found += [f"{b} is told after {a}" for a, b in pairwise(seen) if b < a]
    heads = dict(log)
    for before, entry in pairwise(published):
        if entry.seq == before.seq + 1 and heads.get(entry.seq) != before.head:
            found.append(f"{entry.seq} does not follow {before.seq}")
    return found


async def cut_connections(url: str, name: str, chance: random.Random, times: int) -> int:
    """End connections of this application name now and then; return how many were ended."""
    ended = 0
    for _ in range(times):
        await asyncio.sleep(chance.uniform(0.02, 0.12))
        with connect_raw(url, application_name="kezek-tests") as raw:
            found = raw.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where application_name = %s and datname = current_database()",
                (name,),
            ).fetchall()
        ended += len(found)
    return ended
