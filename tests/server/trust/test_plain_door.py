"""Without TLS there is the way to TLS and nothing else, unless the console was asked for."""

from typing import Any

import pytest

from server.trust.plain_door import PlainDoor

Message = dict[str, Any]


async def application(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
    """Answer 200."""
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": []})


def door(*, is_console: bool = False) -> PlainDoor:
    return PlainDoor(application, 8077, ("localhost",), is_console=is_console)


async def asked(
    plain: PlainDoor, path: str, kind: str = "http", host: bytes = b"10.0.0.5:8078"
) -> list[Message]:
    """Return what a request for ``path`` is answered."""
    sent: list[Message] = []
    scope = {"type": kind, "path": path, "scheme": "http", "headers": [(b"host", host)]}

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:  # noqa: ANN401 - an ASGI message
        sent.append(dict(message))

    await plain(scope, receive, send)
    return sent


def location(start: Message) -> bytes:
    return bytes(next(value for name, value in start["headers"] if name == b"location"))


@pytest.mark.parametrize("path", ["/hall-ca", "/hall-ca.crt", "/static/console/1/desk.css"])
async def test_the_way_to_trust_is_open(path: str) -> None:
    assert (await asked(door(), path))[0]["status"] == 200


async def test_everything_else_is_sent_on_to_https() -> None:
    start, _ = await asked(door(), "/login")

    assert start["status"] == 307
    assert location(start) == b"https://10.0.0.5:8077/login"


async def test_the_start_leads_to_the_page_of_the_authority() -> None:
    start, _ = await asked(door(), "/")

    assert location(start) == b"/hall-ca"


@pytest.mark.parametrize(
    ("path", "sent_on"),
    [
        ("/a\r\nSet-Cookie: x=y", b"/a%0D%0ASet-Cookie%3A%20x%3Dy"),
        ("//evil.example", b"//evil.example"),
        ("/жүз?\0", b"/%D0%B6%D2%AF%D0%B7%3F%00"),
        ("/\udcff", b"/%3F"),
    ],
)
async def test_a_path_that_could_be_more_than_one_stays_one(path: str, sent_on: bytes) -> None:
    start, _ = await asked(door(), path)

    assert location(start) == b"https://10.0.0.5:8077" + sent_on


@pytest.mark.parametrize("path", ["/", "/login"])
async def test_nobody_is_sent_on_to_whom_the_host_header_names(path: str) -> None:
    start, _ = await asked(door(), path, host=b"10.0.0.5:80@evil.example")

    assert b"evil" not in location(start)


async def test_the_console_is_open_only_when_asked_for() -> None:
    assert (await asked(door(is_console=True), "/login"))[0]["status"] == 200


@pytest.mark.parametrize("is_console", [True, False])
async def test_no_device_is_linked_without_tls(is_console: bool) -> None:
    (answer,) = await asked(door(is_console=is_console), "/devices", "websocket")

    assert answer["type"] == "websocket.close"


@pytest.mark.parametrize("is_console", [True, False])
async def test_a_foreign_name_is_sent_away(is_console: bool) -> None:
    start, _ = await asked(door(is_console=is_console), "/hall-ca", host=b"evil.example")

    assert start["status"] == 421


async def test_an_address_of_ipv6_keeps_its_brackets() -> None:
    start, _ = await asked(door(), "/desk", host=b"[2001:db8::1]:8078")

    assert location(start) == b"https://[2001:db8::1]:8077/desk"
