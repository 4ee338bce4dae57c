"""uvicorn's HTTP with what it lacks: a bound and a deadline for every request's arrival."""

import asyncio
from functools import partial
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from server.answering import AnsweringWebSocket
from server.connections import Guest

MAX_HEAD_BYTES = 64 * 1024


class BoundedHttp(HttpToolsProtocol):
    """One connection, closed when a request is too long in its head or too long under way.

    One that says nothing is closed after ``arrival_seconds`` too.
    """

    arrival_seconds = 10.0
    _head_bytes = 0
    _is_in_head = True
    _deadline: asyncio.TimerHandle | None = None

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        guest: Guest | None = None,
    ) -> None:
        """Be the connection of ``guest``, whom the application finds in its requests' state."""
        super().__init__(config, server_state, {**app_state, "guest": guest}, _loop)
        self._guest = guest
        self.ws_protocol_class = partial(GuestSocket, guest=guest)  # type: ignore[assignment]  # uvicorn only calls it

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        if self._guest is not None:
            self._guest.cut = transport.abort
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more, and be counted no more."""
        self._arrived()
        super().connection_lost(exc)
        if self._guest is not None:
            self._guest.leave()

    def data_received(self, data: bytes) -> None:
        """Take bytes in; a head that goes on for too long ends the connection."""
        self._head_bytes += len(data)
        super().data_received(data)
        if self._is_in_head and self._head_bytes > MAX_HEAD_BYTES:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """Begin to wait for a request's end."""
        super().on_message_begin()
        self._head_bytes = 0
        self._is_in_head = True
        self._wait()

    def on_headers_complete(self) -> None:
        """Note that only the body is to come."""
        self._is_in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait no more: the request is here."""
        self._arrived()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """Wait no more: the device link has deadlines of its own."""
        self._arrived()
        super().handle_websocket_upgrade()

    def _wait(self) -> None:
        self._arrived()
        self._deadline = self.loop.call_later(self.arrival_seconds, self.transport.abort)

    def _arrived(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class GuestSocket(AnsweringWebSocket):
    """A WebSocket that is counted until it ends."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        guest: Guest | None = None,
    ) -> None:
        """Go on as the connection of ``guest``."""
        super().__init__(config, server_state, app_state)
        self._guest = guest

    def connection_lost(self, exc: Exception | None) -> None:
        """Be counted no more."""
        super().connection_lost(exc)
        if self._guest is not None:
            self._guest.leave()
