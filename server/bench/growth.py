"""What a long past costs: issues with and without it, and while a report reads it."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from server.bench.crowds import issue_many
from server.bench.figures import Spread, percentile
from server.bench.served import Served, one_server
from server.demo.cast import rehearsal_environment
from server.demo.processes import Stage

READING_ISSUES = 20
"""Issues between two looks at whether the report has ended."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """How much is compared: so many pairs of so many issues.

    A report reads ``rows``, ``reports`` times: a p99 of few issues is chance.
    """

    count: int
    issues: int
    rows: int
    reports: int


PAIRS = Pairs(count=7, issues=300, rows=1_000_000, reports=30)


@dataclass(frozen=True, slots=True)
class Grown:
    """What was found in a hall with a past."""

    growth: Spread
    report: float
    reports: Spread
    rows_per_second: float


async def measure_growth(
    folder: Path, past: int, pairs: Pairs, database: str | None = None
) -> Grown:
    """Compare a hall with ``past`` tickets to a new one, and to itself while a report reads."""
    async with (
        one_server(folder, f"young-{past}", 0, database) as young,
        one_server(folder, f"old-{past}", past, database) as old,
    ):
        growth = [await _pair(young, old, pairs, turn) for turn in range(pairs.count)]
        async with Stage(folder / f"reports-{past}", rehearsal_environment({})) as stage:
            return await _with_reports(stage, old, pairs, Spread.of(growth))


async def _pair(young: Served, old: Served, pairs: Pairs, turn: int) -> float:
    """Measure both once; who goes first changes from turn to turn."""
    middles = dict[str, float]()
    for served in (young, old) if turn % 2 else (old, young):
        load = await served.issue(1, pairs.issues)
        middles[served.server.address] = percentile(load.ms, 0.5)
    return middles[old.server.address] / middles[young.server.address]


async def _with_reports(stage: Stage, served: Served, pairs: Pairs, growth: Spread) -> Grown:
    alone, beside, ratios, speeds = list[float](), list[float](), list[float](), list[float]()
    for _ in range(pairs.reports):
        during, speed = await _beside_report(stage, served, pairs.rows)
        quiet = (await served.issue(1, len(during))).ms
        alone += quiet
        beside += during
        ratios.append(percentile(during, 0.99) / percentile(quiet, 0.99))
        speeds.append(speed)
    ratio = percentile(beside, 0.99) / percentile(alone, 0.99)
    return Grown(growth, ratio, Spread.of(ratios), sum(speeds) / len(speeds))


async def _beside_report(stage: Stage, served: Served, rows: int) -> tuple[list[float], float]:
    """Return each issue's ms while a report read ``rows``, and how many it read a second."""
    where = str(served.grounds.where)
    program = await stage.start_module("report", "server.bench.reading", where, str(rows))
    await program.hear()
    ended = asyncio.create_task(program.hear())
    during: list[float] = []
    async with served.kiosks(1) as linked:
        while not (ended.done() and during):
            during += (await issue_many(linked, READING_ISSUES)).ms
    said = await ended
    return during, int(said["rows"]) / float(said["seconds"])
