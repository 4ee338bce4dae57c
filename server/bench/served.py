"""A hall of the bench and the server process that serves it."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from server import control
from server.bench.clusters import an_empty
from server.bench.crowds import BenchKiosk, Load, issue_many
from server.bench.grounds import Grounds, board, kiosk, lay_out
from server.demo.cast import RunningServer, rehearsal_environment
from server.demo.processes import Stage
from server.hall_service import HallService

MOST_KIOSKS, MOST_BOARDS = 64, 200
WARM_UP = 50
SETTLE_SECONDS = 0.5

PLAIN = ("--plain",)
BY_TLS = ("--host", "127.0.0.1", "--no-setup")
"""How a server is started: without TLS on loopback, or with it as on a LAN."""


@dataclass(frozen=True, slots=True)
class Served:
    """A hall and the server process that serves it."""

    grounds: Grounds
    server: RunningServer
    tls: ssl.SSLContext | None = None

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
            await BenchKiosk.link(self.grounds, self.host, self.port, kiosk(number), self.tls)
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
async def one_server(
    folder: Path,
    stage_name: str,
    past: int = 0,
    database: str | None = None,
    *,
    is_tls: bool = False,
    more_desks: int = 0,
) -> AsyncIterator[Served]:
    """Give a hall with ``past`` earlier tickets, served by a process of its own."""
    devices = (
        *(kiosk(number) for number in range(1, MOST_KIOSKS + 1)),
        *(board(number) for number in range(1, MOST_BOARDS + 1)),
    )
    with an_empty(database) as address:
        grounds = await lay_out(folder / stage_name, devices, past, address, more_desks)
        if past:  # so long after it a server lets its clock stand before it opens the day
            await _open_today(grounds)
        async with Stage(folder / stage_name / "logs", rehearsal_environment({})) as stage:
            server = await start(stage, grounds, *(BY_TLS if is_tls else PLAIN))
            served = Served(grounds, server, _trusting() if is_tls else None)
            await asyncio.sleep(SETTLE_SECONDS)
            await served.issue(1, WARM_UP)
            yield served


async def _open_today(grounds: Grounds) -> None:
    service = await HallService.open(grounds.where)
    try:
        await control.carry_out(service, control.OpenServiceDay())
    finally:
        await service.close()


async def start(stage: Stage, grounds: Grounds, *flags: str) -> RunningServer:
    """Start the server of ``grounds`` on loopback and wait until it serves."""
    where = ("--data", str(grounds.data))
    if grounds.database is not None:
        where = ("--database", grounds.database)
    program = await stage.start_module(
        *("server", "server", "run", *where, "--hall-file", str(grounds.hall_file)),
        *("--port", "0", *flags),
    )
    said = await program.hear()
    return RunningServer(program, urlsplit(str(said["serving"])).netloc)


def _trusting() -> ssl.SSLContext:
    """Return a client's TLS without its trust: what is measured is the work."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
