"""Logging in and out: password checked slowly, failures counted, a session begun or revoked."""

import hashlib
from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from server.console import throttle
from server.console.browser import AnyRequest, language_cookie, secret_cookie, session_cookie
from server.console.catalogues import LANGUAGES
from server.console.console import Console
from server.console.passwords import MAX_LOGIN_LENGTH, MAX_PASSWORD_LENGTH, is_outdated
from server.console.visits import Visit, begin_session, end_session
from server.protocol.errors import Failure
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger
from server.storage.people import Failures, Official, People

WRONG_PASSWORD = Failure("wrong-password")

PAGES = frozenset({"/login", "/desk", "/desk/choose", "/day"})
"""Where the language switch may lead back to."""


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
        request: AnyRequest,
        visit: NamedDependency[Visit],
        data: Annotated[LoginForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[str]:
        """Begin a session, or say in words why not."""
        login = data.login.strip().lower()[:MAX_LOGIN_LENGTH]
        attempt = Attempt(visit.console, login, request.client.host if request.client else "")
        wait = await attempt.begin()
        if wait:
            return _page(visit, 429, typed=login, wait_ms=wait)
        official = await attempt.official(data.password[: MAX_PASSWORD_LENGTH + 1])
        if official is None:
            return _page(visit, 403, typed=login, failure=WRONG_PASSWORD)
        if visit.session is not None:
            await end_session(visit.console, visit.session)
        cookie = await begin_session(visit.console, official.id)
        return Redirect("/", status_code=303, cookies=[cookie])

    @post("/logout")
    async def log_out(self, visit: NamedDependency[Visit]) -> Redirect:
        """Revoke the session."""
        if visit.session is not None:
            await end_session(visit.console, visit.session)
        is_https = visit.console.options.is_https
        gone = secret_cookie(session_cookie(is_https=is_https), "", is_https=is_https)
        return Redirect("/login", status_code=303, cookies=[gone])

    @post("/language")
    async def switch_language(
        self,
        visit: NamedDependency[Visit],
        data: Annotated[LanguageForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Redirect:
        """Keep the reader's language and come back."""
        language = data.language if data.language in LANGUAGES else visit.browser.language
        cookie = language_cookie(language, is_https=visit.console.options.is_https)
        return Redirect(
            data.back if data.back in PAGES else "/", status_code=303, cookies=[cookie]
        )


class Attempt:
    """One try to log in, counted before the password is looked at, so that none runs beside."""

    def __init__(self, console: Console, login: str, address: str) -> None:
        """Try ``login`` from ``address``."""
        self._console = console
        self._login = login
        self._keys = {"login": _digest(login), "address": _digest(address)}

    async def begin(self) -> Instant:
        """Count the try and return 0, or return how long to wait before the next, in ms."""
        now = self._console.service.now()

        def begin(ledger: Ledger) -> Instant:
            people = People(ledger.connection, ledger.hall)
            people.forget_failures(max(0, now - throttle.FORGET_AFTER_MS))
            counts = {kind: people.failures(kind, key) for kind, key in self._keys.items()}
            wait = max(throttle.wait_ms(kind, count, now) for kind, count in counts.items())
            if not wait:
                for kind, count in counts.items():
                    another = throttle.with_another(count, now)
                    people.note_failures(kind, self._keys[kind], another)
            return wait

        return await self._console.service.write(begin)

    async def official(self, password: str) -> Official | None:
        """Return the official if the password is right, and take the count back."""
        official = await self._console.service.read(
            lambda ledger: People(ledger.connection, ledger.hall).official(self._login)
        )
        is_known = official is not None and not official.is_disabled
        password_hash = official.password_hash if official and is_known else None
        if not await self._console.passwords.is_right(password, password_hash):
            return None
        await self._forgive(official, password)
        return official

    async def _forgive(self, official: Official | None, password: str) -> None:
        newer = None
        if official and is_outdated(official.password_hash):
            newer = await self._console.passwords.hash(password)

        def forgive(ledger: Ledger) -> None:
            people = People(ledger.connection, ledger.hall)
            people.clear_failures("login", self._keys["login"])
            # Others may share the address: only this try is taken back.
            shared = people.failures("address", self._keys["address"])
            fewer = Failures(max(0, shared.count - 1), shared.last_at)
            people.note_failures("address", self._keys["address"], fewer)
            if official and newer:
                people.keep_password(official.id, newer)

        await self._console.service.write(forgive)


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


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
