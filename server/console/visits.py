"""Who is asking: the browser, and the session and official behind it if the log-in holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from litestar import MediaType, Response
from litestar.datastructures import Cookie

from server.connections import know
from server.console.browser import (
    YEAR_SECONDS,
    AnyRequest,
    Browser,
    browser_cookie,
    browser_of,
    strict_cookie,
)
from server.console.console import Console
from server.console.origins import Place
from server.console.permits import LoginNeededError, check_permit
from server.console.sessions import find_session, is_confirmed
from server.protocol.desks import Desk
from server.protocol.errors import Failure, NotAllowedError
from server.protocol.identity import Actor, ActorKind
from server.protocol.languages import in_language
from server.storage.people import Session

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
    def role(self) -> str:
        """Return the role of who asks; empty for nobody."""
        return self.session.role if self.session else ""

    @property
    def is_confirmed(self) -> bool:
        """Return whether who asks has given the password a short while ago."""
        now = self.console.service.now()
        return self.session is not None and is_confirmed(self.session, now)

    @property
    def desk(self) -> Desk | None:
        """Return the desk that the session chose, if the hall still has it."""
        key = self.session.desk if self.session else None
        return self.console.service.config.desk(key) if key else None

    def official(self) -> Actor:
        """Return who works at a desk; only an official may."""
        return self._actor(ActorKind.OFFICIAL)

    def admin(self) -> Actor:
        """Return who administers the hall; only an admin may."""
        return self._actor(ActorKind.ADMIN)

    def actor(self) -> Actor:
        """Return who is logged in, in whatever role."""
        return Actor(ActorKind(self.holder.role), self.holder.official)

    def render(self, template: str, values: Mapping[str, object] | None = None) -> str:
        """Return a page or part of one in the browser's language."""
        config, language = self.console.service.config, self.browser.language
        frame = {
            "hall": in_language(config.names, language),
            "csrf": self.browser.csrf,
            "here": self.here,
            "login": self.session.login if self.session else "",
            "role": self.role,
            "is_confirmed": self.is_confirmed,
            "is_plain": self.browser.place != Place.HERE and not self.browser.is_https,
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
        is_https = self.browser.is_https
        name = browser_cookie(is_https=is_https)
        return strict_cookie(name, self.browser.secret, is_https=is_https, seconds=YEAR_SECONDS)

    def _actor(self, kind: ActorKind) -> Actor:
        if self.holder.role != kind:
            raise NotAllowedError(role=self.holder.role)
        return Actor(kind, self.holder.official)

    def _new_cookies(self) -> list[Cookie]:
        return [self.own_cookie()] if self.browser.is_new else []


def stranger(console: Console, request: AnyRequest) -> Visit:
    """Return a visit whose session was not looked up."""
    return Visit(
        console,
        browser_of(request),
        None,
        request.url.path if request.method == "GET" else "/",
        "hx-request" in request.headers,
    )


async def admit(console: Console, request: AnyRequest) -> None:
    """Look the session up, keep the visit for the page, and raise what bars the way to it."""
    visit = stranger(console, request)
    session = await find_session(console, visit.browser)
    if session is not None:
        know(request.scope)
    request.state.visit = Visit(console, visit.browser, session, visit.here, visit.is_htmx)
    check_permit(request.method, request.scope["path_template"], session)


def visit_of(console: Console, request: AnyRequest) -> Visit:
    """Return the visit that was admitted, or a stranger's if none was looked up yet."""
    visit = getattr(request.state, "visit", None)
    return visit if isinstance(visit, Visit) else stranger(console, request)
