"""Tests of visits: who asks, in whose name, and what they are told of themselves."""

from typing import Any, cast

import httpx
import pytest

from server.connections import Bounds, Guests
from server.console.browser import Browser
from server.console.permits import LoginNeededError
from server.console.visits import Visit
from server.protocol.errors import NotAllowedError
from server.protocol.identity import Actor, ActorKind, Role
from server.storage.people import Session
from tests.server.console.working_console import Person, WorkingConsole


def visit(working: WorkingConsole, role: str | None) -> Visit:
    session = Session("t", "o-1", "a", role, None, 0, 0, 0, 1) if role else None
    browser = Browser("en", None, "secret", is_new=False)
    return Visit(working.console, browser, session, "/", is_htmx=False)


@pytest.mark.parametrize("role", list(Role))
async def test_only_officials_work_at_desks(working: WorkingConsole, role: Role) -> None:
    seen = visit(working, role)

    if role is Role.OFFICIAL:
        assert seen.official() == Actor(ActorKind.OFFICIAL, "o-1")
    else:
        with pytest.raises(NotAllowedError):
            seen.official()


@pytest.mark.parametrize("role", list(Role))
async def test_only_admins_administer(working: WorkingConsole, role: Role) -> None:
    seen = visit(working, role)

    if role is Role.ADMIN:
        assert seen.admin() == Actor(ActorKind.ADMIN, "o-1")
    else:
        with pytest.raises(NotAllowedError):
            seen.admin()


@pytest.mark.parametrize("role", list(Role))
async def test_everybody_acts_in_the_name_of_their_role(
    working: WorkingConsole, role: Role
) -> None:
    assert str(visit(working, role).actor()) == f"{role}:o-1"


async def test_nobody_has_to_log_in(working: WorkingConsole) -> None:
    seen = visit(working, None)

    assert (seen.role, seen.desk, seen.is_confirmed) == ("", None, False)
    with pytest.raises(LoginNeededError):
        seen.official()


async def test_only_a_connection_by_which_a_log_in_came_is_kept_when_it_gets_crowded(
    working: WorkingConsole,
) -> None:
    guests = Guests(Bounds(1, 1))
    guest = guests.come("10.0.0.1", lambda: None)
    app = cast("Any", working.app)  # Litestar's own type of an application is narrower

    async def counted(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        scope["state"] = {"guest": guest}
        await app(scope, receive, send)

    transport = httpx.ASGITransport(app=counted)
    async with httpx.AsyncClient(base_url=working.url, transport=transport) as client:
        person = Person(client)
        await person.open("/login")
        stranger = guests.come("10.0.0.2", lambda: None)
        assert stranger is not None
        stranger.leave()
        guest = guests.come("10.0.0.1", lambda: None)
        await person.log_in("aigerim")
        await person.open("/desk/choose")

    assert guests.come("10.0.0.2", lambda: None) is None
