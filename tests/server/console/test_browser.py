"""Tests of browsers: their language, and forms that only our own pages can send."""

from typing import Any

import pytest
from litestar import Request

from server.console.browser import (
    LANGUAGE_COOKIE,
    Browser,
    browser_cookie,
    browser_of,
    csrf_token,
    language_cookie,
    session_cookie,
    strict_cookie,
)


def request(**headers: str) -> Request[Any, Any, Any]:
    raw = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw})  # type: ignore[arg-type]  # only what is read is there


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "kk"),
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("", "de, en-GB;q=0.7", "en"),
        ("", "zz;;q,,=", "kk"),
        (f"{LANGUAGE_COOKIE}=en", "ru", "en"),
        (f"{LANGUAGE_COOKIE}=xx", "ru", "ru"),
    ],
)
def test_the_language_chosen_here_wins_then_what_the_browser_asks(
    cookie: str, accepted: str, language: str
) -> None:
    seen = browser_of(request(cookie=cookie, accept_language=accepted))

    assert seen.language == language


def test_a_browser_never_seen_gets_a_secret_of_its_own() -> None:
    first, second = (browser_of(request()) for _ in range(2))

    assert first.is_new
    assert first.secret != second.secret


def test_a_browser_seen_before_keeps_its_secret() -> None:
    seen = browser_of(request(cookie="kezek-browser=abc"))

    assert (seen.secret, seen.is_new) == ("abc", False)


def test_forms_of_a_session_are_bound_to_the_session() -> None:
    before = Browser("kk", None, "secret", is_new=False)
    after = Browser("kk", "token", "secret", is_new=False)

    assert before.csrf == csrf_token("secret")
    assert after.csrf == csrf_token("token")


@pytest.mark.parametrize(("is_https", "prefix"), [(False, ""), (True, "__Host-")])
def test_over_https_cookies_are_bound_to_the_host(*, is_https: bool, prefix: str) -> None:
    assert session_cookie(is_https=is_https) == f"{prefix}kezek-session"
    assert browser_cookie(is_https=is_https) == f"{prefix}kezek-browser"


@pytest.mark.parametrize("is_https", [False, True])
def test_no_script_reads_a_cookie_and_no_other_site_sends_it(*, is_https: bool) -> None:
    cookies = (
        strict_cookie("name", "value", is_https=is_https),
        language_cookie("ru", is_https=is_https),
    )

    assert {(c.httponly, c.samesite, c.secure, c.path) for c in cookies} == {
        (True, "strict", is_https, "/")
    }
