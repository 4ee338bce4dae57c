"""Past visits, read of the log and kept, through restarts."""

from pathlib import Path

from server.protocol.past_visits import PastVisit
from server.waits.record import KEPT_MS, SETTLED_MS, Record
from tests.fakes.clock import FakeClock
from tests.server.running_hall import running
from tests.server.waits.working_waits import DESK, SERVICE, come, receive

LATER = SETTLED_MS + 1


async def test_a_visit_is_told_once_it_is_settled(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await service.tick()
        record = Record(service)
        issued = await come(service)
        clock.advance(minutes=3)
        await receive(service, clock)

        at_once = record.advance(service.now())
        clock.advance(ms=LATER)
        (visit,) = record.advance(service.now())

        assert at_once == ()
        assert (visit.leg, visit.service, visit.desk) == (issued.leg, SERVICE, DESK)
        assert (visit.waited_ms, visit.ended_at - visit.called_at) == (180_000, 300_000)
        assert record.advance(service.now()) == ()


async def test_what_happened_before_it_began_is_read_of_the_log_once(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock) as service:
        await service.tick()
        await come(service)
        await receive(service, clock)
        record = Record(service)
        await come(service)

        await record.catch_up()
        clock.advance(ms=LATER)
        visits = record.advance(service.now())
        await record.catch_up()

        assert len(visits) == 1
        assert record.advance(service.now()) == ()
        assert list(record.acts.last) == [DESK]


async def test_kept_visits_are_learned_from_after_a_restart(tmp_path: Path) -> None:
    clock, visits = FakeClock(), list[PastVisit]()
    async with running(tmp_path, clock) as service:
        await service.tick()
        record = Record(service)
        for _ in range(3):
            await come(service)
            await receive(service, clock)
        clock.advance(ms=LATER)
        visits += record.advance(service.now())
        await record.keep(service.now())
        record.close()

    async with running(tmp_path, clock) as service:
        assert await Record(service).learned(service.now()) == visits
        assert await Record(service).learned(service.now() + KEPT_MS) == []
