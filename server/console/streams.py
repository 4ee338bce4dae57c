"""Pages of admins and supervisors kept live: parts that changed, as server-sent events."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass

from litestar.response import ServerSentEvent, ServerSentEventMessage

from server.console.bursts import together
from server.console.live import BEAT_SECONDS, RETRY_MS, one_line
from server.console.permits import check_permit
from server.console.sessions import held_session
from server.console.visits import Visit

PAUSE_SECONDS = 0.4
"""What happens in this time is drawn at once: a hall may have many events a second."""

Subscribe = Callable[[Callable[[], None]], Callable[[], None]]


Part = tuple[str, Callable[[], str]]
"""A digest of what a part shows, and what draws its HTML: only if the digest is another one."""


@dataclass(frozen=True, slots=True)
class LivePage:
    """A page by its address, its parts by name, and who tells of changes."""

    path: str
    parts: Callable[[], Awaitable[Mapping[str, Part]]]
    sources: tuple[Subscribe, ...]


def on_entries(visit: Visit) -> Subscribe:
    """Return what wakes a page whenever something has happened in the hall."""
    service = visit.console.service
    return lambda wake: service.subscribe(lambda _entries: wake())


def stream(visit: Visit, page: LivePage) -> ServerSentEvent:
    """Answer with every change of the page until the session ends."""
    return ServerSentEvent(changes(visit, page), headers={"X-Accel-Buffering": "no"})


async def changes(visit: Visit, page: LivePage) -> AsyncGenerator[ServerSentEventMessage, None]:
    """Yield every part that changed, else a beat, until the session ends."""
    wake = asyncio.Event()
    nudges = visit.console.nudges
    leave = [source(wake.set) for source in (*page.sources, nudges.subscribe)]
    seen: dict[str, str] = {}
    try:
        while not nudges.is_closed:
            wake.clear()
            if not await _may_stay(visit, page.path):
                html = one_line(visit.render("part_over.html", {"over": "ended", "desk": None}))
                yield ServerSentEventMessage(event="over", data=html)
                yield ServerSentEventMessage(event="closed", data="ended")
                return
            parts = await page.parts()
            async with visit.console.drawing.turn():
                drawn = together(_changed(parts, seen))
            for message in drawn:
                yield message
            if await _is_woken(wake):
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                yield ServerSentEventMessage(event="beat", data=str(visit.console.service.now()))
    finally:
        for stop in leave:
            stop()


def _changed(parts: Mapping[str, Part], seen: dict[str, str]) -> Iterator[ServerSentEventMessage]:
    """Yield the parts whose digest is another than the one ``seen``, and take note of it."""
    for name, (digest, draw) in parts.items():
        if seen.get(name) != digest:
            seen[name] = digest
            yield ServerSentEventMessage(event=name, data=one_line(draw()), retry=RETRY_MS)


async def _may_stay(visit: Visit, path: str) -> bool:
    """Return whether the session still holds and its role may still see the page."""
    session = await held_session(visit.console, visit.holder.token_digest)
    if session is None or session.role != visit.role:
        return False
    check_permit("GET", path, session)
    return True


async def _is_woken(wake: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(BEAT_SECONDS):
            await wake.wait()
    except TimeoutError:
        return False
    return True
