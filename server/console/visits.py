"""Who is asking: the browser, and the session and official behind it if the log-in holds."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from litestar import MediaType, Response
from litestar.datastructures import Cookie

from server.console.browser import (
    YEAR_SECONDS,
    AnyRequest,
    Browser,
    browser_cookie,
    browser_of,
    secret_cookie,
    session_cookie,
)
from server.console.console import Console
from server.protocol.desks import Desk
from server.protocol.errors import Failure, NotAllowedError
from server.protocol.identity import Actor, ActorKind
from server.protocol.languages import in_language
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger
from server.storage.people import People, Session

SESSION_MS = 12 * 3600 * 1000
"""A working day: afterwards everybody logs in again."""

TOUCH_MS = 60_000
KEPT_MS = 7 * 24 * 3600 * 1000

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Also on answers to what went wrong, which the application's own headers do not reach."""


class LoginNeededError(Exception):
    """The page is for people who are logged in, and nobody is."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of one browser."""

    console: Console
    browser: Browser
    session: Session | None
    here: str
    is_htmx: bool

    @property
    def holder(self) -> Session:
        """Return the session; raise LoginNeededError without one."""
        if self.session is None:
            raise LoginNeededError
        return self.session

    @property
    def is_admin(self) -> bool:
        """Return whether an admin asks."""
        return self.session is not None and self.session.role == ActorKind.ADMIN

    @property
    def desk(self) -> Desk | None:
        """Return the desk that the session chose, if the hall still has it."""
        key = self.session.desk if self.session else None
        return self.console.service.config.desk(key) if key else None

    def official(self) -> Actor:
        """Return who works at a desk; officials and admins may."""
        holder = self.holder
        if holder.role not in {ActorKind.OFFICIAL, ActorKind.ADMIN}:
            raise NotAllowedError(role=holder.role)
        return Actor(ActorKind.OFFICIAL, holder.official)

    def admin(self) -> Actor:
        """Return who opens and closes the day; only an admin may."""
        holder = self.holder
        if holder.role != ActorKind.ADMIN:
            raise NotAllowedError(role=holder.role)
        return Actor(ActorKind.ADMIN, holder.official)

    def render(self, template: str, values: Mapping[str, object] | None = None) -> str:
        """Return a page or part of one in the browser's language."""
        config, language = self.console.service.config, self.browser.language
        frame = {
            "hall": in_language(config.names, language),
            "csrf": self.browser.csrf,
            "here": self.here,
            "login": self.session.login if self.session else "",
            "is_admin": self.is_admin,
            "failure": None,
        }
        return self.console.pages.render(language, template, {**frame, **(values or {})})

    def answer(
        self,
        template: str,
        values: Mapping[str, object] | None = None,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response[str]:
        """Return a page as the answer."""
        return Response(
            self.render(template, values),
            media_type=MediaType.HTML,
            status_code=status,
            headers={**PAGE_HEADERS, **(headers or {})},
            cookies=self._new_cookies(),
        )

    def failed(self, failure: Failure, status: int) -> Response[str]:
        """Return the page that words a failure."""
        return self.answer("trouble.html", {"failure": failure, "status": status}, status=status)

    def own_cookie(self) -> Cookie:
        """Return the cookie by which this browser is known again for a year."""
        is_https = self.console.options.is_https
        name = browser_cookie(is_https=is_https)
        return secret_cookie(name, self.browser.secret, is_https=is_https, seconds=YEAR_SECONDS)

    def _new_cookies(self) -> list[Cookie]:
        return [self.own_cookie()] if self.browser.is_new else []


def stranger(console: Console, request: AnyRequest) -> Visit:
    """Return a visit whose session was not looked up."""
    return Visit(
        console,
        browser_of(request, is_https=console.options.is_https),
        None,
        request.url.path if request.method == "GET" else "/",
        "hx-request" in request.headers,
    )


async def visit_of(console: Console, request: AnyRequest) -> Visit:
    """Return the visit with its session, if it holds."""
    visit = stranger(console, request)
    token = visit.browser.session_token
    session = await find_session(console, token_digest(token)) if token else None
    return Visit(console, visit.browser, session, visit.here, visit.is_htmx)


async def find_session(console: Console, digest: str) -> Session | None:
    """Return the session if it holds now; note now and then that it is used."""
    now = console.service.now()
    session = await console.service.read(lambda ledger: _people(ledger).session(digest, now))
    if session is not None and now - session.last_used_at > TOUCH_MS:
        await console.service.write(lambda ledger: _people(ledger).touch_session(digest, now))
    return session


async def begin_session(console: Console, official: str) -> Cookie:
    """Begin a session for the official and return the cookie that holds its token."""
    token, now = secrets.token_urlsafe(32), console.service.now()

    def begin(ledger: Ledger) -> None:
        people = _people(ledger)
        people.forget_sessions(max(0, now - KEPT_MS))
        people.add_session(token_digest(token), official, now, now + SESSION_MS)

    await console.service.write(begin)
    is_https = console.options.is_https
    return secret_cookie(session_cookie(is_https=is_https), token, is_https=is_https)


async def end_session(console: Console, session: Session) -> None:
    """Revoke the session and tell the open pages."""
    now = console.service.now()
    digest = session.token_digest
    await console.service.write(lambda ledger: _people(ledger).end_session(digest, now))
    console.nudges.nudge()


async def take_desk(console: Console, session: Session, desk: Desk) -> int:
    """Give the desk to the session, and tell the open pages; a desk it holds stays its own."""
    if session.desk == desk.id and not session.is_fenced:
        return session.fence
    digest = session.token_digest
    fence = await console.service.write(lambda ledger: _people(ledger).take_desk(digest, desk.id))
    console.nudges.nudge()
    return fence


async def desks_in_use(console: Console) -> frozenset[str]:
    """Return the desks that somebody's session holds."""
    now: Instant = console.service.now()
    return await console.service.read(lambda ledger: _people(ledger).desks_in_use(now))


def token_digest(token: str) -> str:
    """Return what is kept of a session's token; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _people(ledger: Ledger) -> People:
    return People(ledger.connection, ledger.hall)
