"""Takes connections in at one port, as far as there is room for them, and leads them to HTTP."""

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from server.connections import Guest, Guests
from server.lines import LineLimit

AT_ONCE = 64
"""Connections taken in before others get their turn."""

HANDSHAKE_SECONDS = 5.0
"""Who connects and says nothing of TLS is gone after this."""

GOODBYE_SECONDS = 2.0
PAUSE_SECONDS = 0.5
LINE_SECONDS = 60.0

_log = logging.getLogger(__name__)


class Gate:
    """One listening socket; asyncio's own servers tell nobody who knocks until TLS is over."""

    def __init__(
        self,
        listener: socket.socket,
        guests: Guests,
        protocol: Callable[[Guest], asyncio.Protocol],
        context: ssl.SSLContext | None = None,
    ) -> None:
        """Let whom ``guests`` have room for speak to a ``protocol`` of his own."""
        self._listener = listener
        self._guests = guests
        self._protocol = protocol
        self._context = context
        self._loop = asyncio.get_running_loop()
        self._opening: set[asyncio.Task[None]] = set()
        self._pause: asyncio.TimerHandle | None = None
        self._full = LineLimit(LINE_SECONDS)

    def open(self) -> None:
        """Begin to take connections in."""
        self._pause = None
        self._loop.add_reader(self._listener.fileno(), self._take_in)

    def close(self) -> None:
        """Take nobody in any more."""
        if self._listener.fileno() >= 0:
            self._loop.remove_reader(self._listener.fileno())
        if self._pause is not None:
            self._pause.cancel()
        self._listener.close()
        for task in self._opening:
            task.cancel()

    async def wait_closed(self) -> None:
        """Wait until nobody is between two doors."""
        await asyncio.gather(*self._opening, return_exceptions=True)

    def _take_in(self) -> None:
        for _ in range(AT_ONCE):
            try:
                connection, peer = self._listener.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:  # no open files or no memory left: try again in a while
                self._full.say(_log.error, f"nobody can be taken in: {error}")
                self._loop.remove_reader(self._listener.fileno())
                self._pause = self._loop.call_later(PAUSE_SECONDS, self.open)
                return
            self._welcome(connection, peer[0])

    def _welcome(self, connection: socket.socket, address: str) -> None:
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        guest = self._guests.come(address, lambda: _hang_up(connection))
        if guest is None:
            connection.close()
            self._full.say(_log.warning, f"no room: {len(self._guests)} are connected")
            return
        task = self._loop.create_task(self._lead(connection, guest))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    async def _lead(self, connection: socket.socket, guest: Guest) -> None:
        try:
            if self._context is None:
                await self._loop.connect_accepted_socket(lambda: self._protocol(guest), connection)
            else:
                await self._loop.connect_accepted_socket(
                    lambda: self._protocol(guest),
                    connection,
                    ssl=self._context,
                    ssl_handshake_timeout=HANDSHAKE_SECONDS,
                    ssl_shutdown_timeout=GOODBYE_SECONDS,
                )
        except (OSError, TimeoutError):  # said nothing of TLS, or nothing right, or is gone
            guest.leave()
            connection.close()
        except asyncio.CancelledError:
            guest.leave()
            connection.close()
            raise


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):  # gone already
        connection.shutdown(socket.SHUT_RDWR)
