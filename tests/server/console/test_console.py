"""Tests of the console as a whole: built for one hall, and closed with it."""

from server.console.console import Console
from tests.server.console.working_console import WorkingConsole


async def test_it_is_built_with_its_files_and_words(working: WorkingConsole) -> None:
    console = Console.of(working.service)

    assert console.assets.find("console.css") is not None
    assert console.pages.render("kk", "part_over.html", {"over": "ended"})


async def test_closing_it_tells_the_open_pages(working: WorkingConsole) -> None:
    told: list[bool] = []
    working.console.nudges.subscribe(lambda: told.append(True))

    working.console.close()

    assert told == [True]
