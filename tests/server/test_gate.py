"""Connections are taken in over real sockets as far as there is room, and counted to their end."""

import asyncio
import errno
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from server.client.pinning import curious
from server.connections import Bounds, Guest, Guests
from server.doors import listen
from server.gate import Gate
from server.trust.certificates import make_authority, make_leaf
from server.trust.contexts import load_leaf, server_context
from server.trust.signing_orders import MakeAuthority, MakeLeaf
from tests.conftest import ExpectedLog
from tests.server.trust.trusted_hall import today, until


class Speaker(asyncio.Protocol):
    """Says hello, and is counted until it ends."""

    def __init__(self, guest: Guest) -> None:
        self._guest = guest

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say hello."""
        assert isinstance(transport, asyncio.Transport)
        self._guest.cut = transport.abort
        transport.write(b"hello")

    def connection_lost(self, exc: Exception | None) -> None:
        """Be counted no more."""
        del exc
        self._guest.leave()


@dataclass(slots=True)
class Place:
    """A gate on a port of loopback, and the sockets of the test."""

    guests: Guests
    port: int
    near: list[socket.socket] = field(default_factory=list)

    def knock(self) -> socket.socket:
        """Connect, and say nothing."""
        near = socket.create_connection(("127.0.0.1", self.port), 8)
        self.near.append(near)
        return near


class Exhausted(socket.socket):
    """A listening socket for which there is no file left at first."""

    tries = 0

    def accept(self) -> tuple[socket.socket, object]:
        """Fail once."""
        self.tries += 1
        if self.tries == 1:
            raise OSError(errno.EMFILE, "Too many open files")
        return super().accept()


@asynccontextmanager
async def gate(
    bounds: Bounds, context: ssl.SSLContext | None = None, listener: socket.socket | None = None
) -> AsyncIterator[Place]:
    """Open a gate on loopback."""
    listening = listener or listen("127.0.0.1", 0)
    guests = Guests(bounds)
    place = Place(guests, listening.getsockname()[1])
    opened = Gate(listening, guests, Speaker, context)
    opened.open()
    try:
        yield place
    finally:
        opened.close()
        await opened.wait_closed()
        for near in place.near:
            near.close()
        await until(lambda: len(guests) == 0)


async def heard(near: socket.socket) -> bytes:
    """Return what comes; nothing when the connection was ended."""
    near.setblocking(False)
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(8):
            return await loop.sock_recv(near, 100)
    except ConnectionError:
        return b""


async def test_who_knocks_is_let_in_and_counted_until_he_leaves() -> None:
    async with gate(Bounds(8, 8)) as place:
        near = place.knock()
        assert await heard(near) == b"hello"
        assert len(place.guests) == 1

        near.close()

        await until(lambda: len(place.guests) == 0)


async def test_where_it_is_full_the_oldest_is_cut_and_the_newcomer_let_in() -> None:
    async with gate(Bounds(2, 2)) as place:
        first, second = place.knock(), place.knock()
        assert [await heard(first), await heard(second)] == [b"hello", b"hello"]

        third = place.knock()

        assert [await heard(third), await heard(first)] == [b"hello", b""]
        assert len(place.guests) == 2


@pytest.fixture
def context() -> ssl.SSLContext:
    """Give TLS with a certificate of some hall."""
    now = today().wall_ms()
    authority = make_authority(MakeAuthority("hall-test", now))
    keys = (authority.certificate, authority.private_key)
    made = server_context()
    load_leaf(made, make_leaf(MakeLeaf("hall-test", *keys, (), (), now)))
    return made


async def test_who_says_nothing_of_tls_is_cut_for_who_does(context: ssl.SSLContext) -> None:
    async with gate(Bounds(2, 2), context) as place:
        silent = [place.knock(), place.knock()]
        await until(lambda: len(place.guests) == 2)

        async with asyncio.timeout(4):
            reader, writer = await asyncio.open_connection("127.0.0.1", place.port, ssl=curious())
            said = await reader.read(5)

        assert said == b"hello"
        assert await heard(silent[0]) == b""
        writer.close()


async def test_who_speaks_no_tls_is_counted_no_more(context: ssl.SSLContext) -> None:
    async with gate(Bounds(2, 2), context) as place:
        near = place.knock()

        near.sendall(b"GET / HTTP/1.1\r\n\r\n")
        said = await heard(near)
        await until(lambda: len(place.guests) == 0)

        assert b"hello" not in said


async def test_where_nobody_may_be_cut_the_newcomer_is_refused_and_that_is_told(
    expected_log: ExpectedLog,
) -> None:
    expected_log.expect("server.gate", "no room: 1 are connected")
    async with gate(Bounds(1, 1)) as place:
        guest = place.guests.come("10.0.0.1", lambda: None)
        assert guest is not None
        guest.know()

        assert await heard(place.knock()) == b""
        guest.leave()
        assert await heard(place.knock()) == b"hello"


async def test_without_a_file_to_open_the_gate_waits_and_goes_on(
    expected_log: ExpectedLog,
) -> None:
    expected_log.expect("server.gate", "Too many open files")
    exhausted = Exhausted(fileno=listen("127.0.0.1", 0).detach())
    async with gate(Bounds(8, 8), listener=exhausted) as place:
        assert await heard(place.knock()) == b"hello"
        assert exhausted.tries > 1


async def test_a_closed_gate_lets_nobody_in() -> None:
    async with gate(Bounds(8, 8)) as place:
        pass

    with pytest.raises(ConnectionRefusedError):
        place.knock()
