"""Tests of the live page: what changed and nothing else, a beat in silence, an end in words."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from server.console.browser import Browser
from server.console.desk_parts import PARTS
from server.console.live import desk_stream, one_line, why_over
from server.console.sessions import (
    begin_session,
    held_session,
    people_of,
    take_desk,
    token_digest,
)
from server.console.visits import Visit
from server.protocol.desks import Desk
from server.storage.people import People, Session
from tests.server.console.working_console import (
    SEVERAL_BODIES,
    Person,
    WorkingConsole,
    next_line,
)

Lines = asyncio.Queue[str]
DESK = Desk("desk-1", "1", "main", (SEVERAL_BODIES,))


@asynccontextmanager
async def open_page(person: Person) -> AsyncIterator[Lines]:
    """Keep the person's live page open; begin when all parts have come."""
    lines: Lines = asyncio.Queue()
    reading = asyncio.create_task(person.stream(lines))
    try:
        for _ in PARTS:
            await next_line(lines, "event: ")
            await next_line(lines, "data: ")
        yield lines
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


def session(desk: str | None, fence: int, newest: int) -> Session:
    return Session("t", "o-1", "a", "official", desk, fence, newest, 0, 1)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (None, "ended"),
        (session("desk-1", 1, 1), ""),
        (session("desk-1", 1, 2), "fenced"),
        (session("desk-2", 1, 1), "fenced"),
        (session(None, 0, 0), "fenced"),
    ],
)
def test_a_page_is_over_when_its_session_is_gone_or_sits_elsewhere(
    found: Session | None, why: str
) -> None:
    assert why_over(found, DESK) == why


def test_html_becomes_one_line_of_data() -> None:
    assert one_line("<p>\n  a\n</p>\n") == "<p> a </p>"


async def test_a_change_sends_the_parts_that_differ_under_the_seq_of_the_event(
    working: WorkingConsole, official: Person
) -> None:
    async with open_page(official) as lines:
        await working.issue()

        heard: set[str] = set()
        while "event: spoken" not in heard and len(heard) < 5:
            ids = await next_line(lines, "id: ")
            assert ids == f"id: {working.service.picture.seq}"
            heard.add(await next_line(lines, "event: "))

    assert "event: queue" in heard
    assert "event: upcoming" in heard
    assert "event: delivery" not in heard


async def test_silence_is_filled_by_beats_that_tell_hall_time(
    working: WorkingConsole, official: Person
) -> None:
    async with open_page(official) as lines:
        await next_line(lines, "event: beat")

        assert await next_line(lines, "data: ") == f"data: {working.service.now()}"


async def test_the_older_page_is_told_when_its_desk_is_taken(
    working: WorkingConsole, official: Person
) -> None:
    async with open_page(official) as lines, working.person() as newer:
        await newer.sit_at("desk-1", "daniyar")

        await next_line(lines, "event: over")
        assert "Somebody else works at this desk now" in await next_line(lines, "data: ")
        await next_line(lines, "event: closed")
        await next_line(lines, "ended")


async def test_a_page_is_told_when_its_session_is_revoked(
    working: WorkingConsole, official: Person
) -> None:
    async with open_page(official) as lines, working.person() as same:
        same.client.cookies = official.client.cookies
        await same.open("/desk")
        await same.send("/logout")

        await next_line(lines, "event: over")
        assert "You were logged out" in await next_line(lines, "data: ")


async def test_without_a_session_the_page_is_over_at_once(anybody: Person) -> None:
    lines: Lines = asyncio.Queue()

    await anybody.stream(lines)

    assert "event: over" in list(iter(lines.get_nowait, "ended"))


async def test_a_page_that_went_away_is_forgotten(
    working: WorkingConsole, official: Person
) -> None:
    nudges = working.console.nudges
    async with open_page(official):
        assert nudges.pages == 1

    for _ in range(500):
        if nudges.pages == 0:
            break
        await asyncio.sleep(0.01)

    assert nudges.pages == 0


async def visit_at_desk(working: WorkingConsole) -> Visit:
    """Return an official's visit who sits at the desk."""
    browser = Browser("en", None, "secret", is_new=False)
    found = await working.service.read(lambda ledger: people_of(ledger).official("aigerim"))
    assert found is not None
    cookie = await begin_session(working.console, found, browser)
    session = await held_session(working.console, token_digest(str(cookie.value)))
    assert session is not None
    await take_desk(working.console, session, DESK.id)
    return Visit(working.console, browser, session, "/desk", is_htmx=False)


async def test_a_page_is_drawn_when_it_is_its_turn(working: WorkingConsole) -> None:
    stream = desk_stream(await visit_at_desk(working), DESK)
    async with working.console.drawing.turn():
        first = asyncio.ensure_future(anext(stream))
        done, _ = await asyncio.wait([first], timeout=0.2)

        assert not done
    assert b"event: queue" in (await first).encode()


async def test_all_parts_of_one_change_are_sent_as_one(working: WorkingConsole) -> None:
    first = await anext(desk_stream(await visit_at_desk(working), DESK))

    assert re.findall(rb"event: (\S+)", first.encode()) == [
        *(part.encode() for part in PARTS),
        b"list",
    ]


async def test_stopping_the_server_ends_every_page(
    working: WorkingConsole, official: Person
) -> None:
    async with open_page(official) as lines:
        working.console.close()

        assert await next_line(lines, "ended") == "ended"


async def test_a_busy_page_finds_out_that_another_server_ended_its_session(
    working: WorkingConsole, official: Person
) -> None:
    async def be_busy() -> None:
        while True:
            await working.issue()
            await asyncio.sleep(0.5)

    async with open_page(official) as lines:
        now = working.service.now()
        await working.service.write(
            lambda ledger: People(ledger.connection, ledger.hall).end_all_sessions(now)
        )
        busy = asyncio.create_task(be_busy())
        try:
            over = await next_line(lines, "event: over")
        finally:
            busy.cancel()
            await asyncio.gather(busy, return_exceptions=True)

    assert over == "event: over"
