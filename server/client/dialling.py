"""Opening a socket to whichever candidate address keeps the hall; used by the link."""

import asyncio
import ipaddress
import logging
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from server.client.addresses import Address
from server.client.pinning import failure_of, is_clock_behind, is_past, leave_out_dates
from server.protocol.errors import (
    CertificateTimeError,
    ForeignServerError,
    KezekError,
    ServerUnreachableError,
    WrongHallError,
)
from server.protocol.frames import (
    DEVICE_PATH,
    HALL_HEADER,
    MAX_FRAME_BYTES,
    PING_SECONDS,
    PING_TIMEOUT_SECONDS,
)
from server.protocol.identity import Key
from server.protocol.pairing import tls_name

OPEN_SECONDS = 2.0
CLOSE_SECONDS = 0.2
STAGGER_SECONDS = 0.25
FEW_RUNNING = 4
CROWDED_SECONDS = 0.05
"""How long one address may keep the next one waiting (RFC 8305, section 5), and one of many."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenSocket:
    """A socket to a server that says it keeps the wanted hall; no key was sent yet."""

    address: Address
    socket: ClientConnection

    async def close(self) -> None:
        """Say goodbye; whatever comes in between, no socket stays open."""
        try:
            await self.socket.close()
        finally:
            self.socket.transport.abort()


class _Connect(connect):
    """One attempt at one address: a redirection is not an answer of a hall's server."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


async def dial(
    addresses: Sequence[Address], hall: Key, context: ssl.SSLContext | None = None
) -> OpenSocket:
    """Return the first socket that opens to ``hall``, trying the addresses in their order.

    With a ``context`` by TLS, never without. Raise ForeignServerError if another server answers
    in the hall's name, CertificateTimeError if dates do not fit, WrongHallError if every address
    keeps another hall, else ServerUnreachableError.
    """
    running: set[asyncio.Task[OpenSocket]] = set()
    failures: list[BaseException] = []
    try:
        for address in addresses:
            running.add(asyncio.create_task(_open(address, hall, context)))
            seconds = STAGGER_SECONDS if len(running) <= FEW_RUNNING else CROWDED_SECONDS
            if opened := await _first(running, failures, seconds):
                return opened
        while running:
            if opened := await _first(running, failures, None):
                return opened
    finally:
        await _abandon(running)
    raise _worst(failures) or ServerUnreachableError(tried=len(addresses))


def _worst(failures: Sequence[BaseException]) -> KezekError | None:
    """Return what people have to know of: an impostor, wrong dates, or only other halls."""
    for kind in (ForeignServerError, CertificateTimeError):
        for failure in failures:
            if isinstance(failure, kind):
                return failure
    wrong = [failure for failure in failures if isinstance(failure, WrongHallError)]
    return wrong[0] if wrong and len(wrong) == len(failures) else None


async def _first(
    running: set[asyncio.Task[OpenSocket]], failures: list[BaseException], seconds: float | None
) -> OpenSocket | None:
    """Wait for the next attempt to end; return its socket unless it failed."""
    done, _ = await asyncio.wait(running, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    opened = None
    for task in done:
        failure = task.exception()
        if failure is not None:
            failures.append(failure)
        elif opened is None:
            opened = task.result()
        else:
            continue
        running.discard(task)
    return opened


async def _abandon(running: set[asyncio.Task[OpenSocket]]) -> None:
    """Cancel attempts nobody needs any more and close what they opened meanwhile."""
    for task in running:
        task.cancel()
    for result in await asyncio.gather(*running, return_exceptions=True):
        if isinstance(result, OpenSocket):
            await result.close()


async def _open(address: Address, hall: Key, context: ssl.SSLContext | None) -> OpenSocket:
    opened = await open_socket(address, DEVICE_PATH, hall, context)
    if hall_of(opened) != hall:
        await opened.close()
        raise WrongHallError(address=str(address))
    return opened


async def open_socket(
    address: Address, path: str, hall: Key, context: ssl.SSLContext | None
) -> OpenSocket:
    """Return a socket to ``path`` at one address; by TLS its certificate is to name ``hall``."""
    try:
        socket = await _connect(address, path, hall, context)
    except OSError as error:
        _log.debug("no server at %s: %s", address, error)
        raise failure_of(error, str(address)) from error
    except (WebSocketException, ValueError) as error:
        _log.debug("no server at %s: %s", address, error)
        raise ServerUnreachableError(address=str(address)) from error
    opened = OpenSocket(address, socket)
    if is_past(socket.transport.get_extra_info("peercert")):
        await opened.close()
        raise CertificateTimeError(address=str(address))
    return opened


async def _connect(
    address: Address, path: str, hall: Key, context: ssl.SSLContext | None
) -> ClientConnection:
    """Connect, once more without dates if only this computer's clock is in the way."""
    try:
        return await _try(address, path, hall, context)
    except ssl.SSLCertVerificationError as error:
        if context is None or not is_clock_behind(error):
            raise
        leave_out_dates(context)
        return await _try(address, path, hall, context)


async def _try(
    address: Address, path: str, hall: Key, context: ssl.SSLContext | None
) -> ClientConnection:
    return await _Connect(
        f"{'ws' if context is None else 'wss'}://{address}{path}",
        proxy=None,
        compression=None,
        open_timeout=OPEN_SECONDS,
        close_timeout=CLOSE_SECONDS,
        ping_interval=PING_SECONDS,
        ping_timeout=PING_TIMEOUT_SECONDS,
        max_size=MAX_FRAME_BYTES,
        user_agent_header=None,
        ssl=context,
        server_hostname=None if context is None else tls_name(hall),
    )


async def reachable(addresses: Sequence[Address]) -> tuple[Address, ...]:
    """Return those of ``addresses`` at which somebody listens; nothing is said to him."""
    heard = await asyncio.gather(*(_listens(address) for address in addresses))
    return tuple(one for one, listens in zip(addresses, heard, strict=True) if listens)


async def _listens(address: Address) -> bool:
    try:
        async with asyncio.timeout(OPEN_SECONDS):
            _, writer = await asyncio.open_connection(address.host, address.port)
    except OSError:
        return False
    writer.transport.abort()
    return True


def hall_of(opened: OpenSocket) -> str | None:
    """Return the hall that the server named in its answer to the handshake."""
    response = opened.socket.response
    return None if response is None else response.headers.get(HALL_HEADER)


def only_loopback(addresses: Sequence[Address]) -> tuple[Address, ...]:
    """Return those of this computer itself: where a key may go without TLS."""
    return tuple(address for address in addresses if _is_loopback(address.host))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
