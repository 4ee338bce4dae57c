"""Tests of live pages: a part that is the same is sent once, a burst is drawn together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

import pytest
from litestar.response import ServerSentEventMessage

from server.console.browser import Browser
from server.console.sessions import begin_session, held_session, people_of, token_digest
from server.console.streams import LivePage, Part, changes
from server.console.visits import Visit
from tests.server.console.working_console import WorkingConsole

BROWSER = Browser("en", None, "secret", is_new=False)


@pytest.fixture
async def visit(working: WorkingConsole) -> Visit:
    """Give a supervisor's visit."""
    found = await working.service.read(lambda ledger: people_of(ledger).official("saule"))
    assert found is not None
    cookie = await begin_session(working.console, found, BROWSER)
    session = await held_session(working.console, token_digest(str(cookie.value)))
    return Visit(working.console, BROWSER, session, "/hall", is_htmx=False)


class Board:
    """A page of one part, and the bell that says that it changed."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self.shown = "one"
        self.drawn = 0
        self.bells: list[Callable[[], None]] = []

    async def parts(self) -> Mapping[str, Part]:
        """Look at the part."""
        self.drawn += 1
        return {"part": (self.shown, lambda: f"<p>{self.shown}</p>")}

    def subscribe(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Ring ``wake`` later."""
        self.bells.append(wake)
        return lambda: self.bells.remove(wake)


async def heard(messages: AsyncIterator[ServerSentEventMessage]) -> str:
    return (await anext(messages)).encode().decode()


async def test_a_change_is_sent_and_what_is_the_same_is_not(visit: Visit) -> None:
    board = Board()
    messages = changes(visit, LivePage("/hall/live", board.parts, (board.subscribe,)))

    first = await heard(messages)
    for bell in board.bells:
        bell()
    board.shown = "two"
    second = await heard(messages)
    await messages.aclose()

    assert "<p>one</p>" in first
    assert "<p>two</p>" in second
    assert board.bells == []


async def test_a_change_is_drawn_when_it_is_its_turn(visit: Visit) -> None:
    messages = changes(visit, LivePage("/hall/live", Board().parts, ()))
    async with visit.console.drawing.turn():
        first = asyncio.ensure_future(heard(messages))
        done, _ = await asyncio.wait([first], timeout=0.2)

        assert not done
    assert "<p>one</p>" in await first
    await messages.aclose()
