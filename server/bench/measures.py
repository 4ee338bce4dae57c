"""What is measured, one function each: issue, call, start, memory, idle boards."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from server.bench.clusters import an_empty
from server.bench.crowds import BareClient, Boards, Load, issue_many
from server.bench.desk import BenchDesk
from server.bench.figures import Spread
from server.bench.grounds import board, kiosk, lay_out
from server.bench.growth import PAIRS, Pairs
from server.bench.limits import HttpLoad, get_health, post_to_bare
from server.bench.machine import cpu_seconds, memory_mb
from server.bench.served import PLAIN, SETTLE_SECONDS, Served, start
from server.demo.cast import rehearsal_environment
from server.demo.processes import Stage


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of each is done; medians are taken over the rounds."""

    rounds: int = 3
    issues_1: int = 600
    issues_16: int = 1500
    issues_64: int = 1500
    wrk_seconds: int = 2
    starts: int = 3
    memory_issues: int = 10_000
    calls: int = 300
    calls_to_boards: int = 120
    pages: int = 60
    issues_beside_pages: int = 200
    idle_seconds: float = 10.0
    past: int = 100_000
    much_past: int | None = None
    pairs: Pairs = PAIRS
    visits: int = 5
    limit_commits: int = 3000


QUICK = Sizes(
    rounds=1,
    issues_1=20,
    issues_16=48,
    issues_64=128,
    wrk_seconds=1,
    starts=1,
    memory_issues=250,
    calls=5,
    calls_to_boards=3,
    pages=2,
    issues_beside_pages=20,
    idle_seconds=0.5,
    past=1500,
    pairs=Pairs(count=3, issues=10, rows=6000, reports=3),
    visits=1,
    limit_commits=100,
)
"""Every part once and small: it shows that the bench works, its figures mean nothing."""


async def measure_start(
    folder: Path, tries: int, database: str | None = None, flags: Sequence[str] = PLAIN
) -> Spread:
    """Return the seconds from spawning a server to its word that it serves."""
    took = []
    with an_empty(database) as address:
        grounds = await lay_out(folder / f"start{'-'.join(flags)}", (kiosk(1),), 0, address)
        for number in range(tries + 1):
            async with Stage(
                grounds.data.parent / f"{number}", rehearsal_environment({})
            ) as stage:
                begun = time.perf_counter()
                await start(stage, grounds, *flags)
                took.append(time.perf_counter() - begun)
    # The first start compiles what was never compiled here and makes the database.
    return Spread.of(took[1:])


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of issuing beside the bare application, so that noise meets both.

    The bare application is loaded by wrk over HTTP, and as kiosks load Kezek over sockets.
    """

    one: Load
    sixteen: Load
    sixty_four: Load
    bare_one: HttpLoad
    bare_sixteen: HttpLoad
    socket_one: Load
    socket_sixteen: Load


async def measure_issue(served: Served, folder: Path, sizes: Sizes) -> list[Round]:
    """Return rounds of issuing, in turns with the bare application."""
    async with Stage(folder / "bare", rehearsal_environment({})) as stage:
        program = await stage.start_module(
            "bare", "server.bench.bare", str(folder / "bare" / "bare.db")
        )
        url = str((await program.hear())["serving"])
        return [await _round(served, url, folder, sizes) for _ in range(sizes.rounds)]


async def _round(served: Served, url: str, folder: Path, sizes: Sizes) -> Round:
    return Round(
        bare_one=await post_to_bare(url, folder, 1, sizes.wrk_seconds),
        socket_one=await _ask_bare(url, 1, sizes.issues_1),
        one=await served.issue(1, sizes.issues_1),
        bare_sixteen=await post_to_bare(url, folder, 16, sizes.wrk_seconds),
        socket_sixteen=await _ask_bare(url, 16, sizes.issues_16),
        sixteen=await served.issue(16, sizes.issues_16),
        sixty_four=await served.issue(64, sizes.issues_64),
    )


async def _ask_bare(url: str, clients: int, count: int) -> Load:
    at = urlsplit(url)
    askers = [await BareClient.link(str(at.hostname), at.port or 0) for _ in range(clients)]
    try:
        return await issue_many(askers, count)
    finally:
        for asker in askers:
            asker.close()


async def measure_memory(served: Served, issues: int) -> float:
    """Issue so many more and return the server's memory in megabytes."""
    await served.issue(16, issues)
    return memory_mb(served.server.program.pid)


async def measure_health(served: Served, folder: Path, sizes: Sizes) -> HttpLoad:
    """Return how fast the server says that it can write, to 16 askers."""
    return await get_health(served.server.url, folder, 16, sizes.wrk_seconds)


@dataclass(frozen=True, slots=True)
class Calls:
    """Milliseconds from a press of Next to its answer, and to each board."""

    answers: tuple[float, ...]
    boards: tuple[float, ...]


async def measure_calls(served: Served, boards: int, count: int) -> Calls:
    """Return how long calls take with so many boards linked."""
    ids = [board(number) for number in range(1, boards + 1)]
    desk = await BenchDesk.sit_down(served.grounds, served.host, served.port)
    linked = await Boards.link(served.grounds, served.host, served.port, ids)
    answers, came = list[float](), list[float]()
    try:
        await desk.look_on()
        for _ in range(count):
            linked.expect()
            begun = time.perf_counter()
            await desk.call_next()
            answers.append((time.perf_counter() - begun) * 1000)
            came += [(at - begun) * 1000 for at in await linked.came()]
            await desk.mark_no_show()
        linked.check()
    finally:
        linked.close()
        await desk.leave()
    return Calls(tuple(answers), tuple(came))


async def measure_idle_boards(served: Served, boards: int, seconds: float) -> float:
    """Return what share of a core, in per cent, the server spends on boards that only look."""
    ids = [board(number) for number in range(1, boards + 1)]
    linked = await Boards.link(served.grounds, served.host, served.port, ids)
    try:
        await asyncio.sleep(SETTLE_SECONDS)
        pid, begun = served.server.program.pid, time.perf_counter()
        before = cpu_seconds(pid)
        await asyncio.sleep(seconds)
        share = (cpu_seconds(pid) - before) / (time.perf_counter() - begun) * 100
        linked.check()
    finally:
        linked.close()
    return share
