"""A hall with three who wait, on a computer whose clock a test sets."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from server.hall_service import HallService
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.running_hall import running, wish
from tests.server.working_hall import KIOSK

SECOND_MS = 1000
HOUR_MS = 3600 * SECOND_MS
DAY_MS = 24 * HOUR_MS
YEAR_MS = 365 * DAY_MS

WAITING = ["A001", "A002", "A003"]


class Hall:
    """A hall with three who wait, on a computer whose clock a test sets."""

    def __init__(self, service: HallService, clock: FakeClock) -> None:
        self.service = service
        self.clock = clock

    async def pass_time(self, *, minutes: int = 0, seconds: int = 0) -> None:
        """Let time pass, the hall looking at its clock now and then."""
        await self.service.tick()
        for _ in range(minutes * 6 + seconds // 10):
            self.clock.advance(seconds=10)
            await self.service.tick()

    async def jump(self, by: int) -> None:
        """Set the wall clock."""
        self.clock.set_wall(self.clock.wall_ms() + by)
        await self.service.tick()
        await self.service.tick()

    def waiting(self) -> list[str]:
        return [leg.number for leg in self.service.picture.waiting()]

    async def kinds(self) -> Counter[str]:
        log = await self.service.read(lambda ledger: ledger.events.since(0, 0))
        return Counter(type(entry.event).__name__ for entry in log)


@asynccontextmanager
async def hall_at(place: Path, clock: FakeClock) -> AsyncIterator[Hall]:
    async with running(place, clock) as service:
        hall = Hall(service, clock)
        await service.tick()
        yield hall


@asynccontextmanager
async def busy(place: Path, clock: FakeClock) -> AsyncIterator[Hall]:
    """Run a hall on a Monday at ten with three who wait."""
    async with hall_at(place, clock) as hall:
        for _ in WAITING:
            await hall.service.carry_out(wish(), KIOSK)
        yield hall


def expect_a_jump(expected_log: ExpectedLog) -> None:
    expected_log.expect("server.hall_service", "the computer's clock was set to")
