"""What tests of the console share: a console that works, and an official at desk 1."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.console.working_console import Person, WorkingConsole, working_console


@pytest.fixture
async def working(tmp_path: Path) -> AsyncIterator[WorkingConsole]:
    """Give a console at work."""
    async with working_console(tmp_path) as console:
        yield console


@pytest.fixture
async def anybody(working: WorkingConsole) -> AsyncIterator[Person]:
    """Give somebody who is not logged in."""
    async with working.person() as person:
        yield person


@pytest.fixture
async def official(working: WorkingConsole) -> AsyncIterator[Person]:
    """Give an official who has chosen desk 1."""
    async with working.person() as person:
        await person.sit_at("desk-1")
        yield person


@pytest.fixture
async def admin(working: WorkingConsole) -> AsyncIterator[Person]:
    """Give an admin who has just logged in, so that the password need not be given again."""
    async with working.person() as person:
        await person.log_in("dana")
        yield person


@pytest.fixture
async def auditor(working: WorkingConsole) -> AsyncIterator[Person]:
    """Give an auditor who is logged in."""
    async with working.person() as person:
        await person.log_in("auditor")
        yield person
