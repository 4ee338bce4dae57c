"""Waiting for what a story expects, never for time to pass; what does not come fails it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from server.demo.cast import RehearsedKiosk
from server.demo.forms import DeskForms, Page
from server.demo.processes import Said

WAIT_SECONDS = 15.0
LOOK_EVERY_SECONDS = 0.02

T = TypeVar("T")


async def until(condition: Callable[[], bool], what: str, seconds: float = WAIT_SECONDS) -> None:
    """Wait until ``condition`` holds; fail the story when it does not in time."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not condition():
        if asyncio.get_running_loop().time() > deadline:
            msg = f"waited {seconds:g} s in vain for {what}"
            raise AssertionError(msg)
        await asyncio.sleep(LOOK_EVERY_SECONDS)


async def until_page(official: DeskForms, condition: Callable[[Page], bool]) -> Page:
    """Look at the desk's page until ``condition`` holds, and return it."""
    return await until_is(official.look, condition)


async def until_seen(kiosk: RehearsedKiosk, condition: Callable[[Said], bool]) -> Said:
    """Look at the kiosk until ``condition`` holds, and return what it shows then."""
    return await until_is(kiosk.state, condition)


async def until_is(look: Callable[[], Awaitable[T]], condition: Callable[[T], bool]) -> T:
    """Look again and again until what is seen is as it should be, and return it."""
    deadline = asyncio.get_running_loop().time() + WAIT_SECONDS
    while not condition(seen := await look()):
        if asyncio.get_running_loop().time() > deadline:
            msg = f"what is seen is still {seen}"
            raise AssertionError(msg)
        await asyncio.sleep(LOOK_EVERY_SECONDS)
    return seen
