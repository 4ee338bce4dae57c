"""What goes without TLS: how to come to trust the hall; the console only if asked for."""

from urllib.parse import quote

from server.trust.hosts import (
    Application,
    Message,
    Receive,
    Scope,
    Send,
    host_name,
    refuse,
    refuse_socket,
)
from server.trust.names import is_address

OPEN_PATHS = ("/hall-ca", "/static/")
REDIRECT = 307


class PlainDoor:
    """An application for the plain port: the authority's page for all, the rest by HTTPS."""

    def __init__(
        self,
        application: Application,
        https_port: int,
        names: tuple[str, ...],
        *,
        is_console: bool,
    ) -> None:
        """Show ``application``'s pages of the authority; with ``is_console`` all of them."""
        self._application = application
        self._https_port = https_port
        self._names = frozenset(names)
        self._is_console = is_console

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may go without TLS; devices never do."""
        if scope["type"] == "lifespan":
            return
        if scope["type"] == "websocket":
            await refuse_socket(receive, send)
            return
        host = host_name(_host(scope))
        if host not in self._names and not is_address(host):
            await refuse(send)
        elif self._is_console or scope["path"].startswith(OPEN_PATHS):
            await self._application(scope, receive, send)
        else:
            await self._send_on(scope, host, send)

    async def _send_on(self, scope: Scope, host: str, send: Send) -> None:
        place = f"[{host}]" if ":" in host else host
        path = quote(scope["path"], errors="replace")  # it came decoded, and may hold anything
        where = f"https://{place}:{self._https_port}{path}" if path != "/" else "/hall-ca"
        headers = [
            (b"location", where.encode("ascii")),
            (b"content-length", b"0"),
            (b"cache-control", b"no-store"),
        ]
        start: Message = {"type": "http.response.start", "status": REDIRECT, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": b""})


def _host(scope: Scope) -> str:
    return next(
        (str(value.decode("latin-1")) for name, value in scope["headers"] if name == b"host"), ""
    )
