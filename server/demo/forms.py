"""The console's pages read and their forms sent, as a browser without scripts would; no Chromium.

Made-up officials of the demo and the journeys work at their desks with it.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from http.cookiejar import CookieJar
from ssl import create_default_context
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import (
    BaseHandler,
    HTTPCookieProcessor,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

HTTP_SECONDS = 5.0
PAGE_BYTES = 512 * 1024

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its forms, and its texts with the ids and classes of all that is around them."""

    forms: Mapping[str, Mapping[str, str]]
    """Address of each form to its fields."""
    closed: frozenset[str]
    """Addresses of the forms whose button may not be pressed now."""
    texts: tuple[tuple[frozenset[str], str], ...]

    def may_press(self, action: str) -> bool:
        """Return whether the desk's button of ``action`` is there and may be pressed."""
        path = _address(action)
        return path in self.forms and path not in self.closed

    def says(self, *places: str) -> str:
        """Return the text inside what has all of these ids and classes."""
        return " ".join(text for around, text in self.texts if around.issuperset(places))


class NoSuchButtonError(Exception):
    """The page has no button for what should be pressed."""

    def __init__(self, action: str, page: Page) -> None:
        """Name the button and what the page says instead."""
        super().__init__(f"no {action!r} on the page that says {page.says()[:300]!r}")


class NoAnswerError(Exception):
    """The console did not answer, or not to the end."""


def read_page(html: str) -> Page:
    """Return what a page of the console holds."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Page(reader.forms, frozenset(reader.closed), tuple(reader.texts))


class DeskForms:
    """One official's browser, used through forms alone.

    Raise HTTPError for an answer that is neither a page nor a refusal, NoAnswerError for none.
    """

    def __init__(self, url: str, language: str = "en", authority: str | None = None) -> None:
        """Come with no cookie to the console at ``url``; trust ``authority`` if it has one."""
        self._url = url
        self._language = language
        # Without the handler a proxy of the environment would be asked for the loopback.
        handlers: list[BaseHandler] = [ProxyHandler({}), HTTPCookieProcessor(CookieJar())]
        if authority is not None:
            handlers.append(HTTPSHandler(context=create_default_context(cadata=authority)))
        self._browser = build_opener(*handlers)

    async def log_in(self, login: str, password: str) -> None:
        """Log in; HTTPError when the console does not take the password."""
        page = await self._open("/login")
        filled = {**page.forms["/login"], "login": login, "password": password}
        await self._open("/login", filled)

    async def choose_desk(self, desk: str) -> Page:
        """Take ``desk`` and return its page."""
        page = await self._open("/desk/choose")
        return await self._open("/desk/choose", {**page.forms["/desk/choose"], "desk": desk})

    async def look(self) -> Page:
        """Return the desk's page as it is now."""
        return await self._open("/desk")

    async def press(self, action: str, page: Page) -> Page:
        """Send the form of ``action`` as it stands on ``page``; a refusal is a page that says so.

        Whether the button may be pressed is the caller's to look at: a page may be old.
        """
        path = _address(action)
        if path not in page.forms:
            raise NoSuchButtonError(action, page)
        return await self._open(path, page.forms[path])

    async def act(self, act: str, **filled: str) -> Page:
        """Open the form of an act of the desk, fill it in, and send it."""
        path = _address(f"act/{act}")
        page = await self._open(path)
        if path not in page.forms:
            raise NoSuchButtonError(act, page)
        return await self._open(path, {**page.forms[path], **filled})

    async def _open(self, path: str, fields: Mapping[str, str] | None = None) -> Page:
        return read_page(await asyncio.to_thread(self._fetch, path, fields))

    def _fetch(self, path: str, fields: Mapping[str, str] | None) -> str:
        body = None if fields is None else urlencode(fields).encode()
        request = Request(  # noqa: S310 - the address is the hall's server's own
            f"{self._url}{path}", body, {"Accept-Language": self._language}
        )
        try:
            with self._browser.open(request, timeout=HTTP_SECONDS) as answer:
                return _text(answer)
        except HTTPError as error:
            with error:
                if error.code != HTTPStatus.CONFLICT:
                    raise
                return _text(error)
        except (OSError, HTTPException) as error:
            # A server that ends in mid-answer shows itself in many ways; here it is one.
            raise NoAnswerError(path) from error


def _text(answer: HTTPResponse | HTTPError) -> str:
    return answer.read(PAGE_BYTES).decode()


def _address(action: str) -> str:
    return f"/desk/{action}"


class _Reader(HTMLParser):
    """Collects forms and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self.closed: set[str] = set()
        self.texts: list[tuple[frozenset[str], str]] = []
        self._form = ""
        self._around: list[tuple[str, frozenset[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the element stands, and what it adds to its form."""
        given = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            names = frozenset((given.get("id", ""), *given.get("class", "").split())) - {""}
            self._around.append((tag, names))
        if tag == "form":
            self._form = given.get("action", "")
            self.forms[self._form] = {}
        elif tag == "input" and "name" in given and self._form:
            self.forms[self._form][given["name"]] = given.get("value", "")
        elif tag == "button" and "disabled" in given:
            self.closed.add(self._form)

    def handle_endtag(self, tag: str) -> None:
        """Leave the element, and whatever was left open inside it."""
        if tag == "form":
            self._form = ""
        if any(name == tag for name, _ in self._around):
            while self._around.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep a text with all that is around it."""
        if data.strip():
            around = frozenset().union(*(names for _, names in self._around))
            self.texts.append((around, " ".join(data.split())))
