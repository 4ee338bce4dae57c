"""Whoever calls the server by a name that is not its own is sent away."""

from typing import Any

import pytest

from server.trust.hosts import KnownHosts, host_name

Message = dict[str, Any]


async def answered(known: KnownHosts, *hosts: str, scheme: str = "https") -> list[Message]:
    """Return what a request with these Host headers is answered."""
    sent: list[Message] = []
    scope = {
        "type": "http",
        "scheme": scheme,
        "headers": [(b"host", host.encode("latin-1")) for host in hosts],
    }

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:  # noqa: ANN401 - an ASGI message
        sent.append(dict(message))

    await known(scope, receive, send)
    return sent


async def application(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
    """Answer 200."""
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": []})


NAMES = ("localhost", "pc.local", "kezek.example")
KNOWN = KnownHosts(application, NAMES, lambda: "kezek.example")


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8077", "PC.local.", "192.0.2.7:8077", "[2001:db8::1]:8077"]
)
async def test_own_names_and_every_address_are_answered(host: str) -> None:
    (start,) = await answered(KNOWN, host)

    assert start["status"] == 200
    assert start["headers"] == []


@pytest.mark.parametrize("hosts", [("evil.example",), (), ("localhost", "localhost"), ("",)])
async def test_foreign_names_are_sent_away(hosts: tuple[str, ...]) -> None:
    start, body = await answered(KNOWN, *hosts)

    assert start["status"] == 421
    assert b'"http"' in body["body"]


async def test_only_the_public_name_is_remembered_as_https_only() -> None:
    (by_tls,) = await answered(KNOWN, "kezek.example:443")
    (plain,) = await answered(KNOWN, "kezek.example", scheme="http")

    assert by_tls["headers"][0][0] == b"strict-transport-security"
    assert plain["headers"] == []


async def test_a_name_whose_certificate_browsers_do_not_believe_is_not_remembered() -> None:
    (start,) = await answered(KnownHosts(application, NAMES), "kezek.example")

    assert start["headers"] == []


async def test_what_is_no_http_passes() -> None:
    passed: list[str] = []

    async def note(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        del receive, send
        passed.append(scope["type"])

    async def nothing(*_: object) -> Any:  # noqa: ANN401 - never called
        return None

    await KnownHosts(note, ())({"type": "websocket"}, nothing, nothing)

    assert passed == ["websocket"]


def test_the_port_is_no_part_of_a_name() -> None:
    assert [host_name(text) for text in ("a:1", "[::1]:1", "10.0.0.1", "[::1]")] == [
        "a",
        "::1",
        "10.0.0.1",
        "::1",
    ]
