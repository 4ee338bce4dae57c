"""Browsers of people and of thieves, each on its own computer, by the hall's own certificate."""

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx

from server.client.pinning import trusting
from tests.attacks.network import Machine
from tests.attacks.stand import Stand
from tests.server.console.working_console import PASSWORD

SETUP_PORT = 8078
SESSION, BROWSER = "__Host-kezek-session", "__Host-kezek-browser"


class Visitor:
    """Somebody at a browser; remembers cookies and the page that is open."""

    def __init__(self, machine: Machine, url: str, context: ssl.SSLContext) -> None:
        """Sit down at ``machine``."""
        self._machine = machine
        self.client = httpx.Client(
            base_url=url, verify=context, headers={"Accept-Language": "en"}, timeout=10
        )
        self.page = ""

    def open(self, path: str, **headers: str) -> httpx.Response:
        """Open a page, wherever it leads."""
        with self._machine.inside():
            answer = self.client.get(path, follow_redirects=True, headers=headers)
        self.page = answer.text
        return answer

    def send(
        self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Send a form of the open page."""
        with self._machine.inside():
            return self.client.post(path, data={"csrf": self.csrf, **fields}, headers=headers)

    def log_in(self, login: str, password: str = PASSWORD) -> httpx.Response:
        """Log in, or try to."""
        self.open("/login")
        return self.send("/login", {"login": login, "password": password})

    def sit_at(self, desk: str, login: str) -> None:
        """Log in and choose a desk."""
        assert self.log_in(login).status_code == 303
        self.open("/desk/choose")
        assert self.send("/desk/choose", {"desk": desk}).status_code == 303
        self.open("/desk")

    def press(self, action: str) -> httpx.Response:
        """Press a button of the open desk, as a browser without scripts does."""
        found = re.search(rf'action="/desk/{action}".*?</form>', self.page, re.DOTALL)
        assert found is not None, self.page
        fields = dict(re.findall(r'name="(request_id|current)" value="([^"]*)"', found[0]))
        return self.send(f"/desk/{action}", fields)

    @property
    def csrf(self) -> str:
        """Return the token of the open page's forms."""
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.page)
        return found[1] if found else ""

    @property
    def cookies(self) -> dict[str, str]:
        """Return what a thief of the cookies has."""
        return {one.name: one.value or "" for one in self.client.cookies.jar}

    def steal(self, cookies: Mapping[str, str]) -> None:
        """Use somebody else's cookies."""
        host = self.client.base_url.host
        for name, value in cookies.items():
            self.client.cookies.set(name, value, domain=host, path="/")

    def is_in(self, path: str) -> bool:
        """Return whether a page that needs a log-in opens."""
        return self.open(path).url.path == path


def authority_of(stand: Stand, machine: Machine) -> str:
    """Return the hall's authority as an admin fetches it for a PC."""
    with machine.inside():
        answer = httpx.get(f"http://{stand.address.host}:{SETUP_PORT}/hall-ca.pem")
    assert answer.status_code == 200
    return answer.text


@contextmanager
def browser(stand: Stand, machine: Machine) -> Iterator[Visitor]:
    """Sit somebody down at a browser that trusts the hall's authority."""
    context = trusting((authority_of(stand, machine),))
    visitor = Visitor(machine, f"https://{stand.address}", context)
    try:
        yield visitor
    finally:
        visitor.client.close()
