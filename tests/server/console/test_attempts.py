"""Tests of tries: what an admin can clear is counted by login, what cannot by address."""

from dataclasses import replace
from typing import cast

import pytest

from server.console.attempts import Attempt
from server.console.browser import Browser
from server.console.sessions import people_of
from server.console.throttle import FIRST_WAIT_MS, FREE_FAILURES
from server.hall_service import HallService
from server.storage.people import login_digest
from tests.server.console.working_console import PASSWORD, WorkingConsole

BROWSER = Browser("en", None, "secret", is_new=False, address="192.168.1.9")


async def test_a_failed_try_is_counted_under_the_login_that_was_tried(
    working: WorkingConsole,
) -> None:
    attempt = Attempt(working.console, "aigerim", BROWSER)
    await attempt.begin()

    assert await attempt.official("wrong") is None

    kept = await working.service.read(lambda ledger: people_of(ledger).failures_about())
    assert {(kind, about, failures.count) for kind, about, failures in kept} == {
        ("pair", login_digest("aigerim"), 1),
        ("login", login_digest("aigerim"), 1),
    }


async def test_a_right_try_leaves_no_count_of_its_own(working: WorkingConsole) -> None:
    attempt = Attempt(working.console, "aigerim", BROWSER)
    await attempt.begin()

    official = await attempt.official(PASSWORD)

    kept = await working.service.read(lambda ledger: people_of(ledger).failures_about())
    assert official is not None
    assert [failures.count for _, _, failures in kept] == [0]


class NoWrites:
    """A hall that is read and, as a test demands, not written."""

    def __init__(self, service: HallService) -> None:
        self._service = service
        self.now = service.now
        self.read = service.read

    async def write(self, job: object) -> None:
        pytest.fail(f"{job} was written")


async def test_who_has_to_wait_costs_no_write(working: WorkingConsole) -> None:
    for _ in range(FREE_FAILURES["pair"]):
        assert await Attempt(working.console, "aigerim", BROWSER).begin() == 0
    read_only = cast("HallService", NoWrites(working.service))

    wait = await Attempt(replace(working.console, service=read_only), "aigerim", BROWSER).begin()

    assert wait == FIRST_WAIT_MS
