"""Tests of sessions: bound to their browser, ended by age, idleness and by whoever may."""

import pytest

from server.console.browser import Browser
from server.console.origins import Place
from server.console.sessions import (
    CONFIRMED_MS,
    IDLE_MS,
    TOUCH_MS,
    held_session,
    is_bound,
    is_confirmed,
    token_digest,
)
from server.protocol.identity import Role
from server.storage.people import Session
from tests.server.console.working_console import Person, WorkingConsole

SESSION = Session(
    "t", "o-1", "a", "admin", None, 0, 0, 0, 1, token_digest("secret"), Place.NETWORK, 1000
)


async def test_a_session_in_use_is_noted_now_and_then(
    working: WorkingConsole, official: Person
) -> None:
    digest = token_digest(official.client.cookies["kezek-session"])
    first = await held_session(working.console, digest)

    working.clock.advance(ms=TOUCH_MS + 1)
    await official.open("/desk")
    later = await held_session(working.console, digest)

    assert first is not None
    assert later is not None
    assert later.last_used_at == working.service.now()
    assert first.last_used_at < later.last_used_at


@pytest.mark.parametrize(("login", "role"), [("aigerim", Role.OFFICIAL), ("dana", Role.ADMIN)])
async def test_a_session_nobody_uses_ends_sooner_the_more_it_may_do(
    working: WorkingConsole, anybody: Person, login: str, role: Role
) -> None:
    await anybody.log_in(login)

    working.clock.advance(ms=IDLE_MS[role] - 1)
    assert (await anybody.open("/")).url.path != "/login"
    working.clock.advance(ms=IDLE_MS[role] + TOUCH_MS)

    assert (await anybody.open("/")).url.path == "/login"
    assert IDLE_MS[Role.ADMIN] < IDLE_MS[Role.OFFICIAL]


async def test_a_stolen_session_cookie_alone_opens_nothing(
    working: WorkingConsole, official: Person
) -> None:
    token = official.client.cookies["kezek-session"]

    async with working.person(Cookie=f"kezek-session={token}; kezek-browser=other") as thief:
        assert (await thief.open("/desk")).url.path == "/login"
    assert (await official.open("/desk")).url.path == "/desk"


@pytest.mark.parametrize(
    ("secret", "place", "is_right"),
    [
        ("secret", Place.NETWORK, True),
        ("other", Place.NETWORK, False),
        ("secret", Place.ELSEWHERE, False),
    ],
)
def test_a_session_is_bound_to_the_browser_and_its_nearness(
    secret: str, place: Place, *, is_right: bool
) -> None:
    browser = Browser("en", "t", secret, is_new=False, place=place)

    assert is_bound(SESSION, browser) is is_right


def test_a_password_given_is_good_for_some_minutes() -> None:
    moments = (1000, 1000 + CONFIRMED_MS - 1, 1000 + CONFIRMED_MS)

    assert [is_confirmed(SESSION, now) for now in moments] == [True, True, False]


def test_what_is_kept_of_a_token_is_its_digest() -> None:
    assert token_digest("token") == (
        "3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0"
    )
