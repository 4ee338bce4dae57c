"""When open pages are drawn anew: one at a time, and never for long before anybody else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

REST = 2.0
"""So many times as long as a page took, none is drawn after it: a third of the time at most."""


class DrawingTurns:
    """The turns in which all open pages are drawn, in the order in which they ask.

    One event changes the page of each desk of a hall. Drawn one right after the other, sixty
    would hold up whoever asks for a number or presses: these come between two pages.
    """

    def __init__(self) -> None:
        """Have drawn nothing."""
        self._turn = asyncio.Lock()
        self._rests_until = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until a page may be drawn; what is drawn meanwhile is drawn at a stretch."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            await asyncio.sleep(self._rests_until - loop.time())
            begun = loop.time()
            try:
                yield
            finally:
                now = loop.time()
                self._rests_until = now + REST * (now - begun)
