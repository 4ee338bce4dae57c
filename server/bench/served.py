"""A hall of the bench and the server process that serves it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from server.bench.crowds import BenchKiosk, Load, issue_many
from server.bench.grounds import Grounds, board, kiosk, lay_out
from server.demo.cast import RunningServer, rehearsal_environment, start_server
from server.demo.processes import Stage

MOST_KIOSKS, MOST_BOARDS = 64, 200
WARM_UP = 50
SETTLE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Served:
    """A hall and the server process that serves it."""

    grounds: Grounds
    server: RunningServer

    @property
    def host(self) -> str:
        """Return where it listens."""
        return self.server.address.rpartition(":")[0]

    @property
    def port(self) -> int:
        """Return the port it listens at."""
        return int(self.server.address.rpartition(":")[2])

    @asynccontextmanager
    async def kiosks(self, count: int) -> AsyncIterator[list[BenchKiosk]]:
        """Give ``count`` kiosks that are linked."""
        linked = [
            await BenchKiosk.link(self.grounds, self.host, self.port, kiosk(number))
            for number in range(1, count + 1)
        ]
        try:
            yield linked
        finally:
            for one in linked:
                one.close()

    async def issue(self, clients: int, count: int) -> Load:
        """Return what ``count`` issues from ``clients`` kiosks took."""
        async with self.kiosks(clients) as linked:
            return await issue_many(linked, count)


@asynccontextmanager
async def one_server(folder: Path, stage_name: str, past: int = 0) -> AsyncIterator[Served]:
    """Give a hall with ``past`` earlier tickets, served by a process of its own."""
    devices = (
        *(kiosk(number) for number in range(1, MOST_KIOSKS + 1)),
        *(board(number) for number in range(1, MOST_BOARDS + 1)),
    )
    grounds = await lay_out(folder / stage_name, devices, past)
    async with Stage(folder / stage_name / "logs", rehearsal_environment({})) as stage:
        yield await serve(stage, grounds)


async def serve(stage: Stage, grounds: Grounds) -> Served:
    """Start the server of ``grounds`` and wait until it serves and has opened the day."""
    server = await start_server(stage, grounds.scenery(kiosk(1)), 0)
    served = Served(grounds, server)
    await asyncio.sleep(SETTLE_SECONDS)
    await served.issue(1, WARM_UP)
    return served
