"""A device that knew the log before a restore tells what it saw, and no number comes twice."""

from pathlib import Path

from server.hall import Hall
from server.hall_file import load_hall_file
from server.protocol.frames import Hello, ResumePoint, Welcome
from server.protocol.identity import PROTOCOL_VERSION
from server.protocol.restore_events import HeadMissing, SeriesRaised
from server.protocol.tickets import SeenNumber
from server.storage.ledger import Ledger
from server.storage.sqlite import Store
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import (
    HALL,
    HALL_FILE,
    WorkingServer,
    opened,
    working_server,
)
from tests.server.engines import Engines

LOST_HEAD = "0f" * 32


async def greet(server: WorkingServer, resume: ResumePoint, seen: dict[str, SeenNumber]) -> None:
    """Let a kiosk say what it saw, and be welcomed."""
    who = await server.add_kiosk()
    async with opened(server, who) as device:
        hello = Hello(
            PROTOCOL_VERSION, HALL, who.device, who.role, who.key, resume, (), LOST_HEAD, seen
        )
        await device.say(hello)
        assert isinstance(await device.hear(), Welcome)


def begin_epoch(data: Path, clock: FakeClock) -> None:
    """Do to the store what a restore does, without any margin."""
    store = Store.open(data)
    store.begin()
    ledger = Ledger.locked(store.connection, HALL)
    with ledger.savepoint():
        Hall(load_hall_file(HALL_FILE), clock.wall_ms).begin_epoch(ledger, 2, 0)
    store.commit()
    store.close()


async def test_after_a_restore_a_kiosk_tells_what_was_lost(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.devices.memories", "saw an entry 999 that was lost")
    expected_log.expect("server.devices.memories", "goes on at 701")
    expected_log.expect("server.devices.hub", "was it restored?")
    clock = FakeClock()
    async with working_server(tmp_path, clock) as server:
        before = await server.issue()
    begin_epoch(tmp_path, clock)

    async with working_server(tmp_path, clock) as server:
        seen = {before.series: SeenNumber(before.service_day, 657)}
        await greet(server, ResumePoint(1, 999), seen)
        log = [entry.event for entry in await server.log()]

    missing = [event for event in log if isinstance(event, HeadMissing)]
    raised = [event for event in log if isinstance(event, SeriesRaised)]
    assert [(event.seq, event.head) for event in missing] == [(999, LOST_HEAD)]
    assert [(event.series, event.next) for event in raised] == [(before.series, 701)]


async def test_of_the_present_epoch_nothing_is_news(
    server: WorkingServer, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.devices.hub", "was it restored?")
    before = await server.issue()

    await greet(server, ResumePoint(1, 999), {before.series: SeenNumber(before.service_day, 657)})

    kinds = {type(entry.event) for entry in await server.log()}
    assert HeadMissing not in kinds
    assert SeriesRaised not in kinds


async def test_what_a_cluster_lost_while_no_process_was_there_is_told_by_a_kiosk(
    postgresql: Engines, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.devices.memories", "saw an entry 999 that was lost")
    expected_log.expect("server.devices.memories", "goes on at 701")
    expected_log.expect("server.devices.hub", "was it restored?")
    async with working_server(tmp_path) as server:
        before = await server.issue()

        await greet(
            server, ResumePoint(1, 999), {before.series: SeenNumber(before.service_day, 657)}
        )
        after = await server.issue()

    assert postgresql.is_postgresql
    assert (before.ordinal, after.ordinal) == (1, 701)


async def test_what_a_cluster_has_is_no_news(postgresql: Engines, tmp_path: Path) -> None:
    async with working_server(tmp_path) as server:
        before = await server.issue()
        newest = (await server.log())[-1]
        who = await server.add_kiosk()
        seen = {before.series: SeenNumber(before.service_day, 657)}

        async with opened(server, who) as device:
            resume, head = ResumePoint(newest.epoch, newest.seq), newest.head
            hello = Hello(
                PROTOCOL_VERSION, HALL, who.device, who.role, who.key, resume, (), head, seen
            )
            await device.say(hello)
            assert isinstance(await device.hear(), Welcome)
        after = await server.issue()

    assert postgresql.is_postgresql
    assert after.ordinal == 2
