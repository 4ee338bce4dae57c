"""uvicorn's HTTP with what it lacks: a bound and a deadline for every request's arrival."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD_BYTES = 64 * 1024


class BoundedHttp(HttpToolsProtocol):
    """One connection, closed when a request is too long in its head or too long under way.

    One that says nothing is closed after ``arrival_seconds`` too.
    """

    arrival_seconds = 10.0
    _head_bytes = 0
    _is_in_head = True
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._arrived()
        super().connection_lost(exc)

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
