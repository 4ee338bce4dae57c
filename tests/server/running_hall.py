"""A hall service on a data directory, and a visitor's wish; for tests of the running hall."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from server.hall_service import HallService
from server.protocol.commands import IssueTicket
from tests.fakes.clock import FakeClock
from tests.server.engines import ENGINES
from tests.server.working_hall import new_id

DEMO_HALL = Path("server/halls/demo.toml")


def fail(error: BaseException) -> None:
    """Take no storage failure for granted."""
    raise AssertionError(error)


@asynccontextmanager
async def running(data_dir: Path, clock: FakeClock) -> AsyncIterator[HallService]:
    """Run the demo hall of ``data_dir``, on the test's engine, until the block ends."""
    service = await HallService.open(ENGINES.where(data_dir), DEMO_HALL, clock, fail)
    try:
        yield service
    finally:
        await service.close()


def wish(request: str | None = None, language: str = "kk") -> IssueTicket:
    """Return a visitor's wish for a ticket."""
    request_id = request or new_id()
    return IssueTicket(request_id=request_id, service="justice-appeal", language=language)
