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


async def asked_for_a_socket(*headers: tuple[bytes, bytes]) -> tuple[list[str], list[Message]]:
    """Return what reached the application of a handshake, and what it was answered."""
    passed: list[str] = []
    sent: list[Message] = []

    async def note(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        del receive, send
        passed.append(scope["type"])

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:  # noqa: ANN401 - an ASGI message
        sent.append(dict(message))

    await KnownHosts(note, NAMES)({"type": "websocket", "headers": headers}, receive, send)
    return passed, sent


async def test_a_device_gets_a_socket_by_whatever_name_it_found_the_server() -> None:
    assert await asked_for_a_socket((b"host", b"other.example")) == (["websocket"], [])


@pytest.mark.parametrize("origin", [b"https://evil.example", b"null", b"https://pc.local", b""])
async def test_a_browser_gets_no_socket_from_wherever_it_comes(origin: bytes) -> None:
    passed, sent = await asked_for_a_socket((b"host", b"pc.local"), (b"origin", origin))

    assert passed == []
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_the_port_is_no_part_of_a_name() -> None:
    assert [host_name(text) for text in ("a:1", "[::1]:1", "10.0.0.1", "[::1]")] == [
        "a",
        "::1",
        "10.0.0.1",
        "::1",
    ]
