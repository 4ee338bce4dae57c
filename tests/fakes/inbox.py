"""What a link delivered, brought from its thread to the test's own loop."""

import asyncio
from dataclasses import dataclass, field
from typing import TypeVar

from server.client.messages import LinkEvent

WAIT_SECONDS = 8.0

T = TypeVar("T")


@dataclass(slots=True)
class Inbox:
    """Give ``deliver`` to a link; make it inside the test's loop."""

    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    events: asyncio.Queue[LinkEvent] = field(default_factory=asyncio.Queue)

    def deliver(self, event: LinkEvent) -> None:
        """Take an event on whatever thread it comes."""
        self.loop.call_soon_threadsafe(self.events.put_nowait, event)

    async def next(self, wanted: type[T], seconds: float = WAIT_SECONDS) -> T:
        """Return the next event of one type; what comes before it is left aside."""
        async with asyncio.timeout(seconds):
            while True:
                event = await self.events.get()
                if isinstance(event, wanted):
                    return event

    def drain(self) -> tuple[LinkEvent, ...]:
        """Return what has come and was not taken yet."""
        found = []
        while not self.events.empty():
            found.append(self.events.get_nowait())
        return tuple(found)
