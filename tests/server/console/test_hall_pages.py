"""Tests of the hall's page: for those who oversee it, live, and over when the session is."""

import asyncio

import pytest

from tests.server.console.working_console import Person, WorkingConsole, next_line


@pytest.mark.parametrize("login", ["saule", "auditor", "dana"])
async def test_those_who_oversee_the_hall_see_it_without_a_button(
    working: WorkingConsole, login: str
) -> None:
    await working.issue()
    async with working.person() as person:
        await person.log_in(login)

        page = (await person.open("/hall")).text

    assert "A001" in page
    assert "<button" not in page.split("<main")[1]


async def test_the_page_follows_the_hall(working: WorkingConsole, anybody: Person) -> None:
    await anybody.log_in("saule")
    lines = asyncio.Queue[str]()
    reading = asyncio.create_task(read(anybody, lines))
    assert "Nobody is waiting" in await next_line(lines, "data:")

    await working.issue()

    assert "A001" in await next_line(lines, "data:")
    reading.cancel()


async def test_the_page_is_over_when_the_session_ends(anybody: Person, admin: Person) -> None:
    await anybody.log_in("saule")
    lines = asyncio.Queue[str]()
    reading = asyncio.create_task(read(anybody, lines))
    await next_line(lines, "event: overview")
    await admin.open("/admin/sessions")
    path = admin.page.split('action="/admin/sessions/')[1].split('"')[0]

    await admin.send(f"/admin/sessions/{path}")

    assert await next_line(lines, "event: over") == "event: over"
    await reading


async def read(person: Person, lines: asyncio.Queue[str]) -> None:
    """Hand over what the live page is told."""
    async with person.client.stream("GET", "/hall/live", timeout=None) as answer:
        async for line in answer.aiter_lines():
            if not line.startswith("event: beat"):
                lines.put_nowait(line)
