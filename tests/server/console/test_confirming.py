"""Tests of giving the password again: asked after a while, throttled like a log-in."""

from server.console.sessions import CONFIRMED_MS
from server.console.throttle import FREE_FAILURES
from tests.server.console.working_console import PASSWORD, Person, WorkingConsole


async def add(admin: Person, login: str, password: str = "") -> str:
    await admin.open("/admin/people")
    fields = {"login": login, "role": "official", "password": password}
    return (await admin.send("/admin/people", **fields)).text


async def test_right_after_the_log_in_nobody_is_asked_again(admin: Person) -> None:
    assert "Password for the first log-in of one" in await add(admin, "one")


async def test_after_a_while_the_password_is_asked_and_then_good_for_some_minutes(
    working: WorkingConsole, admin: Person
) -> None:
    working.clock.advance(ms=CONFIRMED_MS)

    asked = await add(admin, "one")
    wrong = await add(admin, "one", "wrong")
    right = await add(admin, "one", PASSWORD)
    after = await add(admin, "two")

    assert "Please give your own password" in asked
    assert "This is not your password." in wrong
    assert "Password for the first log-in of one" in right
    assert "Password for the first log-in of two" in after


async def test_a_stolen_admin_session_does_not_guess_for_long(
    working: WorkingConsole, admin: Person
) -> None:
    working.clock.advance(ms=CONFIRMED_MS)

    said = [await add(admin, "one", "wrong") for _ in range(FREE_FAILURES["pair"] + 1)]

    assert "This is not your password." in said[-2]
    assert "Too many wrong passwords" in said[-1]
