"""Tests of the page for the time without a server: a browser may keep it, and it is only words."""

import asyncio
import json

import pytest

from tests.server.console.working_console import Person, WorkingConsole, next_line


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Тізімді басып шығару"), ("ru", "Напечатать список"), ("en", "Print the list")],
)
async def test_the_page_is_kept_by_browsers_and_has_nobody_s_secrets(
    official: Person, language: str, words: str
) -> None:
    csrf = official.csrf

    answer = await official.open(f"/paper/{language}")

    assert answer.headers["cache-control"] == "private, max-age=86400"
    assert words in answer.text
    assert csrf
    assert csrf not in answer.text
    assert "aigerim" not in answer.text


async def test_there_is_no_page_in_a_language_that_nobody_wrote(official: Person) -> None:
    assert (await official.open("/paper/xx")).status_code == 404


async def test_an_open_desk_is_sent_the_list_to_keep(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    lines: asyncio.Queue[str] = asyncio.Queue()
    listening = asyncio.create_task(official.stream(lines))

    await next_line(lines, "event: list")
    data = await next_line(lines, "data: ")
    working.console.close()
    await listening

    assert [row[0] for row in json.loads(data.removeprefix("data: "))["rows"]] == ["A001"]
