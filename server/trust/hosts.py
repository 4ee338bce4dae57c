"""Which names a browser may call the server by, so that no foreign name is bent to its address.

DNS rebinding: a page of a foreign site lets its own name point to the server and then reads it.
An address in the Host header cannot be bent; a name has to be one of ours.

The sockets of devices are not for browsers at all: those tell from where they come (RFC 6455,
4.1), devices do not. By which name a device found the server says nothing: it looks at the
certificate.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from server.trust.names import is_address

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

MISDIRECTED = 421
POLICY_VIOLATION = 1008
HSTS = (b"strict-transport-security", b"max-age=15552000")
"""Only for a public name with a certificate that every browser believes (RFC 6797, 8.4)."""


class KnownHosts:
    """An application for those who call the server by a name or address of its own."""

    def __init__(
        self,
        application: Application,
        names: tuple[str, ...],
        hsts_name: Callable[[], str | None] = lambda: None,
    ) -> None:
        """Let ``names`` and every address in; browsers remember ``hsts_name`` as HTTPS only.

        It is asked anew each time: None while the name has no certificate of its own.
        """
        self._application = application
        self._names = frozenset(names)
        self._hsts_name = hsts_name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer that it is misdirected (RFC 9110, 15.5.20).

        No browser gets a socket.
        """
        if scope["type"] == "websocket" and has_origin(scope):
            await refuse_socket(receive, send)
            return
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        name = host_name(_host(scope))
        if name not in self._names and not is_address(name):
            await refuse(send)
        elif scope["scheme"] == "https" and name == self._hsts_name():
            await self._application(scope, receive, _with_hsts(send))
        else:
            await self._application(scope, receive, send)


def host_name(host: str) -> str:
    """Return the name or address of a Host header, without its port."""
    if host.startswith("["):
        return host.partition("]")[0][1:]
    return host.partition(":")[0].lower().rstrip(".")


def has_origin(scope: Scope) -> bool:
    """Return whether a browser asks: each of its sockets says which page opened it."""
    return any(name == b"origin" for name, _ in scope["headers"])


async def refuse_socket(receive: Receive, send: Send) -> None:
    """Answer a handshake that no device makes: the server turns this into a 403."""
    await receive()
    await send({"type": "websocket.close", "code": POLICY_VIOLATION})


async def refuse(send: Send) -> None:
    """Answer that this server is not the one that was asked for."""
    body = b'{"code":"http","data":{"status":421}}'
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": MISDIRECTED, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _host(scope: Scope) -> str:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    return str(hosts[0].decode("latin-1")) if len(hosts) == 1 else ""


def _with_hsts(send: Send) -> Send:
    async def send_more(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), HSTS]
        await send(message)

    return send_more
