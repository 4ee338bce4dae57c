"""Logging in and out: who gives the right password begins a session, and leaves it again."""

import logging
import re
from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from server.console.attempts import Attempt
from server.console.browser import language_cookie, session_cookie, strict_cookie
from server.console.catalogues import LANGUAGES
from server.console.desk_acts import WITH_FORM
from server.console.passwords import MAX_LOGIN_LENGTH
from server.console.permits import PERMITS
from server.console.sessions import begin_session, end_session
from server.console.visits import Visit
from server.protocol.errors import Failure
from server.protocol.tickets import Instant

_log = logging.getLogger(__name__)

WRONG_PASSWORD = Failure("wrong-password")
PASSWORD_EXPIRED = Failure("password-expired")

_NO_PAGE = re.compile(r"/live$|/static/|/schema|/healthz|/hall-ca\.|[{}]")

PAGES = frozenset(
    path
    for method, _, path in (key.partition(" ") for key in PERMITS)
    if method == "GET" and not _NO_PAGE.search(path)
) | {f"/desk/act/{act}" for act in WITH_FORM}
"""Where the language switch may lead back to."""

_QUERY = re.compile(r"[\w=;.,:&-]*")
"""What a page may carry in its address on the way back."""


class LoginForm(Struct, frozen=True):
    """What the log-in page sends."""

    login: str
    password: str


class LanguageForm(Struct, frozen=True):
    """What the language switch sends: the language, and the page to come back to."""

    language: str
    back: str = "/"


class LoginController(Controller):
    """Pages for people who are not logged in yet, or no more."""

    include_in_schema = False

    @get("/login")
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show the log-in page."""
        return _page(visit)

    @post("/login")
    async def log_in(
        self,
        visit: NamedDependency[Visit],
        data: Annotated[LoginForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[str]:
        """Begin a session, or say in words why not."""
        login = data.login.strip().lower()[:MAX_LOGIN_LENGTH]
        attempt = Attempt(visit.console, login, visit.browser)
        wait = await attempt.begin()
        if wait:
            _log.info("a log-in has to wait, %s", visit.browser.place)
            return _page(visit, 429, typed=login, wait_ms=wait)
        official = await attempt.official(data.password)
        if official is None:
            _log.info("a log-in failed, %s", visit.browser.place)
            return _page(visit, 403, typed=login, failure=WRONG_PASSWORD)
        until = official.temporary_until
        if until is not None and until <= visit.console.service.now():
            return _page(visit, 403, typed=login, failure=PASSWORD_EXPIRED)
        if visit.session is not None:
            await end_session(visit.console, visit.session)
        cookie = await begin_session(visit.console, official, visit.browser)
        _log.info("%s logged in, %s", official.id, visit.browser.place)
        return Redirect("/", status_code=303, cookies=[cookie, visit.own_cookie()])

    @post("/logout")
    async def log_out(self, visit: NamedDependency[Visit]) -> Redirect:
        """Revoke the session."""
        if visit.session is not None:
            await end_session(visit.console, visit.session)
        is_https = visit.browser.is_https
        gone = strict_cookie(session_cookie(is_https=is_https), "", is_https=is_https)
        return Redirect("/login", status_code=303, cookies=[gone])

    @post("/language")
    async def switch_language(
        self,
        visit: NamedDependency[Visit],
        data: Annotated[LanguageForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Redirect:
        """Keep the reader's language and come back."""
        language = data.language if data.language in LANGUAGES else visit.browser.language
        cookie = language_cookie(language, is_https=visit.browser.is_https)
        path, _, query = data.back.partition("?")
        back = data.back if path in PAGES and _QUERY.fullmatch(query) else "/"
        return Redirect(back, status_code=303, cookies=[cookie])


def _page(
    visit: Visit,
    status: int = 200,
    *,
    typed: str = "",
    wait_ms: Instant = 0,
    failure: Failure | None = None,
) -> Response[str]:
    was_ended = visit.browser.session_token is not None and visit.session is None
    values = {"typed": typed, "wait_ms": wait_ms, "failure": failure, "was_ended": was_ended}
    headers = {"Retry-After": str(-(-wait_ms // 1000))} if wait_ms else {}
    return visit.answer("login.html", values, status=status, headers=headers)
