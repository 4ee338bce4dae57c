"""Opening a socket to the right hall among candidates, over real sockets."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from server.client.addresses import Address
from server.client.dialling import dial, reachable
from server.client.pinning import leave_out_dates, trusting
from server.protocol.errors import (
    CertificateTimeError,
    ForeignServerError,
    ServerUnreachableError,
    WrongHallError,
)
from server.protocol.frames import HALL_HEADER
from server.trust.certificates import make_authority
from server.trust.signing_orders import MakeAuthority
from tests.fakes.hall_server import not_found, scripted_server
from tests.server.devices.working_server import HALL
from tests.server.trust.test_contexts import certified, dated
from tests.server.trust.trusted_hall import today


def silent_listener() -> socket.socket:
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    return listener


def address_of(listener: socket.socket) -> Address:
    return Address("127.0.0.1", listener.getsockname()[1])


async def test_the_server_of_the_hall_is_opened() -> None:
    async with scripted_server("hall-demo") as server:
        found = await dial([server.address], "hall-demo")

        assert found.address == server.address
        await found.close()


async def test_a_server_of_another_hall_is_left() -> None:
    async with scripted_server("hall-other") as server:
        with pytest.raises(WrongHallError):
            await dial([server.address], "hall-demo")


async def test_the_right_hall_is_found_behind_a_wrong_one() -> None:
    async with scripted_server("hall-other") as wrong, scripted_server("hall-demo") as right:
        found = await dial([wrong.address, right.address], "hall-demo")

        assert found.address == right.address
        await found.close()


async def test_a_frozen_server_does_not_keep_the_next_waiting() -> None:
    with silent_listener() as frozen:
        async with scripted_server("hall-demo") as right:
            started = monotonic()

            found = await dial([address_of(frozen), right.address], "hall-demo")

            assert found.address == right.address
            assert monotonic() - started < 1.0
            await found.close()


async def test_nobody_there_is_told_at_once() -> None:
    with silent_listener() as gone:
        address = address_of(gone)

    with pytest.raises(ServerUnreachableError):
        await asyncio.wait_for(dial([address], "hall-demo"), timeout=1.0)


async def test_no_candidates_means_no_server() -> None:
    with pytest.raises(ServerUnreachableError):
        await dial([], "hall-demo")


async def test_a_web_server_that_is_no_hall_is_left() -> None:
    async with serve(lambda _: asyncio.sleep(0), "127.0.0.1", 0, process_request=not_found) as web:
        address = Address("127.0.0.1", next(iter(web.sockets)).getsockname()[1])

        with pytest.raises(ServerUnreachableError):
            await dial([address], "hall-demo")


async def test_a_host_name_that_is_none_is_left() -> None:
    with pytest.raises(ServerUnreachableError):
        await dial([Address("no such host", 1)], "hall-demo")


async def test_a_cancelled_search_leaves_no_socket_open() -> None:
    with silent_listener() as frozen:
        before = asyncio.all_tasks()
        search = asyncio.create_task(dial([address_of(frozen)], "hall-demo"))
        await asyncio.sleep(0.05)

        search.cancel()
        with pytest.raises(asyncio.CancelledError):
            await search

        assert asyncio.all_tasks() == before


async def test_only_where_somebody_listens_is_reachable() -> None:
    nobody = Address("127.0.0.1", 1)
    with silent_listener() as first, silent_listener() as second:
        here = (address_of(first), address_of(second))

        assert await reachable((here[0], nobody, here[1])) == here
    assert await reachable((nobody, Address("no-such-name.invalid"))) == ()


async def test_forty_frozen_addresses_do_not_hide_the_right_one() -> None:
    frozen = [silent_listener() for _ in range(40)]
    try:
        async with scripted_server("hall-demo") as right:
            addresses = [*map(address_of, frozen), right.address]

            found = await dial(addresses, "hall-demo")

            assert found.address == right.address
            await found.close()
    finally:
        for listener in frozen:
            listener.close()


@asynccontextmanager
async def dated_server(days: int) -> AsyncIterator[tuple[Address, ssl.SSLContext]]:
    """Serve a hall with a certificate made so many days from now; give what is pinned of it."""
    authority = make_authority(MakeAuthority(HALL, today().wall_ms()))
    with silent_listener() as listener:
        async with serve(
            stay,
            sock=listener,
            ssl=certified(dated(authority, -days)),
            process_response=name_the_hall,
        ):
            yield address_of(listener), trusting((authority.certificate,))


async def stay(socket: ServerConnection) -> None:
    await socket.wait_closed()


def name_the_hall(_: ServerConnection, __: Request, response: Response) -> Response:
    response.headers[HALL_HEADER] = HALL
    return response


@pytest.mark.parametrize("days", [0, 200, 2000])
async def test_a_device_whose_clock_is_behind_believes_its_own_hall(days: int) -> None:
    async with dated_server(days) as (address, pinned):
        found = await dial([address], HALL, pinned)

        assert found.address == address
        await found.close()


async def test_a_certificate_that_is_over_is_not_believed_even_when_dates_are_left_out() -> None:
    async with dated_server(-400) as (address, pinned):
        for _ in range(2):
            with pytest.raises(CertificateTimeError):
                await dial([address], HALL, pinned)
            leave_out_dates(pinned)


async def test_a_clock_that_is_behind_lets_no_other_authority_in() -> None:
    async with dated_server(200) as (address, _), dated_server(200) as (_, other):
        with pytest.raises(ForeignServerError):
            await dial([address], HALL, other)
