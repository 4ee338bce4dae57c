"""Tests of visits: who may do what, and what is kept of a session."""

import pytest

from server.console.browser import Browser
from server.console.visits import (
    TOUCH_MS,
    LoginNeededError,
    Visit,
    find_session,
    token_digest,
)
from server.protocol.errors import NotAllowedError
from server.protocol.identity import Actor, ActorKind
from server.storage.people import Session
from tests.server.console.working_console import Person, WorkingConsole

ROLES = ("official", "admin", "supervisor", "auditor")


def visit(working: WorkingConsole, role: str | None) -> Visit:
    session = Session("t", "o-1", "a", role, None, 0, 0, 0, 1) if role else None
    browser = Browser("en", None, "secret", is_new=False)
    return Visit(working.console, browser, session, "/", is_htmx=False)


@pytest.mark.parametrize("role", ROLES)
async def test_officials_and_admins_work_at_desks(working: WorkingConsole, role: str) -> None:
    seen = visit(working, role)

    if role in {"official", "admin"}:
        assert seen.official() == Actor(ActorKind.OFFICIAL, "o-1")
    else:
        with pytest.raises(NotAllowedError):
            seen.official()


@pytest.mark.parametrize("role", ROLES)
async def test_only_admins_keep_the_day(working: WorkingConsole, role: str) -> None:
    seen = visit(working, role)

    assert seen.is_admin is (role == "admin")
    if role == "admin":
        assert seen.admin() == Actor(ActorKind.ADMIN, "o-1")
    else:
        with pytest.raises(NotAllowedError):
            seen.admin()


async def test_nobody_has_to_log_in(working: WorkingConsole) -> None:
    seen = visit(working, None)

    assert not seen.is_admin
    assert seen.desk is None
    with pytest.raises(LoginNeededError):
        seen.official()


async def test_a_session_in_use_is_noted_now_and_then(
    working: WorkingConsole, official: Person
) -> None:
    digest = token_digest(official.client.cookies["kezek-session"])
    first = await find_session(working.console, digest)

    working.clock.advance(ms=TOUCH_MS + 1)
    await official.open("/desk")
    later = await find_session(working.console, digest)

    assert first is not None
    assert later is not None
    assert later.last_used_at == working.service.now()
    assert first.last_used_at < later.last_used_at


def test_what_is_kept_of_a_token_is_its_digest() -> None:
    assert token_digest("token") == (
        "3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0"
    )
