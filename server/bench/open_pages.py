"""A whole hall at work: what tickets and presses take while the page of each desk is open."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from server.bench.crowds import BenchKiosk
from server.bench.desk import BenchDesk
from server.bench.grounds import SERVICES, more_desk
from server.bench.served import Served

BETWEEN_TICKETS, BETWEEN_PRESSES = 0.1, 0.8
"""Seconds, in the mean and twice that at most: a server closes what says nothing for five."""

AT_WORK = 10
WAITING = 200


@dataclass(frozen=True, slots=True)
class HallAtWork:
    """Milliseconds from an Ask to its Answer, and from a press of Next to its answer."""

    issues: tuple[float, ...]
    answers: tuple[float, ...]


async def measure_hall_at_work(served: Served, pages: int, issues: int) -> HallAtWork:
    """Return what both take beside ``pages`` open pages, at whose desks some officials call.

    The hall has as many further desks as pages.
    """
    chance = random.Random(pages)  # noqa: S311 - the same hall each time, nothing is secret
    answers: list[float] = []
    async with served.kiosks(1) as (kiosk,), _open(served, pages) as desks:
        for number in range(WAITING):
            await kiosk.issue(SERVICES[number % len(SERVICES)])
        work = [asyncio.create_task(_call(desk, chance, answers)) for desk in desks[:AT_WORK]]
        try:
            took = await _issue(kiosk, issues, chance)
        finally:
            for each in work:
                each.cancel()
            ends = await asyncio.gather(*work, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end
    return HallAtWork(took, tuple(answers))


async def _issue(kiosk: BenchKiosk, issues: int, chance: random.Random) -> tuple[float, ...]:
    took = []
    for _ in range(issues):
        took.append((await kiosk.issue(chance.choice(SERVICES)))[0])
        await asyncio.sleep(chance.uniform(0, 2 * BETWEEN_TICKETS))
    return tuple(took)


async def _call(desk: BenchDesk, chance: random.Random, answers: list[float]) -> None:
    while True:
        await asyncio.sleep(chance.uniform(0, 2 * BETWEEN_PRESSES))
        begun = time.perf_counter()
        await desk.call_next()
        answers.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(chance.uniform(0, 2 * BETWEEN_PRESSES))
        await desk.mark_no_show()


@asynccontextmanager
async def _open(served: Served, pages: int) -> AsyncIterator[list[BenchDesk]]:
    desks: list[BenchDesk] = []
    try:
        for number in range(1, pages + 1):
            at = more_desk(number)
            desk = await BenchDesk.sit_down(served.grounds, served.host, served.port, at, at)
            desks.append(desk)
            await desk.look_on()
        yield desks
    finally:
        for desk in desks:
            await desk.leave()
