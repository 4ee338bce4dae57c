"""A database that comes back without events that were told: noticed, declared, no number twice."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import anyio
import psycopg
import pytest

from server.hall import Hall
from server.hall_service import HallService
from server.lost_log import declare_loss
from server.protocol.errors import StorageFailedError
from server.protocol.events import Entry, TicketIssued
from server.protocol.hall_events import LogGap
from server.storage.ledger import Ledger
from server.storage.postgres import PostgresStore
from server.storage.tail import LogLostError, Told
from server.verify.checking import verify_database
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.engines import ENGINES, Engines
from tests.server.running_hall import DEMO_HALL, running, wish
from tests.server.working_hall import KIOSK, SMALL_HALL, WorkingHall

TABLES = ("legs", "tickets", "events")


class Standby:
    """The state of a database at a moment, to which a failover may put it back."""

    def __init__(self, url: str) -> None:
        """Look at the database now."""
        self._url = url
        with psycopg.connect(url) as connection:
            self._head = connection.execute(
                "select epoch, seq, head_hash, last_at from halls"
            ).fetchone()
            self._next = connection.execute("select next, id from series").fetchall()

    def take_over(self) -> None:
        """Put the database back to that moment, beneath its servers."""
        assert self._head is not None
        with psycopg.connect(self._url) as connection:
            for table in TABLES:
                connection.execute(f"delete from {table} where seq > %s", (self._head[1],))  # noqa: S608 - our own names
            connection.execute(
                "update halls set epoch = %s, seq = %s, head_hash = %s, last_at = %s", self._head
            )
            for row in self._next:
                connection.execute("update series set next = %s where id = %s", row)


@asynccontextmanager
async def ending(place: Path, clock: FakeClock) -> AsyncIterator[tuple[HallService, list[str]]]:
    """Run a process of the hall that says what it ended of."""
    ends: list[str] = []
    service = await HallService.open(
        ENGINES.where(place), DEMO_HALL, clock, lambda error: ends.append(type(error).__name__)
    )
    try:
        yield service, ends
    finally:
        await service.close()


async def issue(service: HallService, clock: FakeClock) -> TicketIssued:
    clock.advance(seconds=1)
    (entry,) = await service.carry_out(wish(), KIOSK)
    assert isinstance(entry.event, TicketIssued)
    return entry.event


def expect_the_loss(expected_log: ExpectedLog) -> None:
    expected_log.expect("server.storage.committer", "the storage failed: LogLostError")
    expected_log.expect("server.lost_log", "the database has lost events of hall-demo: 1/5")
    expected_log.expect("server.lost_log", "it is declared: epoch 2 begins")


async def lose_two(service: HallService, clock: FakeClock, url: str) -> list[TicketIssued]:
    """Give three numbers, of which a standby that takes over has the first."""
    first = await issue(service, clock)
    standby = Standby(url)
    given = [first, await issue(service, clock), await issue(service, clock)]
    standby.take_over()
    return given


async def test_a_process_ends_when_the_log_is_shorter_than_what_it_told(
    postgresql: Engines, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expect_the_loss(expected_log)
    clock = FakeClock()
    url = str(postgresql.where(tmp_path))
    async with ending(tmp_path, clock) as (service, ends):
        await service.tick()
        heard: list[Entry] = []
        service.subscribe(heard.extend)
        given = await lose_two(service, clock, url)

        with pytest.raises(StorageFailedError):
            await issue(service, clock)

        assert [entry.event for entry in heard] == given
    assert ends == ["LogLostError"]


async def test_after_a_loss_no_number_is_given_twice(
    postgresql: Engines, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expect_the_loss(expected_log)
    clock = FakeClock()
    url = str(postgresql.where(tmp_path))
    async with ending(tmp_path, clock) as (service, _ends):
        await service.tick()
        given = await lose_two(service, clock, url)
        with pytest.raises(StorageFailedError):
            await issue(service, clock)

    async with running(tmp_path, clock) as again:
        more = [await issue(again, clock) for _ in range(3)]
        log = await again.read(log_of)

    assert [ticket.number for ticket in more] == ["A301", "A302", "A303"]
    assert not {t.number for t in given} & {t.number for t in more}
    assert [e.event for e in log if isinstance(e.event, LogGap)] == [
        LogGap(restored_from_seq=3, epoch=2, margin=200)
    ]
    assert verify_database(url).gaps == 1


async def test_an_idle_process_notices_too(
    postgresql: Engines, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expect_the_loss(expected_log)
    clock = FakeClock()
    url = str(postgresql.where(tmp_path))
    async with ending(tmp_path, clock) as (service, ends):
        await service.tick()
        await lose_two(service, clock, url)

        await ended(service, ends)

    assert ends == ["LogLostError"]


async def test_a_log_that_has_grown_again_by_other_events_is_noticed(
    postgresql: Engines, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expect_the_loss(expected_log)
    clock = FakeClock()
    url = str(postgresql.where(tmp_path))
    async with ending(tmp_path, clock) as (service, ends):
        await service.tick()
        await lose_two(service, clock, url)
        async with running(tmp_path, clock) as unaware:
            for _ in range(4):
                await issue(unaware, clock)
            await ended(service, ends)
            later = await issue(unaware, clock)
            gaps = [e for e in await unaware.read(log_of) if isinstance(e.event, LogGap)]

    assert ends == ["LogLostError"]
    assert [gap.epoch for gap in gaps] == [2]
    assert later.ordinal > 300


async def ended(service: HallService, ends: list[str]) -> None:
    """Have the process look at the log, as it does once a second, until it has ended."""
    while not ends:
        with suppress(StorageFailedError):
            await service.read(lambda ledger: ledger.head)
        await anyio.sleep(0.01)


def log_of(ledger: Ledger) -> tuple[Entry, ...]:
    return ledger.events.since(0, 0)


def told(hall: WorkingHall, seq: int = 9, **ordinals: int) -> LogLostError:
    head = hall.log()[-1]
    lost = Told(head.epoch, seq, "ff" * 32, head.policy_version, ordinals)
    return LogLostError(hall.config.id, lost, hall.within(lambda ledger: ledger.head))


def declared(hall: WorkingHall, lost: LogLostError) -> list[LogGap]:
    """Declare a loss and return all that the log declares."""
    declare_loss(hall.store, Hall(SMALL_HALL, hall.clock.wall_ms), lost)
    return [entry.event for entry in hall.log() if isinstance(entry.event, LogGap)]


@pytest.mark.usefixtures("engine")
def test_the_margin_covers_what_is_known_to_be_given(expected_log: ExpectedLog) -> None:
    expected_log.expect("server.lost_log", "the database has lost events")
    expected_log.expect("server.lost_log", "it is declared")
    halls = [WorkingHall() for _ in range(3)]

    margins = [
        declared(hall, lost)[0].margin
        for hall, lost in zip(
            halls,
            (told(halls[0]), told(halls[1], seq=301), told(halls[2], main=512)),
            strict=True,
        )
    ]

    assert margins == [SMALL_HALL.restore_gap, 300, 512]


@pytest.mark.usefixtures("engine")
def test_what_another_process_declared_is_declared_once_more_only_if_it_knew_less(
    expected_log: ExpectedLog,
) -> None:
    expected_log.expect("server.lost_log", "the database has lost events")
    expected_log.expect("server.lost_log", "it is declared")
    hall = WorkingHall()
    known, also, more = told(hall, main=5), told(hall, main=7), told(hall, main=900)

    gaps = [len(declared(hall, lost)) for lost in (known, also, more)]

    assert gaps == [1, 1, 2]


class AwayStore(PostgresStore):
    """A store whose cluster is away for a while, or for good."""

    failures = 0

    def begin(self) -> None:
        """Begin, unless the cluster is away."""
        if self.failures:
            self.failures -= 1
            raise psycopg.OperationalError("away")  # noqa: EM101 - made by the test
        super().begin()


def away(postgresql: Engines, failures: int) -> WorkingHall:
    store = postgresql.opened(AwayStore)
    assert store is not None
    hall = WorkingHall(store=store)
    store.failures = failures
    return hall


def at_head(hall: WorkingHall, look: Callable[[], Entry]) -> LogLostError:
    store = hall.store
    assert isinstance(store, AwayStore)
    failures, store.failures = store.failures, 0
    lost = told(hall)
    assert look().seq < lost.told.seq
    store.failures = failures
    return lost


def test_a_loss_is_declared_when_the_database_is_back(
    postgresql: Engines, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.lost_log", "the database has lost events")
    expected_log.expect("server.lost_log", "could not be declared yet: away")
    expected_log.expect("server.lost_log", "it is declared")
    hall = away(postgresql, 2)

    gaps = declared(hall, at_head(hall, lambda: hall.log()[-1]))

    assert [gap.epoch for gap in gaps] == [2]


def test_a_loss_that_cannot_be_declared_is_said_to_be_not(
    postgresql: Engines, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.lost_log", "the database has lost events")
    expected_log.expect("server.lost_log", "could not be declared yet: away")
    expected_log.expect("server.lost_log", "the loss is NOT declared")
    hall = away(postgresql, 1000)
    lost = at_head(hall, lambda: hall.log()[-1])

    declare_loss(hall.store, Hall(SMALL_HALL, hall.clock.wall_ms), lost, seconds=0.2)

    assert isinstance(hall.store, AwayStore)
    assert hall.store.failures < 1000
