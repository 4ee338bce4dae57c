"""What is measured, one function each: issue, call, growth, start, memory, idle boards."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from server.bench.crowds import Boards, Load
from server.bench.desk import BenchDesk
from server.bench.figures import Spread, percentile
from server.bench.grounds import board, kiosk, lay_out
from server.bench.limits import HttpLoad, get_health, post_to_bare
from server.bench.machine import cpu_seconds, memory_mb
from server.bench.served import SETTLE_SECONDS, Served, one_server
from server.demo.cast import rehearsal_environment, start_server
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
    idle_seconds: float = 10.0
    past: int = 100_000
    much_past: int | None = None
    pairs: int = 7
    pair_issues: int = 200
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
    idle_seconds=0.5,
    past=1500,
    pairs=3,
    pair_issues=10,
    visits=1,
    limit_commits=100,
)
"""Every part once and small: it shows that the bench works, its figures mean nothing."""


async def measure_start(folder: Path, tries: int) -> Spread:
    """Return the seconds from spawning a server to its word that it serves."""
    grounds = await lay_out(folder / "start", (kiosk(1),))
    took = []
    for number in range(tries + 1):
        async with Stage(folder / f"start-{number}", rehearsal_environment({})) as stage:
            begun = time.perf_counter()
            await start_server(stage, grounds.scenery(kiosk(1)), 0)
            took.append(time.perf_counter() - begun)
    # The first start compiles what was never compiled here and makes the database.
    return Spread.of(took[1:])


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of issuing beside the bare application, so that noise meets both."""

    one: Load
    sixteen: Load
    sixty_four: Load
    bare_one: HttpLoad
    bare_sixteen: HttpLoad


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
        one=await served.issue(1, sizes.issues_1),
        bare_sixteen=await post_to_bare(url, folder, 16, sizes.wrk_seconds),
        sixteen=await served.issue(16, sizes.issues_16),
        sixty_four=await served.issue(64, sizes.issues_64),
    )


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


async def measure_growth(folder: Path, past: int, sizes: Sizes) -> Spread:
    """Return how many times slower an issue is with ``past`` tickets than with none."""
    async with (
        one_server(folder, f"young-{past}") as young,
        one_server(folder, f"old-{past}", past) as old,
    ):
        return Spread.of([await _pair(young, old, sizes, turn) for turn in range(sizes.pairs)])


async def _pair(young: Served, old: Served, sizes: Sizes, turn: int) -> float:
    """Measure both once; who goes first changes from turn to turn."""
    middles = dict[str, float]()
    for served in (young, old) if turn % 2 else (old, young):
        load = await served.issue(1, sizes.pair_issues)
        middles[served.server.address] = percentile(load.ms, 0.5)
    return middles[old.server.address] / middles[young.server.address]
