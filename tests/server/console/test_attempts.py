"""Tests of tries: what an admin can clear is counted by login, what cannot by address."""

from server.console.attempts import Attempt
from server.console.browser import Browser
from server.console.sessions import people_of
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
