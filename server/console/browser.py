"""What a browser says of itself by cookies, and the token that proves a form is our own."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException

from server.console.catalogues import LANGUAGES
from server.console.origins import Place, browser_name, place_of
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode

LANGUAGE_COOKIE = "kezek-language"
_PRINTER_COOKIE = "kezek-printer-"
YEAR_SECONDS = 365 * 24 * 3600

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Browser:
    """One browser: its language, its session's token if any, and a secret of its own.

    ``name`` and ``place`` tell people which one it is; neither proves anything. ``printers``:
    where tickets were printed the last time, by desk.
    """

    language: LanguageCode
    session_token: str | None
    secret: str
    is_new: bool
    name: str = ""
    place: Place = Place.HERE
    address: str = ""
    is_https: bool = False
    printers: Mapping[Key, str] = field(default_factory=dict)

    @property
    def csrf(self) -> str:
        """Return what forms sent to this browser must bring back."""
        return csrf_token(self.session_token or self.secret)


def browser_of(request: AnyRequest) -> Browser:
    """Return the browser behind a request; one that was never here gets a new secret."""
    cookies, is_https = request.cookies, is_https_of(request)
    address = request.client.host if request.client else ""
    secret = cookies.get(browser_cookie(is_https=is_https), "")
    return Browser(
        language=_language(request),
        session_token=cookies.get(session_cookie(is_https=is_https)) or None,
        secret=secret or secrets.token_urlsafe(32),
        is_new=not secret,
        name=browser_name(request.headers.get("user-agent", "")),
        place=place_of(address),
        address=address,
        is_https=is_https,
        printers={
            name.removeprefix(_PRINTER_COOKIE): device
            for name, device in cookies.items()
            if name.startswith(_PRINTER_COOKIE)
        },
    )


def is_https_of(request: AnyRequest) -> bool:
    """Return whether the request came by TLS; one server may answer both ways."""
    return bool(request.scope.get("scheme") == "https")


def session_cookie(*, is_https: bool) -> str:
    """Return the cookie's name; over HTTPS ``__Host-`` binds it to this host (RFC 6265bis)."""
    return "__Host-kezek-session" if is_https else "kezek-session"


def browser_cookie(*, is_https: bool) -> str:
    """Return the name of the cookie that holds the browser's own secret."""
    return "__Host-kezek-browser" if is_https else "kezek-browser"


def printer_cookie(desk: Key) -> str:
    """Return the name of the cookie that remembers where tickets of ``desk`` are printed."""
    return f"{_PRINTER_COOKIE}{desk}"


def strict_cookie(name: str, value: str, *, is_https: bool, seconds: int | None = None) -> Cookie:
    """Return a cookie that no script reads and no other site sends.

    Without ``seconds`` it ends with the browser's window.
    """
    return Cookie(
        key=name,
        value=value,
        path="/",
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=is_https,
    )


def language_cookie(language: LanguageCode, *, is_https: bool) -> Cookie:
    """Return the cookie that keeps the reader's language."""
    return strict_cookie(LANGUAGE_COOKIE, language, is_https=is_https, seconds=YEAR_SECONDS)


def csrf_token(secret: str) -> str:
    """Return a token that only who knows the browser's secret can make."""
    return hashlib.sha256(b"kezek form " + secret.encode()).hexdigest()


async def refuse_foreign_forms(request: AnyRequest) -> None:
    """Raise PermissionDeniedException for a form that no page of ours sent to this browser."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise PermissionDeniedException(detail="foreign site")
    given = str((await request.form()).get("csrf", "")).encode(errors="replace")
    is_https = is_https_of(request)
    names = (session_cookie(is_https=is_https), browser_cookie(is_https=is_https))
    held = [request.cookies[name] for name in names if request.cookies.get(name)]
    if not any(hmac.compare_digest(csrf_token(secret).encode(), given) for secret in held):
        raise PermissionDeniedException(detail="no valid form token")


def _language(request: AnyRequest) -> LanguageCode:
    wanted = [request.cookies.get(LANGUAGE_COOKIE, "")]
    accepted = request.headers.get("accept-language", "")[:200]
    wanted += [part.partition(";")[0].strip()[:2].lower() for part in accepted.split(",")]
    return next((code for code in wanted if code in LANGUAGES), LANGUAGES[0])
