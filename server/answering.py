"""uvicorn's WebSocket with what it lacks: asking whether the far end answers now, a sure end."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request

ANSWER_SECONDS = 1.0
"""A program that lives answers a ping in milliseconds; a busy one may need a moment."""

_KEY = "kezek-answers"
_PING_BYTES = 8

Answers = Callable[[], Awaitable[bool]]
"""Asks, at once, and tells whether the answer came."""


class AnsweringWebSocket(WebSocketsSansIOProtocol):
    """A connection that the application may ask for a sign of life, besides the keepalive."""

    answer_seconds = ANSWER_SECONDS

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Have asked nothing yet."""
        self._asked: dict[bytes, asyncio.Future[bool]] = {}
        super().connection_made(transport)

    def handle_connect(self, event: Request) -> None:
        """Let the application ask."""
        super().handle_connect(event)
        if self.response.status_code == 101:  # noqa: PLR2004 - Switching Protocols, RFC 9110
            self.scope["state"][_KEY] = self.ask

    def ask(self) -> asyncio.Future[bool]:
        """Ping, and return whether the same ping comes back in time (RFC 6455, section 5.5.3)."""
        answer: asyncio.Future[bool] = self.loop.create_future()
        if self.close_sent or self.disconnected or self.transport.is_closing():
            answer.set_result(False)
            return answer
        ping = os.urandom(_PING_BYTES)
        self._asked[ping] = answer
        self.conn.send_ping(ping)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.loop.call_later(self.answer_seconds, self._settle, ping, False)
        return answer

    def handle_pong(self, event: Frame) -> None:
        """Take an answer; those to the keepalive are uvicorn's own."""
        if bytes(event.data) in self._asked:
            self._settle(bytes(event.data), True)
        else:
            super().handle_pong(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Know that nothing will be answered any more."""
        for ping in tuple(self._asked):
            self._settle(ping, False)
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Say goodbye as the server stops, unless the far end has said it first.

        uvicorn would say it to that one too, which is refused, and leave its whole stop undone.
        """
        if self.transport.is_closing():
            self.stop_keepalive()
        else:
            super().shutdown()

    def _settle(self, ping: bytes, is_answered: bool) -> None:
        answer = self._asked.pop(ping, None)
        if answer is not None and not answer.done():
            answer.set_result(is_answered)


def answers_of(state: Mapping[str, Any]) -> Answers:
    """Return how the far end of a WebSocket with this state is asked."""
    found: Answers = state.get(_KEY, _nobody)
    return found


async def _nobody() -> bool:
    return False
