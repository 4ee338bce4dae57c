"""Opening a socket to whichever candidate address keeps the hall; used by the link."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from server.client.addresses import Address
from server.protocol.errors import ServerUnreachableError, WrongHallError
from server.protocol.frames import (
    DEVICE_PATH,
    HALL_HEADER,
    MAX_FRAME_BYTES,
    PING_SECONDS,
    PING_TIMEOUT_SECONDS,
)
from server.protocol.identity import Key

OPEN_SECONDS = 2.0
CLOSE_SECONDS = 0.2
STAGGER_SECONDS = 0.25
"""How long one address may keep the next one waiting (RFC 8305, section 5)."""

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


async def dial(addresses: Sequence[Address], hall: Key) -> OpenSocket:
    """Return the first socket that opens to ``hall``, trying the addresses in their order.

    Raise WrongHallError if every address keeps another hall, else ServerUnreachableError.
    """
    running: set[asyncio.Task[OpenSocket]] = set()
    failures: list[BaseException] = []
    try:
        for address in addresses:
            running.add(asyncio.create_task(_open(address, hall)))
            if opened := await _first(running, failures, STAGGER_SECONDS):
                return opened
        while running:
            if opened := await _first(running, failures, None):
                return opened
    finally:
        await _abandon(running)
    if failures and all(isinstance(failure, WrongHallError) for failure in failures):
        raise failures[0]
    raise ServerUnreachableError(tried=len(addresses))


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


async def _open(address: Address, hall: Key) -> OpenSocket:
    try:
        socket = await _Connect(
            f"ws://{address}{DEVICE_PATH}",
            proxy=None,
            compression=None,
            open_timeout=OPEN_SECONDS,
            close_timeout=CLOSE_SECONDS,
            ping_interval=PING_SECONDS,
            ping_timeout=PING_TIMEOUT_SECONDS,
            max_size=MAX_FRAME_BYTES,
            user_agent_header=None,
        )
    except (OSError, WebSocketException, ValueError) as error:
        _log.debug("no server at %s: %s", address, error)
        raise ServerUnreachableError(address=str(address)) from error
    opened = OpenSocket(address, socket)
    found = socket.response.headers.get(HALL_HEADER) if socket.response else None
    if found != hall:
        await opened.close()
        raise WrongHallError(address=str(address))
    return opened
