"""Tests of tries of the set-up code: each address by itself, a right one taken back."""

from dataclasses import replace
from typing import cast

from server.console.code_tries import CodeTry
from server.console.throttle import FIRST_WAIT_MS, FREE_FAILURES
from server.hall_service import HallService
from tests.server.console.test_attempts import NoWrites
from tests.server.console.working_console import WorkingConsole

FREE = FREE_FAILURES["address"]


async def test_after_some_wrong_codes_an_address_has_to_wait_and_no_other(
    working: WorkingConsole,
) -> None:
    waits = [await CodeTry(working.console, "10.0.0.1").begin() for _ in range(FREE + 1)]

    assert waits == [*[0] * FREE, FIRST_WAIT_MS]
    assert await CodeTry(working.console, "10.0.0.2").begin() == 0


async def test_a_right_code_counts_for_nothing(working: WorkingConsole) -> None:
    for _ in range(FREE + 1):
        right = CodeTry(working.console, "10.0.0.1")
        assert await right.begin() == 0
        await right.forgive()


async def test_who_has_to_wait_for_his_next_code_costs_no_write(working: WorkingConsole) -> None:
    for _ in range(FREE):
        await CodeTry(working.console, "10.0.0.1").begin()
    read_only = cast("HallService", NoWrites(working.service))

    wait = await CodeTry(replace(working.console, service=read_only), "10.0.0.1").begin()

    assert wait == FIRST_WAIT_MS
