"""Notes when programs were ready and got no processor, so that they are not blamed for it (I7)."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path

from tests.history.liveness import Outage

LOOK_SECONDS = 0.5
HUNGRY = 0.5
"""The part of a look's time that a program waited for its turn: more is another's fault."""

Waited = Callable[[], float]


def waited(processes: Iterable[int]) -> float:
    """Return for how many seconds these processes were ready to run and did not (proc(5))."""
    nanoseconds = 0
    for process in processes:
        for path in Path(f"/proc/{process}/task").glob("*/schedstat"):
            with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has just ended
                nanoseconds += int(path.read_text(encoding="ascii").split()[1])
    return nanoseconds / 1e9


@asynccontextmanager
async def stalls_noted(
    outages: list[Outage], now: Callable[[], float], server: int
) -> AsyncIterator[None]:
    """Add an outage for everybody whenever this process or the server was kept waiting."""
    looking = asyncio.create_task(look(outages, now, lambda: waited((os.getpid(), server))))
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


async def look(
    outages: list[Outage],
    now: Callable[[], float],
    waited: Waited,
    seconds: float = LOOK_SECONDS,
    looks: Iterable[int] | None = None,
) -> None:
    """Note every look's time of which too much was spent waiting, without end if none is told."""
    begun, before = now(), waited()
    for _ in count() if looks is None else looks:
        await asyncio.sleep(seconds)
        ended, after = now(), waited()
        if after - before > HUNGRY * (ended - begun):
            outages.append(Outage(begun, ended))
        begun, before = ended, after
