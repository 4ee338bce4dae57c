"""The desk's page kept live: changed parts as server-sent events, else a beat."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
from litestar.response import ServerSentEventMessage

from server.console.bursts import together
from server.console.desk_parts import draw, render_part
from server.console.paper_list import PaperLists
from server.console.sessions import held_session
from server.console.visits import Visit
from server.hall_service import Guard
from server.protocol.desks import Desk
from server.storage.ledger import Ledger
from server.storage.people import People, Session

BEAT_SECONDS = 4.0
PAUSE_SECONDS = 0.05
"""Before a changed page is drawn: presses are answered first, and what comes together is one."""

LIST_SECONDS = 40.0
"""So often a browser gets the list to keep: with a beat it is never older than a minute."""

RETRY_MS = 1000
"""How soon a browser comes back after the server went away."""


async def desk_stream(visit: Visit, desk: Desk) -> AsyncIterator[ServerSentEventMessage]:
    """Yield every change of the desk's page, until the session ends or the desk is taken."""
    stream = _Stream(visit, desk)
    unsubscribe = (
        visit.console.service.subscribe(lambda _entries: stream.wake.set()),
        visit.console.nudges.subscribe(stream.doubt),
    )
    try:
        async for message in stream.messages():
            yield message
    finally:
        for stop in unsubscribe:
            stop()


async def over_stream(
    visit: Visit, desk: Desk | None, why: str
) -> AsyncIterator[ServerSentEventMessage]:
    """Yield that nothing can be pressed on this page any more, and close it."""
    html = visit.render("part_over.html", {"over": why, "desk": desk})
    yield ServerSentEventMessage(event="over", data=one_line(html))
    yield ServerSentEventMessage(event="closed", data=why)


class DeskLostError(Exception):
    """The log-in ended, or a newer session took the desk: ``why`` says which."""

    def __init__(self, why: str) -> None:
        """Keep why."""
        super().__init__(why)
        self.why = why


def holding(visit: Visit, desk: Desk) -> Guard:
    """Return the check that the session has the desk at the moment of a press's transaction."""
    digest, service = visit.holder.token_digest, visit.console.service

    def check(ledger: Ledger) -> None:
        session = People(ledger.connection, ledger.hall).session(digest, service.now())
        if why := why_over(session, desk):
            raise DeskLostError(why)

    return check


def why_over(session: Session | None, desk: Desk) -> str:
    """Return why the page is over: the log-in ended, or the desk is another session's; or ""."""
    if session is None:
        return "ended"
    return "fenced" if session.is_fenced or session.desk != desk.id else ""


def one_line(html: str) -> str:
    """Return HTML as one data line of an event."""
    return " ".join(line.strip() for line in html.splitlines())


class _Stream:
    """One open page."""

    def __init__(self, visit: Visit, desk: Desk) -> None:
        self.wake = asyncio.Event()
        self._visit = visit
        self._desk = desk
        self._is_doubtful = True
        self._looked_at = 0.0
        self._seen: dict[str, str] = {}
        service = visit.console.service
        language = visit.browser.language
        self._lists = PaperLists(service.config, desk, language, service.local)
        self._listed_at: float | None = None

    def doubt(self) -> None:
        """Look at the session again before anything else is sent."""
        self._is_doubtful = True
        self.wake.set()

    async def messages(self) -> AsyncIterator[ServerSentEventMessage]:
        """Yield changed parts, or a beat when there are none for a while."""
        while not self._visit.console.nudges.is_closed:
            async with self._visit.console.drawing.turn():
                self.wake.clear()
                why = await self._why_over()
                drawn = () if why else together((*self._changes(), *self._list()))
            if why:
                async for message in over_stream(self._visit, self._desk, why):
                    yield message
                return
            for message in drawn:
                yield message
            if not await self._is_woken():
                self._is_doubtful = True
                yield self._beat()

    async def _why_over(self) -> str:
        now = asyncio.get_running_loop().time()
        # Another server of the hall may have ended the session: no nudge comes from there.
        if not self._is_doubtful and now - self._looked_at < BEAT_SECONDS:
            return ""
        self._is_doubtful, self._looked_at = False, now
        digest = self._visit.holder.token_digest
        session = await held_session(self._visit.console, digest)
        return why_over(session, self._desk)

    def _changes(self) -> list[ServerSentEventMessage]:
        drawn = draw(self._visit, self._desk)
        parts = drawn.changed(self._seen)
        self._seen = drawn.digests
        return [
            ServerSentEventMessage(
                event=part,
                id=str(drawn.view.seq),
                retry=RETRY_MS,
                data=one_line(render_part(self._visit, self._desk, drawn, part)),
            )
            for part in parts
        ]

    def _list(self) -> tuple[ServerSentEventMessage, ...]:
        """Return the list for the time without a server, if it is time to keep a new one."""
        now = asyncio.get_running_loop().time()
        if self._listed_at is not None and now - self._listed_at < LIST_SECONDS:
            return ()
        self._listed_at = now
        service = self._visit.console.service
        made = self._lists.make(service.picture, service.now(), self._visit.holder.official)
        return (ServerSentEventMessage(event="list", data=msgspec.json.encode(made).decode()),)

    def _beat(self) -> ServerSentEventMessage:
        return ServerSentEventMessage(event="beat", data=str(self._visit.console.service.now()))

    async def _is_woken(self) -> bool:
        try:
            async with asyncio.timeout(BEAT_SECONDS):
                await self.wake.wait()
        except TimeoutError:
            return False
        if not self._is_doubtful:
            await asyncio.sleep(PAUSE_SECONDS)
        return True
