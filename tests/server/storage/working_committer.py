"""A committer at work over an in-memory store whose disk fails when a test says so."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pysqlite3 import dbapi2 as sqlite3

from server.hall import Hall
from server.protocol.commands import CallNext, IssueTicket, OpenDay
from server.protocol.events import Entry, TicketIssued
from server.protocol.identity import SERVER_ACTOR
from server.storage.committer import Committer
from server.storage.jobs import JobKind
from server.storage.ledger import Ledger
from server.storage.postgres import PostgresStore
from server.storage.sqlite import Store, connect
from tests.fakes.clock import FakeClock
from tests.server.engines import ENGINES
from tests.server.working_hall import KIOSK, OFFICIAL, SMALL_HALL, TODAY, add_hall, new_id

HALL = SMALL_HALL.id
IOERR_FSYNC = sqlite3.SQLITE_IOERR | (4 << 8)


class Trouble:
    """What a test says is to fail, and what was done until then."""

    commit_error: Exception | None = None
    checkpoint_error: Exception | None = None
    checkpoints = 0
    is_full = False
    is_log_long = False
    commits = 0


class TroubledStore(Trouble, Store):
    """A store whose disk fails when a test says so."""

    def commit(self) -> None:
        """Commit, unless the disk is to fail."""
        if self.commit_error is not None:
            raise self.commit_error
        self.commits += 1
        super().commit()

    def checkpoint(self) -> bool:
        """Checkpoint, unless the disk is to fail."""
        self.checkpoints += 1
        if self.checkpoint_error is not None:
            raise self.checkpoint_error
        return super().checkpoint()

    def log_is_long(self) -> bool:
        """Say that the log is long when a test says so."""
        return self.is_log_long

    def refill_reserve(self) -> bool:
        """Claim the reserve's space, unless the disk is to stay full."""
        return not self.is_full


class TroubledPostgres(Trouble, PostgresStore):
    """A store on PostgreSQL whose COMMIT fails when a test says so."""

    def begin(self) -> None:
        """Begin; looking at what others did is not counted, it comes when it likes."""
        self.commits += 1
        super().begin()

    def commit(self) -> None:
        """Commit, unless it is to fail."""
        if self.commit_error is not None:
            raise self.commit_error
        super().commit()


def troubled_store() -> TroubledStore | TroubledPostgres:
    """Return an empty store of the engine that the test runs on."""
    return ENGINES.opened(TroubledPostgres) or TroubledStore(connect(":memory:"))


def disk_error(code: int) -> Exception:
    error = sqlite3.OperationalError("made by the test")
    error.sqlite_errorcode = code
    assert isinstance(error, Exception)
    return error


@dataclass
class Desk:
    """A committer over an in-memory store, and what it told."""

    store: TroubledStore | TroubledPostgres
    hall: Hall
    committer: Committer
    published: list[Entry] = field(default_factory=list)
    fatal: list[BaseException] = field(default_factory=list)

    async def issue(self) -> Entry:
        command = IssueTicket(request_id=new_id(), service="papers", language="kk")
        (entry,) = await self.committer.run(
            HALL, lambda ledger: self.hall.carry_out(ledger, command, KIOSK), JobKind.ADMIT
        )
        return entry

    async def call(self) -> tuple[Entry, ...]:
        command = CallNext(request_id=new_id(), desk="desk-1")
        return await self.committer.run(
            HALL, lambda ledger: self.hall.carry_out(ledger, command, OFFICIAL)
        )


@asynccontextmanager
async def working(waiting: int = 100) -> AsyncIterator[Desk]:
    clock = FakeClock()
    store = troubled_store()
    add_hall(store, SMALL_HALL, clock.wall_ms())
    published: list[Entry] = []
    fatal: list[BaseException] = []
    committer = Committer(store, published.extend, fatal.append, waiting)
    desk = Desk(store, Hall(SMALL_HALL, clock.wall_ms), committer, published, fatal)
    opening = OpenDay(request_id=new_id(), service_day=TODAY)
    await committer.run(HALL, lambda ledger: desk.hall.carry_out(ledger, opening, SERVER_ACTOR))
    try:
        yield desk
    finally:
        await committer.close()


@asynccontextmanager
async def held(desk: Desk) -> AsyncIterator[Callable[[], None]]:
    """Hold the writer thread inside a job until the returned function is called."""
    inside, go_on = threading.Event(), threading.Event()

    def wait(_ledger: Ledger) -> None:
        inside.set()
        go_on.wait(10)

    holding = asyncio.create_task(desk.committer.run(HALL, wait))
    await asyncio.to_thread(inside.wait, 10)
    yield go_on.set
    go_on.set()
    await holding


def number_of(entry: Entry) -> str:
    """Return the number that an entry issued."""
    assert isinstance(entry.event, TicketIssued)
    return entry.event.number
