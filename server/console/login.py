"""Logging in and out: password checked slowly, failures counted, a session begun or revoked."""

from collections.abc import Mapping
from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from server.console import throttle
from server.console.browser import (
    YEAR_SECONDS,
    AnyRequest,
    language_cookie,
    secret_cookie,
    session_cookie,
)
from server.console.catalogues import LANGUAGES
from server.console.console import Console
from server.console.passwords import MAX_LOGIN_LENGTH, MAX_PASSWORD_LENGTH, is_outdated
from server.console.visits import Visit, begin_session, end_session, token_digest
from server.protocol.errors import Failure, ServerBusyError
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger
from server.storage.people import Official, People

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
        address = request.client.host if request.client else ""
        attempt = Attempt(visit.console, login, address, visit.browser.secret)
        wait = await attempt.begin()
        if wait:
            return _page(visit, 429, typed=login, wait_ms=wait)
        official = await attempt.official(data.password[: MAX_PASSWORD_LENGTH + 1])
        if official is None:
            return _page(visit, 403, typed=login, failure=WRONG_PASSWORD)
        if visit.session is not None:
            await end_session(visit.console, visit.session)
        cookie = await begin_session(visit.console, official.id)
        return Redirect("/", status_code=303, cookies=[cookie, visit.own_cookie()])

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

    def __init__(self, console: Console, login: str, address: str, browser: str) -> None:
        """Try ``login`` from ``address`` and a browser with this secret."""
        self._console = console
        self._login = login
        self._address = address
        self._browser = browser
        self._keys: Mapping[str, str] = {}

    async def begin(self) -> Instant:
        """Count the try and return 0, or return how long to wait before the next, in ms."""
        now = self._console.service.now()

        def begin(ledger: Ledger) -> tuple[Instant, Mapping[str, str]]:
            people = People(ledger.connection, ledger.hall)
            people.forget_failures(max(0, now - throttle.FORGET_AFTER_MS))
            keys = self._counters(people)
            counts = {kind: people.failures(kind, key) for kind, key in keys.items()}
            wait = max(throttle.wait_ms(kind, count, now) for kind, count in counts.items())
            if not wait:
                for kind, count in counts.items():
                    people.note_failures(kind, keys[kind], throttle.with_another(count, now))
            return wait, keys

        wait, self._keys = await self._console.service.write(begin)
        return wait

    async def official(self, password: str) -> Official | None:
        """Return the official if the password is right, and take the count back."""
        official = await self._console.service.read(
            lambda ledger: People(ledger.connection, ledger.hall).official(self._login)
        )
        is_known = official is not None and not official.is_disabled
        password_hash = official.password_hash if official and is_known else None
        try:
            is_right = await self._console.passwords.is_right(password, password_hash)
        except ServerBusyError:
            await self._console.service.write(self._take_back)
            raise
        if official is None or not is_right:
            return None
        await self._forgive(official, password)
        return official

    async def _forgive(self, official: Official, password: str) -> None:
        newer = None
        if is_outdated(official.password_hash):
            newer = await self._console.passwords.hash(password)
        now = self._console.service.now()

        def forgive(ledger: Ledger) -> None:
            people = People(ledger.connection, ledger.hall)
            self._take_back(ledger)
            people.clear_failures(throttle.PAIR, self._keys[throttle.PAIR])
            people.forget_browsers(max(0, now - YEAR_SECONDS * 1000))
            people.know_browser(official.id, token_digest(self._browser), now)
            if newer:
                people.keep_password(official.id, newer)

        await self._console.service.write(forgive)

    def _counters(self, people: People) -> Mapping[str, str]:
        is_known = people.knows_browser(self._login, token_digest(self._browser))
        return throttle.counters(self._login, self._address, self._browser, is_known=is_known)

    def _take_back(self, ledger: Ledger) -> None:
        """Count this try no more; others may share the counts."""
        people = People(ledger.connection, ledger.hall)
        for kind, key in self._keys.items():
            people.note_failures(kind, key, throttle.with_one_less(people.failures(kind, key)))


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
