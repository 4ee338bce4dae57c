"""A server's clock that stood wrong, or does, keeps nobody out once it is right again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from server.client.pinning import trusting
from server.hall_service import HallService
from server.protocol.device_events import DeviceCleared
from server.protocol.identity import SERVER_ACTOR
from server.trust.contexts import server_context
from server.trust.leaf_keeper import LeafKeeper
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE
from tests.server.trust.test_contexts import echoing, meeting
from tests.server.trust.trusted_hall import today

YEAR_MS = 365 * 24 * 3600 * 1000


class Server:
    """A server process with its certificate, on a computer whose clock may be wrong."""

    def __init__(self, service: HallService, clock: FakeClock) -> None:
        self.clock = clock
        self.service = service
        self._context = server_context()
        self.keeper = LeafKeeper(service, self._context, ("localhost",), lambda: ())

    async def lets_in(self) -> bytes:
        """Return what a device with the right clock hears."""
        pinned = trusting(((await self.keeper.renew()).certificate,))
        async with echoing(self._context) as port, meeting(port, pinned) as device:
            return await device.echo(b"hello")


@asynccontextmanager
async def started(folder: Path, years: int = 0) -> AsyncIterator[Server]:
    """Start a server on a computer whose clock is so many years ahead."""
    clock = FakeClock(today().wall_ms() + years * YEAR_MS)
    service = await HallService.open(folder, HALL_FILE, clock)
    try:
        server = Server(service, clock)
        await server.keeper.renew()
        yield server
    finally:
        await service.close()


async def leave_a_trace(server: Server) -> None:
    """Write an event, after which hall time goes on, whatever clocks say."""
    event, now = DeviceCleared(device="kiosk-1"), server.service.now()
    await server.service.write(lambda ledger: ledger.append(event, SERVER_ACTOR, now))


@pytest.mark.parametrize("years", [3, 30])
async def test_one_start_with_a_clock_years_ahead_keeps_nobody_out_afterwards(
    tmp_path: Path, years: int, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.hall_service", "the computer's clock was set to")
    async with started(tmp_path) as server:
        assert await server.lets_in() == b"hello"
    async with started(tmp_path, years) as ahead:
        await leave_a_trace(ahead)

    async with started(tmp_path) as server:
        assert server.service.now() > today().wall_ms() + 2 * YEAR_MS
        assert await server.lets_in() == b"hello"


@pytest.mark.parametrize("years", [-30, -3, -1, 1, 3, 30])
async def test_a_clock_that_is_set_right_lets_devices_in_without_a_restart(
    tmp_path: Path, years: int
) -> None:
    async with started(tmp_path, years) as server:
        server.clock.set_wall(today().wall_ms())

        assert await server.lets_in() == b"hello"


async def test_a_clock_that_stopped_is_not_believed(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.hall_service", "the computer's clock was set to")
    async with started(tmp_path) as server:
        await leave_a_trace(server)

    async with started(tmp_path, -50) as stopped:
        assert await stopped.lets_in() == b"hello"


async def test_a_small_correction_makes_no_new_certificate(tmp_path: Path) -> None:
    async with started(tmp_path) as server:
        server.clock.set_wall(today().wall_ms() - 3_600_000)
        await server.keeper.renew()

        assert server.keeper.serial == 1
